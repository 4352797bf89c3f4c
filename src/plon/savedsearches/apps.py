from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedsearchesConfig(AppConfig):
    name = "plon.savedsearches"
    verbose_name = _("Saved searches")
