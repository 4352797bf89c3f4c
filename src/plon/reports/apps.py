from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "plon.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from plon.reports.registering import register_reports  # rooms register when all are loaded

        register_reports()
