from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammefiguresConfig(AppConfig):
    name = "plon.programmefigures"
    verbose_name = _("Programme figures")
