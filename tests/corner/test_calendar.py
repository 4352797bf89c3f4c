"""The calendar as a program reads it."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client

from plon.accounts.models import User
from plon.activities.enums import ActivityState
from plon.corner import actions
from plon.corner.models import Subscription
from plon.organisations.models import Organisation
from plon.plans.actions import change_activity
from plon.projects.models import Milestone, Project
from tests.corner.factories import make_partner
from tests.factories import ActivityFactory, PlannedActivityFactory


@pytest.fixture
def partner(project: Project) -> Organisation:
    return make_partner(project)


@pytest.fixture
def calendar(project: Project, coordinator: User) -> Subscription:
    return actions.make_calendar(project, by=coordinator)


def read(subscription: Subscription, language: str = "en") -> dict[str, Any]:
    """Return the events by their title, as an independent parser reads them."""
    answer = Client().get(f"/calendar/{subscription.secret}.ics?lang={language}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    parsed = icalendar.Calendar.from_ical(answer.content)
    assert all(not event.errors for event in parsed.walk())
    return {str(event["SUMMARY"]): event for event in parsed.walk("VEVENT")}


def test_a_line_of_the_plan_lasts_whole_days_its_last_included(calendar: Subscription, partner: Organisation) -> None:
    first, last = datetime.date(2026, 3, 27), datetime.date(2026, 3, 29)
    line = PlannedActivityFactory(
        project=calendar.project, title="Taller", start=first, end=last, place="Sevilla", responsible=partner
    )

    event = read(calendar)["Plan: Taller"]

    assert event.decoded("DTSTART") == first
    assert event.decoded("DTEND") == last + datetime.timedelta(days=1)
    assert str(event["UID"]) == f"line-{line.public_id}@127.0.0.1"
    assert str(event["LOCATION"]) == "Sevilla"
    assert str(event["DESCRIPTION"]) == "Escuela del Río"
    assert event["TRANSP"] == "TRANSPARENT"
    assert not event.walk("VALARM")


def test_a_change_is_known_by_its_number_under_the_same_name(calendar: Subscription, coordinator: User) -> None:
    line = PlannedActivityFactory(project=calendar.project, title="Taller", start=datetime.date(2026, 3, 27))
    before = read(calendar)["Plan: Taller"]

    change_activity(line, by=coordinator, version=1, start=datetime.date(2026, 4, 10), purpose="promotion")

    after = read(calendar)["Plan: Taller"]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after.decoded("DTSTART") == datetime.date(2026, 4, 10)


def test_milestones_stand_in_it_in_the_language_that_was_asked_for(calendar: Subscription) -> None:
    Milestone.objects.create(project=calendar.project, name="Lessons tried", due=datetime.date(2026, 5, 1))

    assert read(calendar)["Milestone: Lessons tried"].decoded("DTSTART") == datetime.date(2026, 5, 1)
    assert "Kamień milowy: Lessons tried" in read(calendar, "pl")


def test_the_hour_of_an_act_is_that_of_its_place_also_when_the_clocks_change(
    calendar: Subscription, partner: Organisation
) -> None:
    """On Sunday, 29 March 2026, at ten in Madrid it is already summer time: 8:00 UTC."""
    ActivityFactory(
        project=calendar.project, title="Taller", responsible=partner, state=ActivityState.PLANNED,
        start=datetime.date(2026, 3, 29), starts_at=datetime.time(10), ends_at=datetime.time(11, 30),
    )  # fmt: skip

    event = read(calendar)["Taller"]

    start = event.decoded("DTSTART")
    assert start == datetime.datetime(2026, 3, 29, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    assert start.astimezone(datetime.UTC).hour == 8
    assert event.decoded("DTEND") - start == datetime.timedelta(minutes=90)
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid"


def test_an_hour_without_end_lasts_one(calendar: Subscription) -> None:
    ActivityFactory(
        project=calendar.project, title="Call", start=datetime.date(2026, 3, 2), starts_at=datetime.time(23, 30)
    )

    event = read(calendar)["Call"]

    assert event.decoded("DTEND") - event.decoded("DTSTART") == datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (ActivityState.PLANNED, "TENTATIVE"),
        (ActivityState.POSTPONED, "TENTATIVE"),
        (ActivityState.IN_PROGRESS, "CONFIRMED"),
        (ActivityState.DONE, "CONFIRMED"),
        (ActivityState.CANCELLED, "CANCELLED"),
    ],
)
def test_the_state_of_an_act_is_told_as_calendars_tell_it(calendar: Subscription, state: str, status: str) -> None:
    reason = "The hall was flooded." if status == "CANCELLED" or state == ActivityState.POSTPONED else ""
    ActivityFactory(project=calendar.project, title="Taller", state=state, reason=reason)

    event = read(calendar)["Taller"]

    assert event["STATUS"] == status
    assert reason in str(event["DESCRIPTION"])


def test_a_partner_s_calendar_holds_its_part_alone(project: Project, coordinator: User, partner: Organisation) -> None:
    day = datetime.date(2026, 3, 27)
    other = make_partner(project, "Szkoła nad Odrą", "PL")
    for title, organisation in (("Taller", partner), ("Warsztat", other)):
        PlannedActivityFactory(project=project, title=title, start=day, responsible=organisation)
        ActivityFactory(project=project, title=f"{title} (done)", responsible=organisation)
    own = actions.make_calendar(project, by=coordinator, organisation=partner)

    assert set(read(own)) == {"Plan: Taller", "Taller (done)"}


def test_a_program_that_has_it_is_told_that_nothing_changed(calendar: Subscription, client: Client) -> None:
    PlannedActivityFactory(project=calendar.project, start=datetime.date(2026, 3, 27))
    address = f"/calendar/{calendar.secret}.ics"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    PlannedActivityFactory(project=calendar.project, start=datetime.date(2026, 3, 28))
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_no_costs_stand_in_it(calendar: Subscription, client: Client) -> None:
    PlannedActivityFactory(project=calendar.project, start=datetime.date(2026, 3, 27), cost=4321)
    ActivityFactory(project=calendar.project, cost=8765)

    content = client.get(f"/calendar/{calendar.secret}.ics").content

    assert b"4321" not in content
    assert b"8765" not in content


def test_a_new_address_ends_the_old_one(calendar: Subscription, coordinator: User, client: Client) -> None:
    old = f"/calendar/{calendar.secret}.ics"

    renewed = actions.renew_calendar(calendar, by=coordinator)

    assert client.get(old).status_code == 404
    assert client.get(f"/calendar/{renewed.secret}.ics").status_code == 200


def test_the_calendar_of_a_partner_that_left_is_gone(
    project: Project, coordinator: User, partner: Organisation, client: Client
) -> None:
    own = actions.make_calendar(project, by=coordinator, organisation=partner)
    project.partnerships.filter(organisation=partner).delete()

    assert client.get(f"/calendar/{own.secret}.ics").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_a_constant_number_of_questions(
    rows: int, calendar: Subscription, client: Client, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        PlannedActivityFactory(project=calendar.project, start=datetime.date(2026, 3, 27))
        ActivityFactory(project=calendar.project)

    with django_assert_num_queries(7):
        client.get(f"/calendar/{calendar.secret}.ics")
