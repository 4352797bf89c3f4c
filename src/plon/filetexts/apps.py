from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiletextsConfig(AppConfig):
    name = "plon.filetexts"
    verbose_name = _("Texts of files")

    def ready(self) -> None:
        from plon.filetexts.registering import register_filetexts  # rooms register when all are loaded

        register_filetexts()
