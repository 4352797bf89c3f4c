from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FreezingConfig(AppConfig):
    name = "plon.freezing"
    verbose_name = _("Frozen projects")

    def ready(self) -> None:
        from plon.freezing.registering import register_freezing  # rooms register when all are loaded

        register_freezing()
