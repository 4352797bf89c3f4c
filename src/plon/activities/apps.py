from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "plon.activities"

    def ready(self) -> None:
        """Rooms register their sections, sentences and restorers here."""
