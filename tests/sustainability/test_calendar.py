"""Looks at results in the calendars of a project and of its partners."""

import datetime

import icalendar
from django.test import Client

from plon.accounts.models import User
from plon.corner.actions import make_calendar
from plon.corner.models import Subscription
from plon.organisations.models import Organisation
from plon.results.models import Result
from plon.sustainability.actions import do_review, plan_lasting_use, plan_reviews
from tests.factories import OrganisationFactory, PartnershipFactory
from tests.sustainability.conftest import TODAY

FEBRUARY = datetime.date(2027, 2, 28)


def titles(subscription: Subscription, language: str = "en") -> dict[str, datetime.date]:
    content = Client().get(f"/calendar/{subscription.secret}.ics?lang={language}").content
    parsed = icalendar.Calendar.from_ical(content)
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in parsed.walk("VEVENT")}


def test_what_is_due_stands_there_and_what_is_done_does_not(lessons: Result, coordinator: User) -> None:
    plan_reviews(lessons, by=coordinator, days=[TODAY, FEBRUARY])
    do_review(lessons.reviews.get(due_on=TODAY), by=coordinator, outcome="good")
    calendar = make_calendar(lessons.project, by=coordinator)

    assert titles(calendar) == {"Still good? Twelve lessons by the water": FEBRUARY}
    assert list(titles(calendar, "pl")) == ["Nadal dobry? Twelve lessons by the water"]


def test_a_partner_s_calendar_has_what_that_partner_keeps(
    lessons: Result, school: Organisation, coordinator: User
) -> None:
    other = OrganisationFactory()
    PartnershipFactory(project=lessons.project, organisation=other)
    plan_lasting_use(lessons, by=coordinator, form="network", keeper=school, reviews=[FEBRUARY])

    assert len(titles(make_calendar(lessons.project, by=coordinator, organisation=school))) == 1
    assert titles(make_calendar(lessons.project, by=coordinator, organisation=other)) == {}
