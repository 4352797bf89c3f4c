from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "plon.catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from plon.catalogue.sources import register_sources  # models are loaded by now

        register_sources()
