"""The ledger from real objects: what is promised, done and proven, in a constant number of queries."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.enums import ActivityState, PromiseState
from plon.activities.ledger import load_ledger
from plon.activities.ledger.entries import totals_of
from plon.activities.ledger.missing import missing_in
from plon.activities.ledger.planned import planned_in
from plon.activities.ledger.promises import promises_of
from plon.plans import actions as planning
from plon.plans.commitment import content_of
from plon.plans.queries import load_plan
from plon.projects.models import Project, WorkPackage
from tests.activities.ledger_world import TODAY, Promised, item_proof, keep_some_of_it, make_promise
from tests.factories import ActivityFactory, EvidenceFactory, PlannedActivityFactory, ReachFactory

S = PromiseState


@pytest.fixture
def world(project: Project, editor: User) -> Promised:
    return make_promise(project, editor)


def told(world: Promised, **today: datetime.date) -> dict[str, tuple[Any, Any, Any, PromiseState]]:
    """Return (promised, done, proven, state) by a short name of each promise."""
    names = {
        world.lessons.public_id: "lessons", world.game.public_id: "game", world.workshop.public_id: "workshop",
        world.leaflet.public_id: "leaflet", world.use.public_id: "use", **{v: k for k, v in world.ids.items()},
    }  # fmt: skip
    rows = world.ledger(**today).rows
    return {names[row.promise.id]: (row.promised, row.done, row.proven, row.state) for row in rows}


def test_before_anything_is_done_all_is_on_the_way_or_late(world: Promised) -> None:
    assert told(world) == {
        "lessons": (1, 0, 0, S.LATE), "game": (1, 0, 0, S.ON_THE_WAY), "workshop": (40, 0, 0, S.LATE),
        "leaflet": (1, 0, 0, S.ON_THE_WAY), "reached": (1200, 0, 0, S.ON_THE_WAY),
        "schools": (25, 0, 0, S.ON_THE_WAY), "content": (1, 0, 0, S.ON_THE_WAY), "use": (1, 0, 0, S.ON_THE_WAY),
    }  # fmt: skip


def test_after_the_project_what_is_not_kept_is_missing(world: Promised) -> None:
    states = {state for *_numbers, state in told(world, today=datetime.date(2026, 9, 1)).values()}

    assert states == {S.MISSING}


def test_what_was_done_and_proven_stands_beside_what_was_promised(world: Promised) -> None:
    keep_some_of_it(world)

    assert told(world) == {
        "lessons": (1, 1, 1, S.PROVEN), "game": (1, 0, 0, S.ON_THE_WAY), "workshop": (40, 40, 35, S.KEPT),
        "leaflet": (1, 1, 1, S.PROVEN), "reached": (1200, 40, 35, S.ON_THE_WAY),
        "schools": (25, Decimal("14.5"), Decimal("14.5"), S.ON_THE_WAY), "content": (1, 1, 1, S.PROVEN),
        "use": (1, 0, 0, S.ON_THE_WAY),
    }  # fmt: skip


def test_what_nobody_promised_stands_beyond_it(world: Promised) -> None:
    keep_some_of_it(world)
    ledger = world.ledger()
    totals = totals_of(ledger, ledger.rows, with_beyond=True)

    assert ledger.beyond.done_number == 1500
    assert [(g.promised, g.reached, g.proven) for g in totals.groups] == [(30, 32, 30), (10, 5, 5), (None, 1703, 0)]
    assert [(p.purpose, p.promised, p.reached, p.proven) for p in totals.purposes] == [
        ("dissemination", 40, 1540, 35), ("promotion", 0, 200, 0),
    ]  # fmt: skip


def test_evidence_in_the_bin_counts_for_nothing_until_it_is_put_back(world: Promised) -> None:
    listing = keep_some_of_it(world)["list"]
    before = told(world)
    listing.removed_at = timezone.now()
    listing.save()

    assert told(world)["workshop"] == (40, 40, 0, S.KEPT)
    assert told(world)["reached"] == (1200, 40, 0, S.ON_THE_WAY)
    listing.removed_at = None
    listing.save()
    assert told(world) == before


def test_erased_evidence_keeps_its_figure(world: Promised) -> None:
    listing = keep_some_of_it(world)["list"]
    before = told(world)
    listing.erased_at = timezone.now()
    listing.save()

    assert told(world) == before


def test_an_act_that_is_not_done_counts_for_nothing(world: Promised) -> None:
    act = world.hold({world.teachers: 40})
    world.prove(act, {world.teachers.public_id: 40})
    act.state = ActivityState.IN_PROGRESS
    act.save()

    assert told(world)["workshop"] == (40, 0, 0, S.LATE)


def test_a_line_dropped_from_the_plan_says_why(world: Promised, editor: User) -> None:
    planning.remove_item(world.leaflet, by=editor, reason="The printer closed")
    row = next(row for row in world.ledger().rows if row.promise.id == world.leaflet.public_id)

    assert (row.state, row.reasons, row.now) == (S.DROPPED, ("The printer closed",), None)


def test_a_dropped_line_that_was_kept_stays_kept(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    planning.remove_item(world.leaflet, by=editor, reason="Done, we need no second one")

    assert told(world)["leaflet"] == (1, 1, 1, S.PROVEN)


def test_a_changed_day_with_its_reason_is_a_change(world: Promised, editor: User) -> None:
    planning.change_activity(
        world.workshop, by=editor, start=datetime.date(2026, 6, 1), reason="The hall was taken", version=None
    )

    assert told(world)["workshop"] == (40, 0, 0, S.CHANGED)
    assert told(world, today=datetime.date(2026, 6, 2))["workshop"] == (40, 0, 0, S.LATE)


def test_before_the_first_commitment_there_is_no_row_unless_asked_for(project: Project, editor: User) -> None:
    make_promise(project, editor, freeze=False)

    assert load_ledger(project, today=TODAY).rows == ()
    assert len(load_ledger(project, today=TODAY, as_if_promised=True).rows) == 8


def test_what_is_missing_is_listed_once(world: Promised) -> None:
    keep_some_of_it(world)
    gaps = missing_in(world.ledger())

    assert ([row.promise.id for row in gaps.overdue], [row.promise.id for row in gaps.unproven]) == (
        [], [world.workshop.public_id],
    )  # fmt: skip
    assert ([act.title for act in gaps.acts], gaps.unexplained) == (["A radio talk"], ())


def test_the_ledgers_short_reading_of_the_plan_promises_what_the_whole_plan_does(world: Promised, editor: User) -> None:
    package = WorkPackage.objects.create(project=world.project, number=2, title="Lessons")
    for item in (world.lessons, world.workshop):
        item.work_package = package
        item.save()
    PlannedActivityFactory(project=world.project, phase="after", end=datetime.date(2027, 1, 1), start=TODAY)
    world.use.keeper, world.use.until = world.lessons.responsible, datetime.date(2030, 1, 1)
    world.use.save()
    whole = load_plan(Project.objects.get(pk=world.project.pk))

    assert promises_of(planned_in(world.project)) == promises_of(content_of(whole))
    assert [result["title"] for result in planned_in(world.project)["results"]] == [
        result["title"] for result in content_of(whole)["results"]
    ]


def test_the_number_of_queries_does_not_grow(world: Promised, django_assert_num_queries: Any, editor: User) -> None:
    keep_some_of_it(world)
    project = Project.objects.get(pk=world.project.pk)
    with django_assert_num_queries(22):
        load_ledger(project, today=TODAY)
    for _n in range(3):
        planned = PlannedActivityFactory(project=project)
        act = world.hold({world.teachers: 3}, planned)
        world.prove(act, {world.teachers.public_id: 2})
        ReachFactory(activity=ActivityFactory(project=project))
        item_proof(world, EvidenceFactory(project=project), "result", world.game.public_id)
    planning.freeze_plan(project, by=editor, occasion="amendment", agreed_on=TODAY)
    project = Project.objects.get(pk=world.project.pk)
    with django_assert_num_queries(22):
        load_ledger(project, today=TODAY)
