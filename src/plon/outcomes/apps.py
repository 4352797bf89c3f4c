from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "plon.outcomes"
    verbose_name = _("Outcome calls")

    def ready(self) -> None:
        from plon.outcomes.registering import register_outcomes  # rooms register when all are loaded

        register_outcomes()
