from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FreezingConfig(AppConfig):
    name = "plon.freezing"
    verbose_name = _("Frozen projects")
