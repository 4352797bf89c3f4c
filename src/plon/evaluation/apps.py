from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "plon.evaluation"
    verbose_name = _("Evaluation")

    def ready(self) -> None:
        from plon.evaluation.registering import register_evaluation  # rooms register when all are loaded

        register_evaluation()
