from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepositsConfig(AppConfig):
    name = "plon.deposits"
    verbose_name = _("Deposits")

    def ready(self) -> None:
        """Rooms register their sections, sentences and regular work here."""
        from plon.deposits.registering import register_deposits

        register_deposits()
