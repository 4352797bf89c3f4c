from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "plon.evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        """Rooms register their sections, sentences and restorers here."""
        from plon.evidence.consents.registering import register_consents_and_publishing
        from plon.evidence.registering import register_evidence

        register_evidence()
        register_consents_and_publishing()
