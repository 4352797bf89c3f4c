from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "plon.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from plon.site import deployment  # noqa: F401  registers its check
