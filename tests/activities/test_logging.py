import datetime
import uuid
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from plon.accounts.guests import Guest
from plon.accounts.models import User
from plon.activities import actions
from plon.activities.actions import ReachRow
from plon.activities.models import Activity
from plon.activities.refusals import BadSplit, WrongStep
from plon.history.models import Event
from plon.organisations.models import Organisation
from plon.plans.models import ExpectedReach, PlannedActivity, TargetGroup
from plon.plans.refusals import ChangedMeanwhile, ElsewhereInPlon, NothingToShare
from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ReachFactory,
    ResultFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 5, 14)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, working_title="Lessons by the water")


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Science teachers")


@pytest.fixture
def partner(project: Project) -> Organisation:
    organisation: Organisation = PartnershipFactory(project=project).organisation
    return organisation


@pytest.fixture
def line(project: Project, result: Result, group: TargetGroup, partner: Organisation) -> PlannedActivity:
    planned: PlannedActivity = PlannedActivityFactory(
        project=project, title="Workshop by the river", kind="workshop", channel="meeting", place="Sandomierz",
        responsible=partner,
    )  # fmt: skip
    planned.results.add(result)
    ExpectedReach.objects.create(activity=planned, group=group, people=20)
    return planned


def reached(activity: Activity) -> dict[str, int]:
    return {row.group_name: row.people for row in activity.reach.all()}


def test_an_act_takes_over_what_its_line_of_the_plan_says(
    project: Project, line: PlannedActivity, result: Result, partner: Organisation, editor: User
) -> None:
    act = actions.log_activity(project, by=editor, planned=line, start=TODAY)

    assert (act.title, act.kind, act.channel, act.purpose, act.place, act.responsible, act.promise) == (
        "Workshop by the river", "workshop", "meeting", "dissemination", "Sandomierz", partner, line.public_id,
    )  # fmt: skip
    assert list(act.results.all()) == [result]
    assert reached(act) == {"Science teachers": 0}
    assert (act.logged_by, act.logged_label, act.state) == (editor, str(editor), "done")
    assert Event.objects.get().kind == "act.logged"


def test_what_is_said_of_an_act_stands_above_its_line(
    project: Project, line: PlannedActivity, group: TargetGroup, editor: User
) -> None:
    act = actions.log_activity(
        project, by=editor, planned=line, start=TODAY, title="Rain workshop", place="",
        reach={group: ReachRow(24, level="local"), None: ReachRow(3)},
    )  # fmt: skip

    assert (act.title, act.place) == ("Rain workshop", "")
    assert reached(act) == {"Science teachers": 24, "": 3}


def test_the_promise_outlives_the_line_of_the_plan(project: Project, line: PlannedActivity, editor: User) -> None:
    act = actions.log_activity(project, by=editor, planned=line, start=TODAY)
    promise = line.public_id
    line.delete()

    act = actions.change_logged_activity(act, by=editor, title="Another title")

    assert (act.planned, act.promise) == (None, promise)


def test_dissemination_shows_a_result_and_promotion_need_not(project: Project, editor: User) -> None:
    with pytest.raises(NothingToShare) as refusal:
        actions.log_activity(project, by=editor, title="A post", start=TODAY)
    assert refusal.value.field == "results"

    act = actions.log_activity(project, by=editor, title="A post", start=TODAY, purpose="promotion")

    assert list(Activity.objects.all()) == [act]


def test_a_thing_done_has_its_date_and_a_cancelled_one_its_reason(project: Project, editor: User) -> None:
    for fields in ({}, {"state": "cancelled"}, {"start": TODAY, "end": TODAY - datetime.timedelta(days=1)}):
        with pytest.raises(ValidationError):
            actions.log_activity(project, by=editor, title="A post", purpose="promotion", **fields)
    assert not Activity.objects.exists()


def test_nothing_of_another_project_is_linked(
    project: Project, result: Result, line: PlannedActivity, editor: User
) -> None:
    elsewhere: list[dict[str, object]] = [
        {"results": [ResultFactory()]},
        {"results": [result], "reach": {TargetGroupFactory(): ReachRow(1)}},
        {"results": [result], "planned": PlannedActivityFactory()},
        {"results": [result], "responsible": OrganisationFactory()},
        {"results": [result], "reach": {"zzzzzzz": ReachRow(1)}},
    ]
    for fields in elsewhere:
        with pytest.raises(ElsewhereInPlon):
            actions.log_activity(project, by=editor, title="A post", start=TODAY, **fields)  # type: ignore[arg-type]  # each its own
    assert not Activity.objects.exists()


def test_a_guest_logs_for_the_partner_of_their_link(project: Project, result: Result, partner: Organisation) -> None:
    guest = Guest("Anna (personal link)", partner.pk)

    act = actions.log_activity(project, by=guest, title="A talk", start=TODAY, results=[result])

    assert (act.responsible, act.logged_by, act.logged_label) == (partner, None, "Anna (personal link)")
    assert Event.objects.get().actor_label == "Anna (personal link)"


def test_what_a_device_sends_again_is_the_same_act(project: Project, result: Result, editor: User) -> None:
    key = uuid.uuid4()
    first = actions.log_activity(project, by=editor, title="A talk", start=TODAY, results=[result], device_key=key)

    again = actions.log_activity(project, by=editor, title="A talk", start=TODAY, results=[result], device_key=key)

    assert again == first
    assert (Activity.objects.count(), Event.objects.count()) == (1, 1)


def test_two_sendings_at_the_same_moment_make_one_act(
    project: Project, result: Result, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid.uuid4()
    first = actions.log_activity(project, by=editor, title="A talk", start=TODAY, results=[result], device_key=key)
    answers = iter([None, first])  # the second looks before the first is saved
    monkeypatch.setattr("plon.activities.actions.acts._logged_by_device", lambda *_args: next(answers))

    again = actions.log_activity(project, by=editor, title="A talk", start=TODAY, results=[result], device_key=key)

    assert again == first
    assert Activity.objects.count() == 1


def test_the_key_of_a_device_tells_nothing_about_another_project(result: Result, editor: User) -> None:
    key = uuid.uuid4()
    ActivityFactory(device_key=key)

    with pytest.raises(ValidationError):
        actions.log_activity(result.project, by=editor, title="A talk", start=TODAY, results=[result], device_key=key)


def test_the_database_keeps_one_act_per_key_of_a_device(project: Project) -> None:
    key = uuid.uuid4()
    ActivityFactory(project=project, device_key=key)

    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityFactory(project=project, device_key=key)


def test_a_split_is_kept_as_totals(project: Project, result: Result, group: TargetGroup, editor: User) -> None:
    split = {
        "role": {"teachers": 20, "leaders": 4, "media": 0}, "age": {"31-59": 24}, "fewer_opportunities": 2,
    }  # fmt: skip

    act = actions.log_activity(
        project, by=editor, title="A talk", start=TODAY, results=[result], reach={group: ReachRow(24, "local", split)}
    )

    row = act.reach.get()
    assert (row.level, row.split) == (
        "local", {"role": {"teachers": 20, "leaders": 4}, "age": {"31-59": 24}, "fewer_opportunities": 2},
    )  # fmt: skip


@pytest.mark.parametrize(
    "split",
    [
        {"role": {"teachers": 20, "leaders": 5}},
        {"fewer_opportunities": 25},
        {"role": {"wizards": 1}},
        {"names": {"Anna": 1}},
        {"role": "teachers"},
        {"age": {"18-30": -1}},
        {"age": {"18-30": "Anna"}},
        {"age": {"18-30": True}},
    ],
)
def test_a_split_that_does_not_add_up_is_refused(
    project: Project, result: Result, group: TargetGroup, editor: User, split: dict[str, object]
) -> None:
    with pytest.raises(BadSplit):
        actions.log_activity(
            project, by=editor, title="A talk", start=TODAY, results=[result], reach={group: ReachRow(24, "", split)}
        )
    assert not Activity.objects.exists()


def test_a_change_tells_what_stood_there_before(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    act = actions.log_activity(project, by=editor, title="A talk", start=TODAY, results=[result])
    Event.objects.all().delete()

    act = actions.change_logged_activity(
        act, by=editor, version=1, title="A longer talk", cost=Decimal("12.50"), reach={group: ReachRow(8)}
    )

    assert (act.version, reached(act)) == (2, {"Science teachers": 8})
    event = Event.objects.get()
    assert event.changes["title"] == ["A talk", "A longer talk"]
    assert [row["label"] for row in event.changes["reach"][1]] == ["Science teachers (8)"]


def test_saving_without_a_change_leaves_no_trace(project: Project, group: TargetGroup, editor: User) -> None:
    act = ActivityFactory(project=project, purpose="promotion")
    ReachFactory(activity=act, group=group, people=8)

    act = actions.change_logged_activity(act, by=editor, title=act.title, reach={group: ReachRow(8)})

    assert (act.version, Event.objects.count()) == (1, 0)


def test_the_second_of_two_people_is_told(project: Project, editor: User, coordinator: User) -> None:
    act = ActivityFactory(project=project, purpose="promotion")
    actions.change_logged_activity(act, by=editor, version=1, title="Mine")

    with pytest.raises(ChangedMeanwhile):
        actions.change_logged_activity(act, by=coordinator, version=1, title="Theirs")


def test_people_of_a_group_that_left_the_plan_stay(project: Project, group: TargetGroup, editor: User) -> None:
    act = ActivityFactory(project=project, purpose="promotion")
    ReachFactory(activity=act, group=group, people=8)
    key = group.public_id
    group.delete()

    act = actions.change_logged_activity(act, by=editor, reach={key: ReachRow(9), None: ReachRow(1)})

    assert reached(act) == {"Science teachers": 9, "": 1}


def test_an_act_goes_on_step_by_step(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, purpose="promotion", state="planned", start=TODAY)

    act = actions.set_state(act, by=editor, state="postponed", reason="The school was flooded.")
    act = actions.set_state(act, by=editor, state="done", start=TODAY + datetime.timedelta(days=7))

    assert (act.state, act.reason, act.start) == ("done", "", datetime.date(2026, 5, 21))
    assert Event.objects.order_by("pk").first().reason == "The school was flooded."  # type: ignore[union-attr]
    with pytest.raises(WrongStep):
        actions.set_state(act, by=editor, state="cancelled", reason="No.")


def test_postponing_says_why(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, state="planned")

    with pytest.raises(ValidationError) as refusal:
        actions.set_state(act, by=editor, state="cancelled", reason="  ")
    assert "Say why" in str(refusal.value)


def test_a_copy_has_neither_date_nor_people_nor_proofs(
    project: Project, line: PlannedActivity, group: TargetGroup, editor: User
) -> None:
    act = actions.log_activity(
        project, by=editor, planned=line, start=TODAY, reach={group: ReachRow(24, "local", {"role": {"teachers": 24}})}
    )

    copy = actions.duplicate_logged_activity(act, by=editor)

    assert (copy.title, copy.state, copy.start, copy.promise) == (act.title, "planned", None, line.public_id)
    assert [(row.people, row.level, row.split) for row in copy.reach.all()] == [(0, "local", {})]
    assert list(copy.results.all()) == list(act.results.all())
