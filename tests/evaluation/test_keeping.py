"""What Plon counts is written down with what it was counted from: by night, once a week, and when somebody asks."""

import datetime
from decimal import Decimal

import time_machine

from plon.accounts.models import User
from plon.evaluation.actions import enter_value, feed_by_counter, write_down_values
from plon.evaluation.enums import Counter, SourceKind
from plon.evaluation.keeping import write_down_all
from plon.evaluation.models import Measurement
from plon.history.models import Event
from plon.reach.models import DailyReach
from tests.activities.ledger_world import TODAY, Promised
from tests.evaluation.conftest import NOON, figures_of, indicator_of


def test_the_value_is_kept_with_the_activities_that_it_was_counted_from(world: Promised, editor: User) -> None:
    act = world.hold({world.teachers: 20, world.parents: 5})
    (kept,) = write_down_values(world.project, by=editor)

    assert (kept.value, kept.source, kept.on, kept.entered_label) == (25, SourceKind.ACTIVITIES, act.start, "Editor")
    assert kept.detail == {
        "acts": [{"id": act.public_id, "title": act.title, "on": act.start.isoformat(), "people": 25}]
    }
    act.reach.all().delete()
    assert figures_of(world, "reached").value == 0
    assert Measurement.objects.get().value == 25
    assert Event.objects.get(kind="measurements.counted").changes["values"] == [None, ["25"]]


def test_the_same_value_is_not_written_twice(world: Promised, editor: User) -> None:
    world.hold({world.teachers: 20})
    assert len(write_down_values(world.project, by=editor)) == 1
    assert write_down_values(world.project, by=editor) == []
    world.hold({world.teachers: 1})
    assert [each.value for each in write_down_values(world.project, by=editor)] == [21]


def test_what_was_entered_by_hand_is_not_written_down_again(world: Promised, editor: User) -> None:
    enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(3), on=TODAY)

    assert write_down_values(world.project, by=editor) == []


def test_a_counter_is_kept_with_the_results_that_it_is_made_of(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    feed_by_counter(schools, by=editor, counter=Counter.DOWNLOADS)
    DailyReach.objects.create(result=world.lessons, day=TODAY, downloads=7)
    DailyReach.objects.create(result=world.game, day=TODAY, downloads=2)
    (kept,) = write_down_values(world.project, by=editor, indicators=[schools.public_id])

    assert (kept.value, kept.source) == (9, SourceKind.COUNTER)
    assert kept.detail["results"] == [
        {"id": world.lessons.public_id, "title": "Lessons", "count": 7},
        {"id": world.game.public_id, "title": "Game", "count": 2},
    ]


def test_a_counter_of_an_indicator_about_one_result_counts_that_one(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    schools.result = world.game
    schools.save()
    feed_by_counter(schools, by=editor, counter=Counter.DOWNLOADS)
    DailyReach.objects.create(result=world.lessons, day=TODAY, downloads=7)
    DailyReach.objects.create(result=world.game, day=TODAY, downloads=2)

    assert figures_of(world, "schools").value == 2


def test_by_night_a_line_a_week_is_enough(world: Promised, editor: User) -> None:
    world.hold({world.teachers: 20})
    assert write_down_all() == 1
    world.hold({world.teachers: 1})
    assert write_down_all() == 0
    with time_machine.travel(NOON + datetime.timedelta(days=7), tick=False):
        assert write_down_all() == 1
        assert write_down_all() == 0
    assert [(each.value, each.entered_label) for each in Measurement.objects.all()] == [(20, ""), (21, "")]


def test_many_people_are_many(world: Promised) -> None:
    world.hold({world.teachers: 2**31 - 1})
    for _n in range(3):
        world.hold({world.teachers: 2**31 - 1})

    assert write_down_all() == 1
    assert Measurement.objects.get().value == 4 * (2**31 - 1)
