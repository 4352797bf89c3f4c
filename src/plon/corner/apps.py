from django.apps import AppConfig


class CornerConfig(AppConfig):
    name = "plon.corner"

    def ready(self) -> None:
        """Rooms register their sections, sentences and restorers here."""
