"""Reading surveys for their results. Figures come from what is stored per round, never from answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from plon.responses.figures import Shown
from plon.responses.queries import questionnaire_of, shown_of
from plon.surveys.models import Round, Survey
from plon.surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class AskedRound:
    """A round that was opened, with what it asked and what may be shown of it."""

    round: Round
    questionnaire: Questionnaire
    shown: Shown


def asked_rounds(survey: Survey) -> list[AskedRound]:
    """Return the rounds of a survey that were opened, newest first, in a constant number of queries."""
    rounds = list(survey.rounds.exclude(questionnaire={}).select_related("activity").order_by("-opened_at", "-pk"))
    shown = shown_of([asked.pk for asked in rounds])
    for asked in rounds:
        asked.survey = survey
    return [AskedRound(asked, questionnaire_of(asked), shown[asked.pk]) for asked in rounds]


def one_of(rounds: Sequence[AskedRound], public_id: str) -> AskedRound:
    """Return the round of that id.

    Raises:
        Http404: there is none, or it was not opened yet.
    """
    for asked in rounds:
        if asked.round.public_id == public_id:
            return asked
    raise Http404
