import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.activities.agenda import PROMISED, Entry, Narrowing, days_of, load_agenda, sheet_of, sums_of
from plon.activities.series import MOST, dates_until
from plon.plans.models import ExpectedReach
from plon.projects.models import Project
from tests.factories import (
    ActivityFactory,
    PlannedActivityFactory,
    ProofFactory,
    ReachFactory,
    ResultFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 5, 14)


def entry(title: str, state: str = "done", start: datetime.date | None = TODAY, **fields: object) -> Entry:
    values: dict[str, object] = {"purpose": "dissemination", "end": None, **fields}
    return Entry(title, title, state, start=start, **values)  # type: ignore[arg-type]  # each its own


@pytest.mark.django_db
def test_a_line_waits_until_an_act_keeps_it_and_waits_again_when_that_was_cancelled(project: Project) -> None:
    result, group = ResultFactory(project=project), TargetGroupFactory(project=project)
    waiting = PlannedActivityFactory(project=project, start=datetime.date(2026, 4, 1), end=datetime.date(2026, 5, 1))
    waiting.results.add(result)
    ExpectedReach.objects.create(activity=waiting, group=group, people=60)
    kept, dropped = (PlannedActivityFactory(project=project) for _line in range(2))
    act = ActivityFactory(project=project, planned=kept, start=TODAY)
    ReachFactory(activity=act, group=group, people=24)
    ReachFactory(activity=act, people=6)
    ProofFactory(activity=act, group_key=group.public_id, people=20)
    ProofFactory(activity=act, people=0)
    ActivityFactory(project=project, planned=dropped, state="cancelled", reason="Flood.")

    agenda = load_agenda(project, TODAY)

    told = {(each.label, each.state): each for each in agenda.entries}
    assert set(told) == {("A1", PROMISED), ("A2", "done"), ("A3", "cancelled"), ("A3", PROMISED)}
    assert (told["A1", PROMISED].people, told["A1", PROMISED].is_late) == (60, True)
    assert told["A1", PROMISED].results == (result.pk,)
    assert (told["A2", "done"].people, told["A2", "done"].proven, told["A2", "done"].pieces) == (30, 20, 2)


def test_what_is_over_and_open_is_late_and_stands_first() -> None:
    late = entry("late", "planned", datetime.date(2026, 5, 13), is_late=True)
    coming = entry("coming", "planned", datetime.date(2026, 6, 1))
    undated = entry("undated", PROMISED, None)
    done = [entry("old", start=datetime.date(2026, 1, 1)), entry("new", start=datetime.date(2026, 4, 1))]
    dropped = entry("dropped", "cancelled")

    days = days_of([late, coming, undated, *done, dropped])

    assert [each.title for each in days.late] == ["late"]
    assert [month.first for month in days.coming] == [datetime.date(2026, 6, 1)]
    assert [month.first for month in days.done] == [datetime.date(2026, 4, 1), datetime.date(2026, 1, 1)]
    assert [each.title for each in days.undated] == ["undated"]
    assert [each.title for each in days.dropped] == ["dropped"]


def test_dissemination_and_promotion_are_never_added_up() -> None:
    entries = [
        entry("a", people=24, proven=20), entry("b", people=6), entry("c", purpose="promotion", people=900),
        entry("d", "planned", people=50),
    ]  # fmt: skip

    dissemination, promotion = sums_of(entries)

    assert (dissemination.acts, dissemination.people, dissemination.proven) == (2, 30, 20)
    assert (promotion.acts, promotion.people, promotion.proven) == (1, 900, 0)


def test_a_long_period_of_the_plan_stands_on_its_last_day_alone() -> None:
    line = entry("line", PROMISED, datetime.date(2026, 4, 1), end=datetime.date(2026, 5, 29))
    fair = entry("fair", start=datetime.date(2026, 5, 29), end=datetime.date(2026, 6, 2))

    sheet = sheet_of([line, fair], datetime.date(2026, 5, 1), TODAY)

    spots = {
        day.day.day: [(spot.entry.title, spot.is_named) for spot in day.spots]
        for week in sheet.weeks
        for day in week
        if day.spots and day.is_in_month
    }
    assert spots == {29: [("line", True), ("fair", True)], 30: [("fair", False)], 31: [("fair", False)]}
    assert [day.day for week in sheet.weeks for day in week if day.is_today] == [TODAY]
    assert (sheet.before, sheet.after) == (datetime.date(2026, 4, 1), datetime.date(2026, 6, 1))


@given(month=st.dates(datetime.date(1991, 1, 1), datetime.date(2099, 12, 31)), length=st.integers(0, 400))
def test_every_month_is_whole_weeks_and_shows_each_of_its_days_once(month: datetime.date, length: int) -> None:
    long = entry("long", start=month, end=month + datetime.timedelta(days=length))

    sheet = sheet_of([long], month, TODAY)

    days = [day.day for week in sheet.weeks for day in week]
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in sheet.weeks)
    assert days == sorted(set(days))
    shown = {day.day for week in sheet.weeks for day in week if day.spots}
    assert shown == {day for day in days if month <= day <= month + datetime.timedelta(days=length)}


def test_filters_are_all_to_be_passed() -> None:
    one = entry("Łąka", partner=1, results=(7,), pieces=1, place="Kraków")

    assert Narrowing(words="laka krak", partner=1, result=7, state="done").lets(one)
    for narrowing in (
        Narrowing(words="laka rzeka"), Narrowing(partner=2), Narrowing(result=8), Narrowing(state="late"),
        Narrowing(purpose="promotion"), Narrowing(since=TODAY + datetime.timedelta(days=1)),
        Narrowing(until=TODAY - datetime.timedelta(days=1)), Narrowing(only_unproven=True),
    ):  # fmt: skip
        assert not narrowing.lets(one)
    assert not Narrowing()


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    days = dates_until(datetime.date(2026, 1, 31), every="month", until=datetime.date(2026, 5, 1))

    assert [day.isoformat() for day in days] == ["2026-02-28", "2026-03-31", "2026-04-30"]
    assert dates_until(TODAY, every="two_weeks", until=datetime.date(2026, 6, 15)) == [
        datetime.date(2026, 5, 28), datetime.date(2026, 6, 11),
    ]  # fmt: skip


@given(
    first=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
    every=st.sampled_from(["week", "two_weeks", "month"]),
    span=st.integers(0, 3000),
)
def test_a_series_has_an_end_and_goes_forward(first: datetime.date, every: str, span: int) -> None:
    until = first + datetime.timedelta(days=span)

    days = dates_until(first, every=every, until=until)

    assert len(days) <= MOST + 1
    assert days == sorted(set(days))
    assert all(first < day <= until for day in days)
