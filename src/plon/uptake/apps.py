from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UptakeConfig(AppConfig):
    name = "plon.uptake"
    verbose_name = _("Use")
