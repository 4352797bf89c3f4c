from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PackagesConfig(AppConfig):
    name = "plon.packages"
    verbose_name = _("Packages")

    def ready(self) -> None:
        """Rooms register their parts, sections, sentences and regular work here."""
        from plon.packages.registering import register_packages

        register_packages()
