"""The survey after an event as the office's page shows it: how it stands, how many answered, what can be chosen."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.events.actions.surveying import BANKS
from plon.events.enums import EventKind
from plon.events.models import AgencyEvent
from plon.events.moments import moment
from plon.events.queries import answering_address, surveys_to_choose
from plon.responses.queries import shown_of
from plon.surveys.banks import bank
from plon.surveys.closing import received_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round


@dataclass(frozen=True, slots=True)
class SurveyPanel:
    """The round of an event.

    Attributes:
        name: of the survey.
        state: how the round stands, in words.
        answered: how many sheets came; figures alone, nobody is told of.
        least: from how many answers on results are shown.
        has_results: whether there are enough.
        round_url, results_url: in the agency's workspace.
        address: where people answer; "" once it is closed.
        is_planned: whether nobody was asked yet, so that taking it off removes the round.
    """

    name: str
    state: str
    answered: int
    least: int
    has_results: bool
    round_url: str
    results_url: str
    address: str
    is_planned: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One survey that an event can have; `value` is what the form sends."""

    value: str
    label: str


def panel_of(event: AgencyEvent) -> SurveyPanel | None:
    """Return the survey of an event; None if it has none in Plon. 3 queries."""
    found = event.survey_round
    if found is None:
        return None
    survey = found.survey
    shown = shown_of([found.pk]).get(found.pk)
    arguments = [survey.project.public_id, survey.public_id, found.public_id]
    return SurveyPanel(
        name=survey.name,
        state=_state(event, found),
        answered=received_of([found.pk])[found.pk],
        least=survey.smallest_group,
        has_results=shown is not None and shown.counted > 0,
        round_url=reverse("surveys:round", args=arguments),
        results_url=reverse("surveyresults:round", args=arguments),
        address=answering_address(event),
        is_planned=found.state == SurveyState.DRAFT,
    )


def _state(event: AgencyEvent, the_round: Round) -> str:
    if the_round.state == SurveyState.CLOSED:
        return _("closed; nobody can answer any more")
    if the_round.state == SurveyState.DRAFT:
        if the_round.opens_at is None:
            return _("planned; it is opened by hand")
        return _("opens by itself: %(day)s") % {"day": moment(event, the_round.opens_at)}
    if the_round.closes_at is None:
        return pgettext("survey of an event", "open")
    return pgettext("survey of an event", "open until %(day)s") % {"day": moment(event, the_round.closes_at)}


def choices_for(event: AgencyEvent, language: str) -> list[Choice]:
    """Return what an event can be asked about with: ready questions that fit it first; 2 queries."""
    usual = BANKS if event.kind in {EventKind.TRAINING, EventKind.WEBINAR} else BANKS[::-1]
    ready = [each for each in map(bank, usual) if each is not None]
    made = [
        Choice(f"bank:{each.code}", _("New, of ready questions: %(name)s") % {"name": each.name[language]})
        for each in ready
    ]
    surveys, rounds = surveys_to_choose()
    made += [
        Choice(f"survey:{each.public_id}", _("Another round of: %(name)s") % {"name": each.name}) for each in surveys
    ]
    return made + [Choice(f"round:{each.public_id}", _round_words(each)) for each in rounds]


def _round_words(the_round: Round) -> str:
    words = {"name": the_round.survey.name, "round": the_round.label}
    if not the_round.label and the_round.opens_at:
        words["round"] = date_format(the_round.opens_at, "DATE_FORMAT")
    return _("The round “%(round)s” of: %(name)s") % words
