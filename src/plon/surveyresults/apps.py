from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyresultsConfig(AppConfig):
    name = "plon.surveyresults"
    verbose_name = _("Survey results")
