"""Choose what counts an indicator: a question of a survey, or a counter; one of them, or none."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.evaluation.models import CounterFeed, SurveyFeed
from plon.evaluation.refusals import CountedByPlon, NotCountable
from plon.evaluation.sources.people import counts_people
from plon.evaluation.sources.reckoning import SLASH, WAYS
from plon.history.record import record
from plon.plans.models import Indicator
from plon.surveys.enums import QuestionKind
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Questionnaire

Feed = TypeVar("Feed", SurveyFeed, CounterFeed)


@transaction.atomic
def feed_by_survey(
    indicator: Indicator,
    *,
    by: User,
    survey: Survey,
    questionnaire: Questionnaire,
    question: str,
    reckoning: str,
    options: Iterable[str] = (),
) -> SurveyFeed:
    """Let a question of a survey count an indicator, in place of what counted it before.

    Args:
        indicator: of the survey's project.
        by: who chooses.
        survey: which survey; its newest round with figures counts.
        questionnaire: what the survey asks.
        question: key of the question; of a table "question/statement".
        reckoning: of `Reckoning`.
        options: keys of the answers that count, for a share of certain answers.

    Raises:
        CountedByPlon: the indicator is counted from activities.
        NotCountable: there is no such question, or its answers can't be counted so.
    """
    _refuse_people(indicator)
    if survey.project_id != indicator.project_id:
        raise NotCountable(_("This survey is of another project."), field="survey")
    chosen = _checked(questionnaire, question, reckoning, list(options))
    feed = SurveyFeed(
        project_id=indicator.project_id, indicator=indicator.public_id, indicator_name=indicator.name, survey=survey,
        question=question, reckoning=reckoning, options=chosen,
    )  # fmt: skip
    return _keep(feed, indicator, by, [survey.name, question, reckoning])


def _checked(questionnaire: Questionnaire, name: str, reckoning: str, options: list[str]) -> list[str]:
    """Return the answers that count, none where all do."""
    key, _slash, statement = name.partition(SLASH)
    question = questionnaire.question(key)
    if question is None or reckoning not in WAYS.get(question.kind, ()):
        raise NotCountable(_("The answers to this question can't be counted so."), field="reckoning")
    is_table = question.kind == QuestionKind.MATRIX
    if is_table != bool(statement) or (is_table and statement not in {each.key for each in question.statements}):
        raise NotCountable(_("Choose one statement of the table."), field="question")
    if reckoning != "chosen_share":
        return []
    known = [option.key for option in question.options if option.key in options]
    if not known:
        raise NotCountable(_("Choose the answers that count."), field="options")
    if question.kind == QuestionKind.MULTIPLE and len(known) > 1:
        raise NotCountable(
            _("People could choose several answers, so one share is that of one answer."), field="options"
        )
    return known


@transaction.atomic
def feed_by_counter(indicator: Indicator, *, by: User, counter: str) -> CounterFeed:
    """Let a counter count an indicator, in place of what counted it before.

    Raises:
        CountedByPlon: the indicator is counted from activities.
        ValidationError: there is no such counter.
    """
    _refuse_people(indicator)
    feed = CounterFeed(
        project_id=indicator.project_id, indicator=indicator.public_id, indicator_name=indicator.name, counter=counter
    )
    return _keep(feed, indicator, by, [counter])


@transaction.atomic
def stop_feeding(indicator: Indicator, *, by: User) -> bool:
    """Let nothing count an indicator any more; what was written down stays. False if nothing did."""
    if not _drop(indicator):
        return False
    record("indicator.unfed", by=by, subject=indicator, project_id=indicator.project_id)
    return True


def _keep(feed: Feed, indicator: Indicator, by: User, told: list[object]) -> Feed:
    _drop(indicator)
    feed.full_clean()
    feed.save()
    record("indicator.fed", by=by, subject=indicator, project_id=indicator.project_id, changes={"feed": [None, told]})
    return feed


def _drop(indicator: Indicator) -> bool:
    about = {"project": indicator.project_id, "indicator": indicator.public_id}
    gone = [model.objects.filter(**about).delete()[0] for model in (SurveyFeed, CounterFeed)]
    return any(gone)


def _refuse_people(indicator: Indicator) -> None:
    if counts_people(indicator):
        raise CountedByPlon(_("This indicator is counted from the activities that you log. Change that in the plan."))
