from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkwatchConfig(AppConfig):
    name = "plon.linkwatch"
    verbose_name = _("State of links")

    def ready(self) -> None:
        from plon.linkwatch.registering import register_linkwatch  # rooms register when all are loaded

        register_linkwatch()
