from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "plon.surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from plon.surveys.registering import register_surveys  # rooms register when all are loaded

        register_surveys()
