"""A survey leaves with its project and comes back whole: questions, translations, rounds; no person, no link."""

import datetime
from pathlib import Path

from django.utils import timezone

from plon.accounts.models import User
from plon.packages.importing import import_package
from plon.surveys import actions
from plon.surveys.enums import Moment, SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.queries import asked_in, draft_of
from tests.factories import UserFactory
from tests.packages import bags
from tests.surveys.conftest import translated


def test_a_survey_leaves_and_comes_back(survey: Survey, editor: User, tmp_path: Path) -> None:
    before = translated(survey, editor)
    first = actions.open_round(actions.add_round(survey, by=editor, moment=Moment.BEFORE), by=editor)
    planned = actions.add_round(
        survey,
        by=editor,
        moment=Moment.AFTER,
        compared_with=first,
        opens_at=timezone.now() + datetime.timedelta(days=9),
    )
    asked, draft, secret = asked_in(first), draft_of(before), first.secret
    bags.write(tmp_path / "bag.zip", survey.project)
    bags.wipe()

    import_package(tmp_path / "bag.zip", by=UserFactory(), publish=False, is_trusted=False)

    back = Survey.objects.select_related("draft").get()
    assert back.draft.content == before.draft.content
    assert draft_of(back).made_from == draft.made_from
    assert (back.contact, back.asked_by, back.created_by) == ("", "School No. 5", None)
    rounds = list(Round.objects.order_by("pk"))
    assert [each.moment for each in rounds] == [Moment.BEFORE, Moment.AFTER]
    assert rounds[1].compared_with == rounds[0]
    assert asked_in(rounds[0]).sections == asked.sections
    assert asked_in(rounds[0]).contact == ""
    # Who was asked there can't answer here.
    assert (rounds[0].state, rounds[1].state) == (SurveyState.CLOSED, SurveyState.DRAFT)
    assert back.state == SurveyState.CLOSED
    assert rounds[0].secret != secret
    assert rounds[1].opens_at == planned.opens_at


def test_no_address_is_in_the_package(survey: Survey, editor: User, tmp_path: Path) -> None:
    actions.open_round(actions.add_round(survey, by=editor), by=editor)
    bags.write(tmp_path / "bag.zip", survey.project)
    told = bags.read(tmp_path / "bag.zip", "data/record/surveys.jsonl")
    assert "How was it?" in told
    assert "ana@example.org" not in told
    assert Round.objects.get().secret not in told
