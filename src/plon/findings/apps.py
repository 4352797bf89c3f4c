from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    name = "plon.findings"
    verbose_name = _("Findings")

    def ready(self) -> None:
        from plon.findings.registering import register_findings  # rooms register when all are loaded

        register_findings()
