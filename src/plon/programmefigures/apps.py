from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeFiguresConfig(AppConfig):
    name = "plon.programmefigures"
    verbose_name = _("Programme figures")

    def ready(self) -> None:
        from plon.programmefigures.registering import register_figures  # rooms register when all are loaded

        register_figures()
