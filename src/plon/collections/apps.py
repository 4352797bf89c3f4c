from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionsConfig(AppConfig):
    name = "plon.collections"
    verbose_name = _("Collections")

    def ready(self) -> None:
        from plon.collections.registering import register_collections  # rooms register when all are loaded

        register_collections()
