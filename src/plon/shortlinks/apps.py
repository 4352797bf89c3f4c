from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShortlinksConfig(AppConfig):
    name = "plon.shortlinks"
    verbose_name = _("Short links")

    def ready(self) -> None:
        from plon.shortlinks.registering import register_shortlinks  # rooms register when all are loaded

        register_shortlinks()
