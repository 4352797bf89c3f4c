from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "plon.attendance"

    def ready(self) -> None:
        """Rooms register their sections, sentences and restorers here."""
