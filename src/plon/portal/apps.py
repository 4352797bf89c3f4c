from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "plon.portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from plon.events.presenting import upcoming_cards  # rooms register when all are loaded
        from plon.portal.shelves import Shelf, register_shelf
        from plon.portal.sources import register_pages

        register_pages()
        register_shelf(Shelf("events/_shelf.html", upcoming_cards))
