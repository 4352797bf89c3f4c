from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisibilityConfig(AppConfig):
    name = "plon.visibility"
    verbose_name = _("Visibility check")

    def ready(self) -> None:
        """Rooms register their sections, sentences and regular work here."""
        from plon.visibility.registering import register_visibility

        register_visibility()
