from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeptCopiesConfig(AppConfig):
    name = "plon.keptcopies"
    verbose_name = _("Kept copies")

    def ready(self) -> None:
        from plon.keptcopies.registering import register_keptcopies  # rooms register when all are loaded

        register_keptcopies()
