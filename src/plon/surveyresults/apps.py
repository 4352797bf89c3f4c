from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyresultsConfig(AppConfig):
    name = "plon.surveyresults"
    verbose_name = _("Survey results")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded

        register_sentences({"surveysheets.taken": _("took the sheets of %(subject)s with names as a file")})
