"""An event becomes a report: the room that keeps news registers its maker; here a shelf stands for it."""

from collections.abc import Collection, Iterator, Mapping

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.events import actions, reporting
from plon.events.models import AgencyEvent
from plon.events.presenting import cards_of
from plon.events.queries import past
from plon.events.refusals import WrongMoment
from plon.events.reporting import Draft, ReportedEvent, ReportMaker, register_report_maker
from tests.conftest import client_of
from tests.events.making import finish, make_event, past_event

pytestmark = pytest.mark.django_db


class Shelf:
    """Keeps reports as the portal does: drafts first, public when somebody says so."""

    def __init__(self) -> None:
        self.begun: dict[str, ReportedEvent] = {}
        self.public: set[str] = set()
        self.asked = 0

    def make(self, event: ReportedEvent, by: User) -> Draft:
        reference = f"report-{len(self.begun) + 1}"
        self.begun[reference] = event
        return Draft(reference, f"/cms/pages/{reference}/edit/")

    def address_of(self, reference: str) -> str:
        return f"/cms/pages/{reference}/edit/" if reference in self.begun else ""

    def public_of(self, references: Collection[str], language: str) -> Mapping[str, str]:
        self.asked += 1
        return {each: f"/{language}/news/{each}/" for each in references if each in self.public}


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    made = Shelf()
    monkeypatch.setattr(reporting, "_makers", [])
    register_report_maker(ReportMaker(made.make, made.public_of, made.address_of))
    return made


def write(officer: User, event: AgencyEvent) -> str:
    answer = client_of(officer).post(f"/office/events/{event.public_id}/report/")
    event.refresh_from_db()
    return str(answer.headers.get("Location", answer.status_code))


def test_the_draft_says_what_the_event_knows_and_names_nobody(shelf: Shelf, officer: User) -> None:
    event = past_event(officer)
    assert "Write the report" in client_of(officer).get(f"/office/events/{event.public_id}/").content.decode()
    assert write(officer, event) == "/cms/pages/report-1/edit/"
    [begun] = shelf.begun.values()
    assert (begun.titles, begun.came, begun.place, begun.kind) == (
        {"pl": "Pierwszy plan", "en": "The first plan"}, 1, "Warsaw", "training",
    )  # fmt: skip
    assert begun.starts_at == event.starts_at
    assert str(begun.starts_at.tzinfo) == "Europe/Warsaw"
    assert "Room 7" not in str(begun), "how to join stays with those who had a place"
    assert event.registrations.get().name not in str(begun)


def test_asked_again_the_same_report_opens_unless_it_was_deleted(shelf: Shelf, officer: User) -> None:
    event = past_event(officer)
    assert write(officer, event) == write(officer, event) == "/cms/pages/report-1/edit/"
    shelf.begun = {"another": shelf.begun["report-1"]}
    register_report_maker(ReportMaker(shelf.make, shelf.public_of, shelf.address_of))
    assert write(officer, event) == "/cms/pages/report-2/edit/"


def test_the_public_reads_it_once_it_is_published(shelf: Shelf, officer: User) -> None:
    event = past_event(officer, report_address="https://example.org/recording")
    write(officer, event)
    page = event.get_absolute_url().replace("/pl/", "/en/")
    assert "example.org/recording" in Client().get(page).content.decode()
    shelf.public.add("report-1")
    shown = Client().get(page).content.decode()
    assert ("/en/news/report-1/" in shown, "/cms/" in shown) == (True, False)
    assert "/en/news/report-1/" in Client().get("/en/events/").content.decode()


def test_reports_of_a_list_are_asked_for_once(
    shelf: Shelf, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        event = past_event(officer)
        write(officer, event)
        shelf.public |= set(shelf.begun)
        shelf.asked = 0
        with django_assert_num_queries(2):
            cards = cards_of(past("en"), "en")
        assert shelf.asked == 1
        assert all(card.report for card in cards), count


def test_nobody_reports_of_what_is_not_over_nor_without_a_place_for_reports(shelf: Shelf, officer: User) -> None:
    event = make_event(officer)
    assert "Write the report" not in client_of(officer).get(f"/office/events/{event.public_id}/").content.decode()
    with pytest.raises(WrongMoment, match="when the event is over"):
        actions.write_report(event, by=officer)
    reporting._makers.clear()
    with pytest.raises(WrongMoment, match="can't be written here"):
        actions.write_report(finish(event), by=officer)


def test_an_address_that_leads_elsewhere_is_not_followed(shelf: Shelf, officer: User) -> None:
    event = past_event(officer)
    register_report_maker(
        ReportMaker(
            lambda _event, _by: Draft("x", "https://evil.example/"),
            shelf.public_of,
            lambda _reference: "https://evil.example/",
        )
    )
    assert write(officer, event) == f"/office/events/{event.public_id}/"
