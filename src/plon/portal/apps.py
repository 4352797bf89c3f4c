from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "plon.portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from plon.portal.cms.registering import register_editing  # rooms register when all are loaded
        from plon.portal.registering import register_portal  # as above

        register_portal()
        register_editing()
