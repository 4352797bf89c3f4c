from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsplatformConfig(AppConfig):
    name = "plon.resultsplatform"
    verbose_name = _("EU results platform")

    def ready(self) -> None:
        from plon.resultsplatform.registering import register_resultsplatform  # rooms register when all are loaded

        register_resultsplatform()
