from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "plon.evidence"

    def ready(self) -> None:
        """Rooms register their sections, sentences and restorers here."""
        from plon.evidence.consents.registering import register_consents_and_publishing

        register_consents_and_publishing()
