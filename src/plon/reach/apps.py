from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReachConfig(AppConfig):
    name = "plon.reach"
    verbose_name = _("Reach")

    def ready(self) -> None:
        from plon.reach.registering import register_reach  # rooms register when all are loaded

        register_reach()
