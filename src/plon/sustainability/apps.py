from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SustainabilityConfig(AppConfig):
    name = "plon.sustainability"
    verbose_name = _("Sustainability")

    def ready(self) -> None:
        from plon.sustainability.registering import register_sustainability  # rooms register when all are loaded

        register_sustainability()
