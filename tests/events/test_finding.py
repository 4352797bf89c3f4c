"""Events in the search, as a feed and as a calendar to subscribe to."""

import datetime
import html
import re

import icalendar
import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.events import actions
from plon.events.models import AgencyEvent
from plon.events.queries import upcoming
from plon.events.sources import event_documents
from plon.search.models import IndexChange
from plon.search.updating import rebuild
from tests.events.making import finish, make_event, texts, values

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def shown(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


def read(address: str) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"</?mark>", "", shown(address)).split())


def test_search_finds_an_event_in_both_languages_with_its_own_tab(event: AgencyEvent) -> None:
    draft = actions.add_event(
        by=event.made_by,
        values=values(),
        texts=texts(title="The first draft of a plan"),  # type: ignore[arg-type]
    )
    rebuild()
    found = read("/en/search/?q=first+plan")
    assert "The first plan" in found
    assert "kind=event" in found
    assert draft.public_id not in found, "drafts are the office's"
    only = read("/pl/search/?q=pierwszy+plan&kind=event")
    assert ("Plan w trzy godziny" in only, "first-plan" in only) == (True, False), "the guide of that name is no event"


def test_what_leads_from_the_search_is_the_page_of_the_event(event: AgencyEvent) -> None:
    answer = Client().get(f"/en/events/{event.public_id}/event/", follow=True)
    assert "The first plan" in answer.content.decode()


def test_the_index_keeps_nothing_that_only_participants_read(event: AgencyEvent) -> None:
    [document] = event_documents([event.pk])
    assert {text.language: text.title for text in document.texts} == {"pl": "Pierwszy plan", "en": "The first plan"}
    assert "Room 7" not in str(document)


def test_every_change_reaches_the_index(officer: User) -> None:
    event = make_event(officer)
    changes = IndexChange.objects.filter(kind="event", key=event.pk)
    assert changes.count() == 1
    actions.change_event(
        event, by=officer, version=event.version, values=values(place="Online"), texts=texts(title="Another")
    )
    event.refresh_from_db()
    actions.cancel_event(event, by=officer, reason="Ill")
    assert changes.count() == 3


def test_documents_cost_the_same_however_many(officer: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _round in range(2):
        keys = [make_event(officer).pk for _each in range(2)]
        with django_assert_num_queries(2):
            assert len(list(event_documents(keys))) == 2


def test_the_feed_tells_what_is_planned_and_called_off(event: AgencyEvent, officer: User) -> None:
    make_event(officer, is_public=False)
    actions.cancel_event(event, by=officer, reason="The trainer is ill & sorry\x0b")
    answer = Client().get("/en/events/feed.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Cancelled: The first plan"
    assert "ill & sorry" in html.unescape(str(entry.findtext(f"{ATOM}summary")))
    assert str(entry.findtext(f"{ATOM}id")).endswith(f"/event/{event.public_id}")
    assert "/en/events/feed.atom" in shown("/en/events/"), "readers find it from the page"


def test_the_feed_keeps_still_about_what_nobody_sees(event: AgencyEvent, officer: User) -> None:
    finish(event)
    AgencyEvent.objects.update(updated_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
    before = Client().get("/en/events/feed.atom").content
    actions.make_survey(event, by=officer, bank_code="training")
    actions.drop_survey(event, by=officer)
    actions.write_report(event, by=officer)
    assert Client().get("/en/events/feed.atom").content == before
    version = AgencyEvent.objects.get(pk=event.pk).version
    actions.change_event(event, by=officer, values={"place": "Lublin"}, texts={}, version=version)
    assert Client().get("/en/events/feed.atom").content != before


def test_an_empty_feed_and_calendar_are_well_formed() -> None:
    assert etree.fromstring(Client().get("/pl/events/feed.atom").content).findall(f"{ATOM}entry") == []
    calendar = icalendar.Calendar.from_ical(Client().get("/pl/events/calendar.ics").content)
    assert list(calendar.walk("VEVENT")) == []


def test_a_subscribed_calendar_says_what_comes_and_what_was_called_off(event: AgencyEvent, officer: User) -> None:
    off = make_event(officer)
    actions.cancel_event(off, by=officer, reason="Ill")
    old = finish(make_event(officer))
    AgencyEvent.objects.filter(pk=old.pk).update(starts_at="2020-01-01T10:00Z", ends_at="2020-01-01T12:00Z")
    answer = Client().get("/en/events/calendar.ics")
    told = icalendar.Calendar.from_ical(answer.content)
    states = {str(each["uid"]).partition("@")[0]: str(each["status"]) for each in told.walk("VEVENT")}
    assert states == {f"event-{event.public_id}": "CONFIRMED", f"event-{off.public_id}": "CANCELLED"}
    assert b"Room 7" not in answer.content
    assert Client().get("/en/events/calendar.ics", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_feed_calendar_and_shelf_cost_the_same_however_many(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        for _each in range(count):
            make_event(officer)
        with django_assert_num_queries(2):
            Client().get("/en/events/feed.atom")
        with django_assert_num_queries(2):
            Client().get("/en/events/calendar.ics")
        with django_assert_num_queries(2):
            assert [event.title for event in upcoming("en", 1)] == ["The first plan"]
