import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions
from plon.plans.models import ExpectedReach, Indicator, Message, PlannedActivity, TargetGroup
from plon.plans.refusals import ChangedMeanwhile, ElsewhereInPlon, NothingToShare
from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import (
    IndicatorFactory,
    MessageFactory,
    PlannedActivityFactory,
    ResultFactory,
    TargetGroupFactory,
)


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, working_title="Lessons by the water")


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Science teachers")


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_groups_stand_in_the_order_in_which_they_were_added(project: Project, editor: User) -> None:
    for name in ("First", "Second", "Third"):
        actions.add_group(project, by=editor, name=name, levels=["local"], size=20)

    assert list(TargetGroup.objects.values_list("name", "position")) == [("First", 0), ("Second", 1), ("Third", 2)]
    assert kinds() == ["group.added"] * 3


def test_a_group_without_a_name_is_refused(project: Project, editor: User) -> None:
    with pytest.raises(ValidationError):
        actions.add_group(project, by=editor, name="")
    assert not TargetGroup.objects.exists()


def test_a_change_tells_what_stood_there_before(group: TargetGroup, editor: User) -> None:
    changed = actions.change_group(group, by=editor, name="Biology teachers", size=30)

    assert (changed.name, changed.size, changed.version) == ("Biology teachers", 30, 2)
    event = Event.objects.get()
    assert event.changes == {"name": ["Science teachers", "Biology teachers"], "size": [None, 30]}
    assert event.project_id == group.project_id


def test_saving_without_a_change_leaves_no_trace(group: TargetGroup, editor: User) -> None:
    actions.change_group(group, by=editor, name="Science teachers")

    assert not Event.objects.exists()


def test_the_second_of_two_people_is_told(group: TargetGroup, editor: User, coordinator: User) -> None:
    actions.change_group(group, by=editor, version=1, name="Mine")

    with pytest.raises(ChangedMeanwhile):
        actions.change_group(group, by=coordinator, version=1, name="Theirs")
    group.refresh_from_db()
    assert group.name == "Mine"


def test_one_message_for_each_pair_in_each_language(result: Result, group: TargetGroup, editor: User) -> None:
    actions.write_message(result, group, by=editor, texts={"pl": " Masz lekcję. ", "en": ""})
    message = actions.write_message(result, group, by=editor, texts={"pl": "Masz lekcję.", "en": "You have a lesson."})

    assert message is not None
    assert Message.objects.count() == 1
    assert {text.language: text.text for text in message.texts.all()} == {
        "pl": "Masz lekcję.",
        "en": "You have a lesson.",
    }
    assert kinds() == ["message.changed", "message.changed"]


def test_an_emptied_message_is_gone(result: Result, group: TargetGroup, editor: User) -> None:
    actions.write_message(result, group, by=editor, texts={"pl": "Masz lekcję."})

    assert actions.write_message(result, group, by=editor, texts={"pl": "  "}) is None
    assert not Message.objects.exists()
    assert kinds()[-1] == "message.removed"


def test_a_message_longer_than_a_sentence_is_refused(result: Result, group: TargetGroup, editor: User) -> None:
    with pytest.raises(ValidationError):
        actions.write_message(result, group, by=editor, texts={"pl": "x" * 401})


def test_a_message_does_not_join_two_projects(group: TargetGroup, editor: User) -> None:
    with pytest.raises(ElsewhereInPlon):
        actions.write_message(ResultFactory(), group, by=editor, texts={"pl": "Masz."})


def test_dissemination_must_share_a_result(project: Project, editor: User) -> None:
    with pytest.raises(NothingToShare) as refusal:
        actions.add_activity(project, by=editor, title="A post", purpose="dissemination")

    assert refusal.value.field == "results"
    assert not PlannedActivity.objects.exists()


def test_promotion_may_share_nothing(project: Project, editor: User) -> None:
    activity = actions.add_activity(project, by=editor, title="A post", purpose="promotion")

    assert list(activity.results.all()) == []
    assert kinds() == ["activity.planned"]


def test_an_activity_keeps_whom_it_is_to_reach(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    activity = actions.add_activity(
        project,
        by=editor,
        title="Workshop",
        results=[result],
        reach={group: 60},
        start=datetime.date(2025, 9, 1),
        end=datetime.date(2025, 9, 2),
        cost=Decimal("120.50"),
    )

    assert ExpectedReach.objects.get().people == 60
    changed = actions.change_activity(activity, by=editor, title="Open lesson")
    assert (changed.title, list(changed.results.all()), changed.reach.get().people) == ("Open lesson", [result], 60)
    again = actions.change_activity(changed, by=editor, reach={group: 80})
    assert again.reach.get().people == 80
    before, after = Event.objects.first().changes["groups"]  # type: ignore[union-attr]  # there is one
    assert ([each["label"] for each in before], [each["label"] for each in after]) == (
        ["Science teachers (60)"],
        ["Science teachers (80)"],
    )


def test_dissemination_can_not_be_emptied_of_its_results(project: Project, result: Result, editor: User) -> None:
    activity = actions.add_activity(project, by=editor, title="Workshop", results=[result])

    with pytest.raises(NothingToShare):
        actions.change_activity(activity, by=editor, results=[])
    assert list(activity.results.all()) == [result]


@pytest.mark.parametrize(
    "fields",
    [
        {"start": datetime.date(2025, 9, 2), "end": datetime.date(2025, 9, 1)},
        {"cost": Decimal(-1)},
        {"title": "x" * 301},
    ],
)
def test_an_impossible_activity_is_refused(project: Project, editor: User, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        actions.add_activity(project, by=editor, **{"title": "A post", "purpose": "promotion", **fields})
    assert not PlannedActivity.objects.exists()


def test_a_result_of_another_project_can_not_be_shared(project: Project, editor: User) -> None:
    with pytest.raises(ElsewhereInPlon):
        actions.add_activity(project, by=editor, title="Workshop", results=[ResultFactory()])


def test_an_indicator_is_added_changed_and_put_back(project: Project, editor: User) -> None:
    indicator = actions.add_indicator(
        project, by=editor, name="Schools", target="25", target_date=datetime.date(2027, 2, 28)
    )
    actions.change_indicator(indicator, by=editor, target="30", target_date=None)

    actions.put_back(Event.objects.get(kind="indicator.changed"), editor)

    indicator.refresh_from_db()
    assert (indicator.target, indicator.target_date) == ("25", datetime.date(2027, 2, 28))
    assert kinds() == ["indicator.added", "indicator.changed", "indicator.changed"]


def test_items_move_and_stay_within_their_list(project: Project, editor: User) -> None:
    first, second = IndicatorFactory(project=project, position=0), IndicatorFactory(project=project, position=1)

    actions.move_item(second, by=editor, up=True)
    assert list(Indicator.objects.all()) == [second, first]
    actions.move_item(Indicator.objects.get(pk=second.pk), by=editor, up=True)
    assert list(Indicator.objects.all()) == [second, first]


def test_what_hangs_on_a_group_goes_with_it(project: Project, editor: User) -> None:
    message = MessageFactory(group__project=project, result__project=project)
    activity = PlannedActivityFactory(project=project)
    ExpectedReach.objects.create(activity=activity, group=message.group, people=5)

    actions.remove_item(message.group, by=editor)

    assert not Message.objects.exists()
    assert not ExpectedReach.objects.exists()
    assert PlannedActivity.objects.get() == activity
    assert kinds() == ["group.removed"]
