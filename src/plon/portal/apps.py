from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "plon.portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from plon.portal.registering import register_portal  # rooms register when all are loaded

        register_portal()
