"""Paper that leads to a survey: a poster to hang up, slips to hand out."""

from typing import Literal

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.surveys.asking import opening_of
from plon.surveys.models import Round
from plon.surveys.questionnaire import Questionnaire
from plon.typeset.surveypaper import SurveyPaper, render_survey_paper

# How each is called, and how many stand below one another on a page.
LAYOUTS: dict[str, tuple[str | Promise, int]] = {
    "poster": (gettext_lazy("Poster, A4"), 1),
    "slips": (gettext_lazy("Slips to hand out, 8 on A4"), 4),
}


def render_for(the_round: Round, questionnaire: Questionnaire, address: str, *, language: str, layout: str) -> bytes:
    """Return a paper for a round as PDF.

    Args:
        the_round: to which it leads.
        questionnaire: what is asked there.
        address: where.
        language: of the survey's title; the words around it are Polish or English.
        layout: of `LAYOUTS`.

    Raises:
        TypesetError: the compiler refused.
    """
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    opening, project = opening_of(questionnaire, language), the_round.survey.project
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    small_print = disclaimer(
        shown, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    with translation.override(shown):
        until = date_format(timezone.localtime(the_round.closes_at), "DATETIME_FORMAT") if the_round.closes_at else ""
        return render_survey_paper(
            SurveyPaper(
                language=shown,
                layout="slips" if layout == "slips" else "poster",
                call=_("Tell us what you think"),
                title=opening.title,
                title_language=language,
                steps=(
                    _("Point the camera of your phone at the code."),
                    _("Answer. Nothing to install, no account."),
                    _("Send. It works without a network too, and is sent later."),
                ),
                who=_("Anonymous: nobody learns who answered.")
                if opening.is_anonymous
                else _("Not anonymous: you may say who you are."),
                until=_("Open until %(until)s.") % {"until": until} if until else "",
                address=address,
                asked_by=opening.asked_by,
                project=str(project),
                statement=statement.text if statement else "",
                disclaimer=small_print.text if small_print else "",
                is_example=project.is_example,
            )
        )
