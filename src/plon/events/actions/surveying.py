"""The survey after an event: a round in the agency's own workspace, opened when the event ends."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.agency.own import NAME
from plon.agency.settings import text_of, value_of
from plon.events.actions.home import home_for
from plon.events.actions.line import lock
from plon.events.models import AgencyEvent
from plon.events.refusals import WrongMoment
from plon.history.record import record
from plon.surveys import actions as surveys
from plon.surveys.banks import bank
from plon.surveys.enums import Moment, SurveyState
from plon.surveys.models import Round, Survey

# People answer in the first days or never; at the close the figures of a small round are counted as well.
OPEN_FOR = datetime.timedelta(days=21)
# Banks that ask about what just was.
BANKS = ("training", "event")


@transaction.atomic
def make_survey(event: AgencyEvent, *, by: User, bank_code: str) -> Round:
    """Make a survey of ready questions for an event and plan its round; one click.

    Raises:
        WrongMoment: there are no such questions, the event is cancelled or has its survey.
    """
    event = _without_survey(event)
    ready = bank(bank_code) if bank_code in BANKS else None
    if ready is None:
        raise WrongMoment(_("There are no such ready questions."))
    languages = [text.language for text in event.texts.all() if text.title] or ["pl"]
    base = "pl" if "pl" in languages else languages[0]
    made = surveys.create_survey(
        home_for(by), by=by, name=f"{ready.name.get(base, ready.name['en'])}: {event.text_in(base).title}"[:200],
        base_language=base, languages=["pl", "en"], start=bank_code, kind=bank_code,
        asked_by=_asker(base), contact=_contact(event, base, by),
    )  # fmt: skip
    return _plan(event, made, by=by)


def _asker(language: str) -> str:
    """Say who asks, as people are told before the first question; an agency that set no name is the organiser."""
    with override(language):
        return text_of(NAME, language)[:200] or gettext("The agency that organised it")


def _contact(event: AgencyEvent, language: str, by: User) -> str:
    """Say whom people may ask about the survey; without it no round opens, and nobody is there when it does."""
    return f"{_asker(language)}, {event.contact or value_of('agency.email') or by.email}"[:300]


@transaction.atomic
def ask_again(event: AgencyEvent, *, by: User, survey: Survey) -> Round:
    """Plan another round of a survey that the agency has, so that its trainings can be compared.

    Raises:
        WrongMoment: the survey is of another project, the event is cancelled or has its survey.
    """
    event = _without_survey(event)
    if survey.project_id != home_for(by).pk:
        raise WrongMoment(_("This survey is not one of the agency's trainings."))
    return _plan(event, survey, by=by)


@transaction.atomic
def choose_round(event: AgencyEvent, *, by: User, chosen: Round) -> Round:
    """Take a round that was planned or opened in the agency's workspace; its days stay as they are.

    Raises:
        WrongMoment: it is of another project, closed or another event's; the event is cancelled or has its survey.
    """
    event = _without_survey(event)
    found = Round.objects.select_for_update(of=("self",)).select_related("survey").get(pk=chosen.pk)
    if found.survey.project_id != home_for(by).pk:
        raise WrongMoment(_("This survey is not one of the agency's trainings."))
    if found.state == SurveyState.CLOSED or AgencyEvent.objects.filter(survey_round=found).exists():
        raise WrongMoment(_("This round is closed, or another event has it."))
    return _keep(event, found, by=by)


@transaction.atomic
def drop_survey(event: AgencyEvent, *, by: User) -> None:
    """Let an event have no survey in Plon; a round that nobody was asked yet goes, answers never do."""
    event = lock(event.pk)
    if event.survey_round is None:
        return
    take_survey_back(event, by=by)
    event.survey_round = None
    event.save(update_fields=["survey_round"])
    record("agencyevent.survey_dropped", by=by, subject=event)


def open_survey(event: AgencyEvent, *, by: User) -> None:
    """Open the round of an event that is over at once, where the clock has not come to it.

    Raises:
        NotReady: a question lacks something; the message says what.
        WrongState: its last day has passed.
    """
    if event.survey_round and event.survey_round.state == SurveyState.DRAFT:
        surveys.open_round(event.survey_round, by=by)
        event.survey_round.refresh_from_db()


def move_survey(event: AgencyEvent, *, by: User) -> None:
    """Let the round of an event open when it ends now, as long as nobody was asked."""
    found = event.survey_round
    if found and found.state == SurveyState.DRAFT:
        surveys.change_round(found, by=by, opens_at=event.ends_at, closes_at=event.ends_at + OPEN_FOR)


def take_survey_back(event: AgencyEvent, *, by: User) -> None:
    """Remove the round of an event as long as nobody was asked."""
    found = event.survey_round
    if found and found.state == SurveyState.DRAFT:
        surveys.remove_round(found, by=by)
        event.survey_round = None


def _without_survey(event: AgencyEvent) -> AgencyEvent:
    event = lock(event.pk)
    if event.is_cancelled:
        raise WrongMoment(_("A cancelled event stays as it was. Copy it to plan it anew."))
    if event.survey_round_id:
        raise WrongMoment(_("This event has its survey already. Take it off first."))
    return event


def _plan(event: AgencyEvent, survey: Survey, *, by: User) -> Round:
    opens = max(event.ends_at, timezone.now())
    label = f"{event.text_in(survey.base_language).title} {event.local_start:%Y-%m-%d}"
    planned = surveys.add_round(
        survey, by=by, label=label[-120:], moment=Moment.AFTER, opens_at=opens, closes_at=opens + OPEN_FOR
    )
    if event.is_over:
        planned = surveys.open_round(planned, by=by)
    return _keep(event, planned, by=by)


def _keep(event: AgencyEvent, the_round: Round, *, by: User) -> Round:
    event.survey_round = the_round
    event.full_clean(validate_constraints=False)
    event.save(update_fields=["survey_round"])
    record("agencyevent.survey", by=by, subject=event)
    return the_round
