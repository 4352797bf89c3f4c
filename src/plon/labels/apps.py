from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabelsConfig(AppConfig):
    name = "plon.labels"
    verbose_name = _("Labels")

    def ready(self) -> None:
        from plon.labels.registering import register_labels  # rooms register when all are loaded

        register_labels()
