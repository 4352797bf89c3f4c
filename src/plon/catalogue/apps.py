import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "plon.catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from plon.catalogue.actions import sweep_exports  # models are loaded by now
        from plon.catalogue.dumps import make_if_due
        from plon.catalogue.newsletter_items import new_results
        from plon.catalogue.places import public_pages_of
        from plon.catalogue.previews.registering import register_previews
        from plon.catalogue.reported import register_pages
        from plon.catalogue.sitemap import register_catalogue
        from plon.catalogue.sources import register_sources
        from plon.catalogue.tasks import take_up_exports
        from plon.catalogue.vocabularies import register_vocabularies
        from plon.evidence.places import register_place
        from plon.jobs.schedule import register_work
        from plon.newsletter.items import register_items

        register_sources()
        register_catalogue()
        register_vocabularies()
        register_work("catalogue.lists", every=datetime.timedelta(minutes=10), work=sweep_exports)
        register_work("catalogue.take_up", every=datetime.timedelta(minutes=3), work=take_up_exports)
        register_work("catalogue.dumps", every=datetime.timedelta(hours=1), work=make_if_due)
        register_previews()
        register_items("results", new_results)
        register_place(public_pages_of)
        register_pages()
