from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "plon.office"
    verbose_name = _("Office")

    def ready(self) -> None:
        from plon.office.registering import register_office  # rooms register when all are loaded

        register_office()
