"""From the first commitment on, a promise may change, but never without its reason."""

import datetime

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions
from plon.plans.commitment import content_of, hash_of, newest_commitment
from plon.plans.models import Commitment, Message, TargetGroup, UsePlan
from plon.plans.queries import load_plan
from plon.plans.refusals import ElsewhereInPlon, NothingToFreeze
from plon.projects.models import Project
from plon.projects.promises import ReasonNeeded
from plon.results.models import Result
from tests.factories import PartnershipFactory, ResultFactory

DAY = datetime.date(2026, 3, 5)


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, working_title="Lesson plans")


@pytest.fixture
def group(project: Project, editor: User) -> TargetGroup:
    return actions.add_group(project, by=editor, name="Science teachers")


def freeze(project: Project, by: User) -> Commitment:
    return actions.freeze_plan(project, by=by, occasion="application", agreed_on=DAY)


def test_a_promised_item_asks_for_its_reason(project: Project, group: TargetGroup, coordinator: User) -> None:
    freeze(project, coordinator)

    with pytest.raises(ReasonNeeded):
        actions.change_group(group, by=coordinator, size=40)
    group.refresh_from_db()
    assert group.size is None

    actions.change_group(group, by=coordinator, size=40, reason="Two schools left")
    told = Event.objects.filter(kind="group.changed").get()
    assert (told.reason, told.changes) == ("Two schools left", {"size": [None, 40]})


def test_before_the_commitment_nobody_asks(project: Project, group: TargetGroup, editor: User) -> None:
    assert actions.change_group(group, by=editor, size=40).size == 40


def test_saving_the_same_asks_nothing(project: Project, group: TargetGroup, coordinator: User) -> None:
    freeze(project, coordinator)

    assert actions.change_group(group, by=coordinator, name="Science teachers").version == 1


def test_what_was_added_later_is_no_promise(project: Project, group: TargetGroup, coordinator: User) -> None:
    freeze(project, coordinator)
    later = actions.add_group(project, by=coordinator, name="Parents")

    assert actions.change_group(later, by=coordinator, size=5).size == 5


def test_links_messages_use_plans_and_removals_ask_too(
    project: Project, result: Result, group: TargetGroup, coordinator: User
) -> None:
    activity = actions.add_activity(project, by=coordinator, title="Workshop", results=[result])
    actions.write_message(result, group, by=coordinator, texts={"en": "Your lesson is ready"})
    use = actions.plan_use(result, by=coordinator, form="regular_work")
    freeze(project, coordinator)

    with pytest.raises(ReasonNeeded):
        actions.connect(activity, by=coordinator, group=group)
    with pytest.raises(ReasonNeeded):
        actions.write_message(result, group, by=coordinator, texts={"en": "Another"})
    with pytest.raises(ReasonNeeded):
        actions.plan_use(result, by=coordinator, form="archive")
    with pytest.raises(ReasonNeeded):
        actions.remove_item(use, by=coordinator)
    with pytest.raises(ReasonNeeded):
        actions.remove_item(group, by=coordinator)
    assert hash_of(content_of(load_plan(project))) == newest_commitment(project).sha256  # type: ignore[union-attr]  # there is one


def test_a_new_commitment_promises_what_it_holds(project: Project, group: TargetGroup, coordinator: User) -> None:
    freeze(project, coordinator)
    actions.remove_item(group, by=coordinator, reason="The school closed")
    actions.add_group(project, by=coordinator, name="Parents")

    second = actions.freeze_plan(project, by=coordinator, occasion="amendment", agreed_on=DAY)

    assert (second.number, [each["name"] for each in second.content["groups"]]) == (2, ["Parents"])


def test_an_empty_or_unchanged_plan_is_not_frozen(project: Project, coordinator: User) -> None:
    with pytest.raises(NothingToFreeze):
        freeze(project, coordinator)
    actions.add_group(project, by=coordinator, name="Parents")
    freeze(project, coordinator)
    with pytest.raises(NothingToFreeze):
        freeze(project, coordinator)
    assert Commitment.objects.count() == 1


def test_the_order_of_the_plan_is_no_promise(project: Project, group: TargetGroup, coordinator: User) -> None:
    other = actions.add_group(project, by=coordinator, name="Parents")
    freeze(project, coordinator)

    actions.place_item(other, by=coordinator, position=0)

    assert list(TargetGroup.objects.values_list("name", flat=True)) == ["Parents", "Science teachers"]


def test_a_removed_group_comes_back_with_all_that_hung_on_it(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    actions.write_message(result, group, by=editor, texts={"en": "Your lesson is ready", "pl": "Lekcja gotowa"})
    activity = actions.add_activity(project, by=editor, title="Workshop", results=[result], reach={group: 60})

    gone = actions.remove_item(group, by=editor)
    assert (Message.objects.count(), activity.reach.count()) == (0, 0)
    actions.put_back(gone, editor)

    back = TargetGroup.objects.get()
    assert (back.public_id, back.name, back.position) == (group.public_id, "Science teachers", 0)
    assert Message.objects.get().text_in("pl") == "Lekcja gotowa"
    assert [(reach.group, reach.people) for reach in activity.reach.all()] == [(back, 60)]


def test_a_removed_activity_comes_back_with_its_links_and_indicators(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    activity = actions.add_activity(
        project, by=editor, title="Workshop", results=[result], reach={group: 60}, start=DAY, cost="12.50"
    )
    indicator = actions.add_indicator(project, by=editor, name="People", activity=activity)

    actions.put_back(actions.remove_item(activity, by=editor), editor)

    back = project.planned_activities.get()
    indicator.refresh_from_db()
    assert (back.start, str(back.cost), list(back.results.all())) == (DAY, "12.50", [result])
    assert (back.reach.get().people, indicator.activity) == (60, back)


def test_nothing_comes_back_twice(project: Project, group: TargetGroup, editor: User) -> None:
    gone = actions.remove_item(group, by=editor)
    actions.put_back(gone, editor)

    with pytest.raises(ElsewhereInPlon):
        actions.put_back(gone, editor)
    assert TargetGroup.objects.count() == 1


def test_changed_links_are_put_back(project: Project, result: Result, group: TargetGroup, editor: User) -> None:
    activity = actions.add_activity(project, by=editor, title="Workshop", results=[result], reach={group: 60})
    actions.disconnect(activity, by=editor, group=group)

    actions.put_back(Event.objects.get(kind="activity.changed"), editor)

    assert activity.reach.get().people == 60


def test_a_removed_message_is_put_back(project: Project, result: Result, group: TargetGroup, editor: User) -> None:
    actions.write_message(result, group, by=editor, texts={"en": "Your lesson is ready"})
    actions.write_message(result, group, by=editor, texts={"en": ""})

    actions.put_message_back(Event.objects.get(kind="message.removed"), editor)

    assert Message.objects.get().text_in("en") == "Your lesson is ready"


def test_a_removed_use_plan_comes_back_to_its_result(project: Project, result: Result, editor: User) -> None:
    kept = actions.plan_use(
        result, by=editor, form="archive", users="Schools of the town", until=datetime.date(2031, 8, 31)
    )
    gone = actions.remove_item(kept, by=editor)

    actions.put_back(gone, editor)

    back = UsePlan.objects.get()
    assert (back.result, back.users, back.until) == (result, "Schools of the town", datetime.date(2031, 8, 31))


def test_a_removed_use_plan_does_not_push_out_a_new_one(project: Project, result: Result, editor: User) -> None:
    gone = actions.remove_item(actions.plan_use(result, by=editor, form="archive", users="Schools"), by=editor)
    actions.plan_use(result, by=editor, form="archive", users="Museums")

    with pytest.raises(ElsewhereInPlon):
        actions.put_back(gone, editor)
    assert UsePlan.objects.get().users == "Museums"


def test_a_changed_use_plan_and_a_changed_leader_are_put_back(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    school = PartnershipFactory(project=project).organisation
    activity = actions.add_activity(
        project, by=editor, title="Workshop", responsible=school, results=[result], reach={group: 9}
    )
    use = actions.plan_use(result, by=editor, form="archive", users="Schools")
    actions.change_activity(activity, by=editor, responsible=None, reach={})
    actions.plan_use(result, by=editor, form="archive", users="Nobody")

    for kind in ("activity.changed", "use_plan.changed"):
        actions.put_back(Event.objects.get(kind=kind), editor)

    activity.refresh_from_db()
    use.refresh_from_db()
    assert (activity.responsible, activity.reach.get().people, use.users) == (school, 9, "Schools")


def test_a_change_made_before_it_was_taken_out_is_put_back_once_it_is_there_again(
    project: Project, group: TargetGroup, editor: User
) -> None:
    actions.change_group(group, by=editor, name="All teachers")
    change = Event.objects.get(kind="group.changed")
    actions.put_back(actions.remove_item(TargetGroup.objects.get(), by=editor), editor)

    actions.put_back(change, editor)

    assert TargetGroup.objects.get().name == "Science teachers"


def test_a_message_is_not_put_back_without_its_group(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    actions.write_message(result, group, by=editor, texts={"en": "Your lesson is ready"})
    actions.write_message(result, group, by=editor, texts={"en": ""})
    actions.remove_item(group, by=editor)

    with pytest.raises(ElsewhereInPlon):
        actions.put_message_back(Event.objects.get(kind="message.removed"), editor)
