from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SustainabilityConfig(AppConfig):
    name = "plon.sustainability"
    verbose_name = _("Sustainability")

    def ready(self) -> None:
        from plon.sustainability.letters.registering import register_letters  # rooms register when all are loaded
        from plon.sustainability.registering import register_sustainability

        register_sustainability()
        register_letters()
