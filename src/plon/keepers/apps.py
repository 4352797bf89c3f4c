from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepersConfig(AppConfig):
    name = "plon.keepers"
    verbose_name = _("Keepers")
