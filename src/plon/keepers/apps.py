from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepersConfig(AppConfig):
    name = "plon.keepers"
    verbose_name = _("Keepers")

    def ready(self) -> None:
        from plon.keepers.registering import register_keepers  # rooms register when all are loaded

        register_keepers()
