from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FixityConfig(AppConfig):
    name = "plon.fixity"
    verbose_name = _("Fixity of files")

    def ready(self) -> None:
        from plon.fixity.registering import register_fixity  # rooms register when all are loaded

        register_fixity()
