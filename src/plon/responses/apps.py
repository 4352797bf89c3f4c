from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    name = "plon.responses"
    verbose_name = _("Responses")

    def ready(self) -> None:
        from plon.responses import registering  # rooms register when all are loaded

        registering.register()
