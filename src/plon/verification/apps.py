from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "plon.verification"
    verbose_name = _("Verification")

    def ready(self) -> None:
        from plon.verification.registering import register_verification  # rooms register when all are loaded

        register_verification()
