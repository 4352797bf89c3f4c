from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitConfig(AppConfig):
    name = "plon.toolkit"
    verbose_name = _("Toolkit")

    def ready(self) -> None:
        """Rooms register their sections, sentences and regular work here."""
        from plon.toolkit.library_registering import register_library
        from plon.toolkit.registering import register_toolkit

        register_toolkit()
        register_library()
