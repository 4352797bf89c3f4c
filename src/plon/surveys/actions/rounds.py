"""Rounds: plan, open, close. Opening keeps what is asked, so that a change of the survey is for later rounds alone."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import changed, record, snapshot
from plon.plans.refusals import ChangedMeanwhile
from plon.surveys.actions.keeping import locked
from plon.surveys.closing import do_closings
from plon.surveys.drafting.translating import is_complete
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.problems import musts_of
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Questionnaire, to_json
from plon.surveys.refusals import NotReady, WrongState

ROUND_FIELDS = ("label", "moment", "activity", "compared_with", "opens_at", "closes_at")


@transaction.atomic
def add_round(survey: Survey, *, by: User, **fields: Any) -> Round:
    """Plan a round. With `opens_at` it opens by itself on that day, if nothing is missing then.

    Raises:
        WrongState: the activity or the round to compare with is not of this project or survey.
        ValidationError: a field is malformed.
    """
    survey, _draft = locked(survey)
    planned = Round(survey=survey, **fields)
    _check_links(planned)
    planned.full_clean()
    planned.save()
    record("survey_round.added", by=by, subject=planned, project_id=survey.project_id)
    return planned


@transaction.atomic
def change_round(the_round: Round, *, by: User, version: int | None = None, **fields: Any) -> Round:
    """Change a round. When it opened can't be changed any more; a closed one stays closed.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        WrongState: see `add_round`.
        ValidationError: a field is malformed.
    """
    found = _locked(the_round)
    if version is not None and found.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    before, fixed = snapshot(found, ROUND_FIELDS), fixed_of(found)
    for name, value in fields.items():
        setattr(found, name, value)
    changes = changed(before, found)
    if fixed & changes.keys():
        raise WrongState(_("People have been asked already: this can't be changed any more."))
    if changes:
        _check_links(found)
        found.version += 1
        found.full_clean()
        found.save()
        record("survey_round.changed", by=by, subject=found, project_id=found.survey.project_id, changes=changes)
    return found


def fixed_of(the_round: Round) -> frozenset[str]:
    """Return the fields that can't be changed any more.

    Two rounds that are closed stay compared with one another: other pairs would tell who is in them by the difference.
    """
    if the_round.state != SurveyState.CLOSED:
        return frozenset({"opens_at"} if the_round.state == SurveyState.OPEN else ())
    other = the_round.compared_with
    is_compared = other is not None and other.state == SurveyState.CLOSED
    return frozenset({"opens_at", "closes_at", "moment"} | ({"compared_with"} if is_compared else set()))


def _check_links(the_round: Round) -> None:
    activity, other = the_round.activity, the_round.compared_with
    if activity is not None and activity.project_id != the_round.survey.project_id:
        raise WrongState(_("This activity is of another project."), field="activity")
    if other is not None and (other.survey_id != the_round.survey_id or other.pk == the_round.pk):
        raise WrongState(_("A round is compared with another one of the same survey."), field="compared_with")


@transaction.atomic
def open_round(the_round: Round, *, by: User | None) -> Round:
    """Open a round: keep what the survey asks now, in every language in which nothing is missing, and take answers.

    Args:
        the_round: a planned one.
        by: who opens; None is the clock.

    Raises:
        WrongState: it was opened before, or its last moment has passed.
        NotReady: something is missing; the message says what.
    """
    found = _locked(the_round)
    now = timezone.now()
    if found.state != SurveyState.DRAFT:
        raise WrongState(_("This round was opened already."))
    if found.closes_at and found.closes_at <= now:
        raise WrongState(_("Its last day has passed. Change the day, or leave it empty."))
    asked = ready_to_ask(questionnaire_of(found.survey))
    if wrong := musts_of(asked):
        raise NotReady(_("Something is missing: %(what)s"), {"what": " ".join(problem.text for problem in wrong[:5])})
    found.questionnaire = to_json(asked)
    found.state, found.opened_at = SurveyState.OPEN, now
    found.version += 1
    found.full_clean()
    found.save()
    _follow(found.survey)
    record("survey_round.opened", by=by, subject=found, project_id=found.survey.project_id)
    return found


def ready_to_ask(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire in the languages in which nothing is missing, without sections that ask nothing."""
    others = [each for each in questionnaire.languages[1:] if is_complete(questionnaire, each)]
    sections = tuple(section for section in questionnaire.sections if section.questions)
    return replace(questionnaire, languages=(questionnaire.base, *others), sections=sections)


@transaction.atomic
def close_round(the_round: Round, *, by: User | None) -> Round:
    """Close a round for good: no more answers, and the rooms above do what is due then (`closing`).

    Args:
        the_round: an open one.
        by: who closes; None is the clock.

    Raises:
        WrongState: it is not open.
    """
    found = _locked(the_round)
    if found.state != SurveyState.OPEN:
        raise WrongState(_("This round is not open."))
    found.state, found.closed_at = SurveyState.CLOSED, timezone.now()
    found.version += 1
    found.save(update_fields=["state", "closed_at", "version"])
    do_closings(found)
    _follow(found.survey)
    record("survey_round.closed", by=by, subject=found, project_id=found.survey.project_id)
    return found


@transaction.atomic
def remove_round(the_round: Round, *, by: User) -> None:
    """Take a planned round back.

    Raises:
        WrongState: it was opened; it may hold answers.
    """
    found = _locked(the_round)
    if found.state != SurveyState.DRAFT:
        raise WrongState(_("It was opened, so it may hold answers. Remove the whole survey to remove them."))
    record("survey_round.removed", by=by, subject=found, project_id=found.survey.project_id)
    found.delete()


def _locked(the_round: Round) -> Round:
    """Return a round; nobody else changes it, its survey or its questions until this transaction ends."""
    survey, _draft = locked(the_round.survey)
    found = Round.objects.select_for_update(of=("self",)).get(pk=the_round.pk, survey=survey)
    found.survey = survey
    return found


def _follow(survey: Survey) -> None:
    """Let the survey say what its rounds are: open while one is, then closed."""
    states = set(survey.rounds.values_list("state", flat=True))
    order = (SurveyState.OPEN, SurveyState.CLOSED, SurveyState.DRAFT)
    Survey.objects.filter(pk=survey.pk).update(state=next((each for each in order if each in states), order[-1]))
