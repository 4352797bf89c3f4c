import datetime
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from plon.accounts.guests import Guest
from plon.accounts.models import User
from plon.activities import actions
from plon.activities.actions import ReachRow
from plon.activities.actions.proven import proven_of_group
from plon.activities.models import Activity, ItemProof, Proof
from plon.activities.proofs import prove, prove_item, unprove, unprove_item
from plon.activities.refusals import LessThanProven, MoreThanReached, NotInPlan, StillNeeded
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.plans.models import TargetGroup
from plon.plans.refusals import ElsewhereInPlon
from plon.projects.models import Project
from plon.projects.restoring import restore
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    IndicatorFactory,
    ReachFactory,
    ResultFactory,
    TargetGroupFactory,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Science teachers")


@pytest.fixture
def act(project: Project, group: TargetGroup) -> Activity:
    activity: Activity = ActivityFactory(project=project, title="Workshop", purpose="promotion")
    ReachFactory(activity=activity, group=group, people=24)
    return activity


@pytest.fixture
def piece(project: Project) -> Evidence:
    return EvidenceFactory(project=project, title="Attendance list")


def shown(activity: Activity) -> list[tuple[str, int]]:
    return list(activity.proofs.order_by("pk").values_list("evidence__title", "people"))


def test_evidence_shows_that_an_act_took_place(act: Activity, piece: Evidence, editor: User) -> None:
    prove(act, piece, by=editor)

    assert shown(act) == [("Attendance list", 0)]
    assert Event.objects.get().kind == "act.proven"


def test_what_a_piece_shows_is_replaced_not_added(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    for number in (10, 24, 24):
        prove(act, piece, by=editor, people={group.public_id: number})

    assert shown(act) == [("Attendance list", 24)]
    assert Event.objects.count() == 2


def test_one_piece_may_prove_several_acts(act: Activity, piece: Evidence, editor: User) -> None:
    other = ActivityFactory(project=act.project)

    prove(act, piece, by=editor)
    prove(other, piece, by=editor)

    assert piece.proofs.count() == 2


def test_evidence_never_shows_more_people_than_came(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    prove(act, EvidenceFactory(project=act.project), by=editor, people={group.public_id: 20})

    with pytest.raises(MoreThanReached) as refusal:
        prove(act, piece, by=editor, people={group.public_id: 5})
    assert "24" in str(refusal.value)
    assert "at most 4" in str(refusal.value)
    with pytest.raises(MoreThanReached):
        prove(act, piece, by=editor, people={"": 1})
    with pytest.raises(MoreThanReached):
        prove(act, piece, by=editor, people={"zzzzzzz": 1})
    assert len(shown(act)) == 1


def test_evidence_of_another_project_or_in_the_bin_proves_nothing(
    act: Activity, project: Project, editor: User
) -> None:
    for piece in (EvidenceFactory(), EvidenceFactory(project=project, removed_at=timezone.now())):
        with pytest.raises(ElsewhereInPlon):
            prove(act, piece, by=editor)


def test_fewer_people_than_are_proven_are_refused_with_the_names_of_the_pieces(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    prove(act, piece, by=editor, people={group.public_id: 20})

    with pytest.raises(LessThanProven) as refusal:
        actions.change_logged_activity(act, by=editor, reach={group: ReachRow(19)})
    assert "“Attendance list” (20)" in str(refusal.value)
    with pytest.raises(LessThanProven):
        actions.change_logged_activity(act, by=editor, reach={})
    assert actions.change_logged_activity(act, by=editor, reach={group: ReachRow(20)}).reach.get().people == 20


def test_a_taken_proof_lowers_the_figure_and_the_piece_stays(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    prove(act, piece, by=editor, people={group.public_id: 20})

    unprove(act, piece, by=editor)
    unprove(act, piece, by=editor)

    assert proven_of_group(act, group.public_id) == 0
    assert Evidence.objects.filter(pk=piece.pk).exists()
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["act.proven", "act.unproven"]


def test_evidence_in_the_bin_makes_room_for_other_evidence(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    prove(act, piece, by=editor, people={group.public_id: 24})
    Evidence.objects.filter(pk=piece.pk).update(removed_at=timezone.now())

    prove(act, EvidenceFactory(project=act.project, title="Scan"), by=editor, people={group.public_id: 22})
    Evidence.objects.filter(pk=piece.pk).update(removed_at=None)

    assert shown(act) == [("Attendance list", 2), ("Scan", 22)]


def test_a_removed_act_leaves_its_evidence_and_comes_back_with_its_proofs(
    act: Activity, group: TargetGroup, piece: Evidence, editor: User
) -> None:
    prove(act, piece, by=editor, people={group.public_id: 20})
    event = actions.remove_logged_activity(act, by=editor)
    assert not Activity.objects.exists()
    assert Evidence.objects.filter(pk=piece.pk).exists()

    restore(event, by=editor)

    again = Activity.objects.get()
    assert (again.public_id, again.title, again.start) == (act.public_id, "Workshop", datetime.date(2025, 3, 14))
    assert [(row.group, row.people) for row in again.reach.all()] == [(group, 24)]
    assert shown(again) == [("Attendance list", 20)]
    with pytest.raises(ElsewhereInPlon):
        restore(event, by=editor)


def test_an_old_value_is_put_back_even_after_the_act_was_removed_and_came_back(
    act: Activity, group: TargetGroup, editor: User
) -> None:
    actions.change_logged_activity(act, by=editor, title="Wrong", reach={group: ReachRow(3)})
    changed = Event.objects.get(kind="act.changed")
    removed = actions.remove_logged_activity(act, by=editor)
    with pytest.raises(ElsewhereInPlon):
        restore(changed, by=editor)
    restore(removed, by=editor)

    restore(changed, by=editor)

    again = Activity.objects.get()
    assert (again.title, again.reach.get().people) == ("Workshop", 24)


def test_an_old_state_is_put_back(act: Activity, editor: User) -> None:
    Activity.objects.update(state="planned")
    actions.set_state(act, by=editor, state="cancelled", reason="Nobody came.")

    restore(Event.objects.get(), by=editor)

    act.refresh_from_db()
    assert (act.state, act.reason) == ("planned", "")


def test_what_hangs_on_an_act_keeps_it(act: Activity, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plon.activities.hindrances._hindrances", [lambda _act: "Close its attendance list first."])

    with pytest.raises(StillNeeded, match="Close its attendance list first"):
        actions.remove_logged_activity(act, by=editor)
    assert Activity.objects.exists()


def test_a_piece_proves_an_indicator_by_a_number(project: Project, piece: Evidence, editor: User) -> None:
    indicator = IndicatorFactory(project=project)
    for value in (Decimal("12.5"), Decimal(13)):
        prove_item(project, "indicator", indicator.public_id, piece, by=editor, value=value)

    assert ItemProof.objects.get().value == Decimal(13)
    unprove_item(project, "indicator", indicator.public_id, piece, by=editor)
    unprove_item(project, "indicator", indicator.public_id, piece, by=editor)
    assert not ItemProof.objects.exists()
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "item.proven", "item.proven", "item.unproven",
    ]  # fmt: skip


def test_only_what_is_in_the_plan_is_proven(project: Project, piece: Evidence, editor: User) -> None:
    result = ResultFactory(project=project)
    for kind, public_id in (("result", "zzzzzzz"), ("group", result.public_id), ("result", ResultFactory().public_id)):
        with pytest.raises(NotInPlan):
            prove_item(project, kind, public_id, piece, by=editor)
    with pytest.raises(ElsewhereInPlon):
        prove_item(project, "result", result.public_id, EvidenceFactory(), by=editor)
    with pytest.raises(ValidationError):
        prove_item(project, "result", result.public_id, piece, by=editor, value=-1)
    assert not ItemProof.objects.exists()


SOMEBODY = Guest("somebody")
STEPS = st.lists(
    st.tuples(st.sampled_from(["prove", "unprove", "reach", "bin", "back"]), st.integers(0, 2), st.integers(0, 9)),
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=30)
@given(steps=STEPS)
@pytest.mark.django_db(transaction=False)
def test_whatever_people_do_no_more_is_proven_than_was_reached(steps: list[tuple[str, int, int]]) -> None:
    """And every proven figure falls by what a proof showed when that proof goes."""
    act = ActivityFactory(purpose="promotion")
    group = TargetGroupFactory(project=act.project)
    ReachFactory(activity=act, group=group, people=6)
    pieces = [EvidenceFactory(project=act.project) for _number in range(3)]
    for step, which, number in steps:
        piece, before = Evidence.objects.get(pk=pieces[which].pk), proven_of_group(act, group.public_id)
        own = Proof.objects.filter(evidence=piece, evidence__removed_at=None).aggregate(n=Sum("people"))["n"] or 0
        try:
            if step == "prove":
                prove(act, piece, by=SOMEBODY, people={group.public_id: number})
                assert proven_of_group(act, group.public_id) == before - own + number
            elif step == "unprove":
                unprove(act, piece, by=SOMEBODY)
                assert proven_of_group(act, group.public_id) == before - own
            elif step == "reach":
                actions.change_logged_activity(act, by=SOMEBODY, reach={group: ReachRow(number)})
            else:
                Evidence.objects.filter(pk=piece.pk).update(removed_at=timezone.now() if step == "bin" else None)
        except DomainError:
            assert proven_of_group(act, group.public_id) == before
        reached = act.reach.get().people
        assert proven_of_group(act, group.public_id) <= reached
