"""What everybody sees: the list, the page of an event, its calendar file; the same for all and kept by caches."""

import datetime
import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.events.models import AgencyEvent
from plon.events.queries import past, upcoming
from tests.events.making import finish, make_event, seat

pytestmark = pytest.mark.django_db


def test_the_list_says_what_comes_and_what_was(officer: User) -> None:
    assert "Nothing is planned" in Client().get("/en/events/").content.decode()
    coming, over, draft = make_event(officer), finish(make_event(officer)), make_event(officer, is_public=False)
    page = Client().get("/en/events/").content.decode()
    before, after = page.split("What was", 1)
    assert (coming.public_id in before, over.public_id in after, draft.public_id in page) == (True, True, False)
    assert list(upcoming("en", 3)) == [coming]
    assert list(past("en", 3)) == [over]


def test_a_page_is_shared_by_caches_without_a_cookie_and_tells_unchanged(event: AgencyEvent) -> None:
    address = event.get_absolute_url()
    answer = Client().get(address)
    assert "s-maxage" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert Client().get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_page_never_says_how_to_join_nor_who_comes(event: AgencyEvent) -> None:
    seat(event, name="Ana Kowal")
    for address in (event.get_absolute_url(), f"/en/events/{event.public_id}/event.ics"):
        told = Client().get(address).content.decode()
        assert not re.search("4321|Ana Kowal", told)


def test_machines_read_what_it_is(event: AgencyEvent) -> None:
    page = Client().get(event.get_absolute_url()).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert (told["@type"], told["name"], told["maximumAttendeeCapacity"]) == ("Event", "The first plan", 2)
    assert datetime.datetime.fromisoformat(told["startDate"]) == event.starts_at


def test_script_in_a_text_stays_text(officer: User) -> None:
    event = make_event(officer)
    event.texts.update(title="</script><script>alert(1)</script>", description="<script>alert(2)</script> **bold**")
    page = Client().get(AgencyEvent.objects.get(pk=event.pk).get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<strong>bold</strong>" in page


def test_the_calendar_file_is_the_same_while_nothing_changes(event: AgencyEvent) -> None:
    address = f"/en/events/{event.public_id}/event.ics"
    first, second = Client().get(address), Client().get(address)
    assert first.content == second.content
    assert b"SUMMARY:The first plan" in first.content
    assert first.headers["Content-Type"].startswith("text/calendar")


def test_an_old_or_wrong_slug_leads_to_the_page(event: AgencyEvent) -> None:
    answer = Client().get(f"/en/events/{event.public_id}/something-else/")
    assert answer.headers["Location"] == f"/en/events/{event.public_id}/pierwszy-plan/"


def test_a_full_event_offers_the_waiting_list(event: AgencyEvent) -> None:
    assert "2 of 2 free" in Client().get(event.get_absolute_url()).content.decode()
    seat(event), seat(event)
    assert "Join the waiting list" in Client().get(event.get_absolute_url()).content.decode()


def test_home_shows_what_comes(event: AgencyEvent) -> None:
    assert "Pierwszy plan" in Client().get("/pl/").content.decode()
    assert f"/en/events/{event.public_id}/" in Client().get("/en/").content.decode()


def test_the_list_asks_no_more_for_three_than_for_one(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 2):
        for _number in range(count):
            make_event(officer), finish(make_event(officer))
        with django_assert_num_queries(5):
            assert Client().get("/en/events/").status_code == 200
