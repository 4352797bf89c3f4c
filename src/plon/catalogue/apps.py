from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "plon.catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from plon.catalogue.places import public_pages_of  # models are loaded by now
        from plon.catalogue.sources import register_sources
        from plon.evidence.places import register_place

        register_sources()
        register_place(public_pages_of)
