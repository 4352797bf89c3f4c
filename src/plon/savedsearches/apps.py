from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedsearchesConfig(AppConfig):
    name = "plon.savedsearches"
    verbose_name = _("Saved searches")

    def ready(self) -> None:
        from plon.savedsearches.registering import register_searches  # rooms register when all are loaded

        register_searches()
