"""The office plans, changes, calls off, ticks, sends certificates; names go by their date."""

import csv
import datetime
import io
import zipfile

import pytest
import python_calamine
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.events import actions
from plon.events.enums import About
from plon.events.letters.sending import send_waiting
from plon.events.models import AgencyEvent, EventLetter
from plon.events.queries import office_events
from plon.events.refusals import NotReady, TooFewPlaces, VersionConflict, WrongMoment
from plon.events.secret import secret_of
from plon.history.models import Event
from tests.conftest import client_of
from tests.events.making import ask, finish, make_event, past_event, seat, texts, values

pytestmark = pytest.mark.django_db

FORM = {
    "kind": "webinar", "starts_at": "2027-03-01T10:00", "ends_at": "2027-03-01T13:00", "time_zone": "Europe/Lisbon",
    "place": "online", "joining": "https://meet.example.org/plan", "capacity": "30", "title_pl": "Pierwszy plan",
    "title_en": "The first plan", "asks_needs": "on", "gives_certificates": "on",
}  # fmt: skip


def test_an_event_is_written_down_looked_at_and_published(officer: User) -> None:
    client = client_of(officer)
    answer = client.post("/office/events/new/", FORM)
    event = AgencyEvent.objects.get()
    assert answer.headers["Location"] == f"/office/events/{event.public_id}/"
    assert event.starts_at == datetime.datetime(2027, 3, 1, 10, tzinfo=datetime.UTC), "Lisbon has UTC in March"
    assert event.erase_on == datetime.date(2027, 5, 30)
    page = f"/en/events/{event.public_id}/pierwszy-plan/"
    assert Client().get(page).status_code == 404
    client.post(f"/office/events/{event.public_id}/publish/")
    shown = Client().get(page).content.decode()
    assert "Monday, 1 March 2027, 10:00–13:00 (Lisbon, UTC+0)" in shown
    assert "meet.example.org" not in shown, "how to join is for those who have a place"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends_at": "2027-03-01T09:00"}, "The event ends before it begins."),
        ({"ends_at": "2027-03-01T10:00"}, "The event ends before it begins."),
        ({"starts_at": "0001-01-01T10:00"}, "Look at the year"),
        ({"closes_at": "2027-01-01T10:00", "opens_at": "2027-02-01T10:00"}, "closes before it opens"),
        ({"capacity": str(2**63)}, "less than or equal to 100000"),
        ({"capacity": "-1"}, "greater than or equal to 1"),
        ({"title_pl": " ", "title_en": ""}, "Write a title in at least one language."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"erase_on": "2027-01-01"}, "erased before the event is over"),
        ({"description_pl": "x" * 100_000}, "at most 10000 characters"),
        ({"survey_address": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_slips_are_told_at_their_field(officer: User, changed: dict[str, str], words: str) -> None:
    answer = client_of(officer).post("/office/events/new/", FORM | changed)
    assert (answer.status_code, words in answer.content.decode().replace("&#x27;", "'")) == (422, True)
    assert not AgencyEvent.objects.exists()


def test_an_action_refuses_an_event_that_ends_before_it_begins(officer: User) -> None:
    start = timezone.now()
    with pytest.raises(NotReady, match="ends before it begins"):
        make_event(officer, starts_at=start, ends_at=start - datetime.timedelta(hours=1))


def test_who_registered_hears_of_another_hour_but_not_of_another_sentence(officer: User) -> None:
    event = make_event(officer)
    seat(event, "ana@example.org"), ask(event, "unconfirmed@example.org")
    EventLetter.objects.update(sent_at=timezone.now())
    same = {name: getattr(event, name) for name in values()}
    actions.change_event(event, by=officer, values=same, texts=texts(summary="Better"), version=1)
    send_waiting()
    assert not mail.outbox
    later = same | {"ends_at": event.ends_at + datetime.timedelta(hours=1)}
    actions.change_event(event, by=officer, values=later, texts=texts(), version=2)
    send_waiting()
    assert [(letter.to, str(letter.subject)) for letter in mail.outbox] == [
        (["ana@example.org"], "Changed: The first plan")
    ]
    assert "SEQUENCE:3" in str(mail.outbox[0].attachments[0][1])
    with pytest.raises(VersionConflict):
        actions.change_event(event, by=officer, values=later, texts=texts(), version=2)


def test_saving_the_form_unchanged_writes_to_nobody_and_nothing_into_the_history(officer: User) -> None:
    client = client_of(officer)
    client.post("/office/events/new/", FORM | {"time_zone": "Europe/Helsinki", "description_en": "Two\r\nlines"})
    event = AgencyEvent.objects.get()
    actions.publish_event(event, by=officer)
    seat(event)
    EventLetter.objects.update(sent_at=timezone.now())
    shown = client.get(f"/office/events/{event.public_id}/edit/").context["form"]
    told = {bound.html_name: bound.value() for bound in shown}
    same = {name: value for name, value in told.items() if value not in {None, "", False}}
    assert client.post(f"/office/events/{event.public_id}/edit/", same).status_code == 302
    assert not EventLetter.objects.filter(about=About.CHANGED).exists()
    assert not Event.objects.filter(kind="agencyevent.changed").exists()
    event.refresh_from_db()
    assert event.version == 1, "calendars have nothing to replace"


def test_names_go_on_the_last_day_of_the_event_at_its_place_at_the_earliest(officer: User) -> None:
    end = datetime.datetime(2027, 3, 1, 23, tzinfo=datetime.UTC)  # past midnight in Helsinki, evening in Lisbon
    hours = {"starts_at": end - datetime.timedelta(hours=3), "ends_at": end, "erase_on": end.date()}
    with pytest.raises(NotReady, match="erased before the event is over"):
        make_event(officer, time_zone="Europe/Helsinki", **hours)
    assert make_event(officer, time_zone="Europe/Lisbon", **hours).erase_on == end.date()


def test_places_can_not_be_fewer_than_people_who_have_one(officer: User) -> None:
    event = make_event(officer)
    seat(event), seat(event)
    with pytest.raises(TooFewPlaces, match="2 people"):
        actions.change_event(event, by=officer, values=values(capacity=1), texts=texts(), version=1)


def test_calling_off_writes_to_everybody_and_the_page_says_why(officer: User) -> None:
    event = make_event(officer)
    for name in ("ana", "ben", "waiting"):
        seat(event, f"{name}@example.org")
    EventLetter.objects.update(sent_at=timezone.now())
    client = client_of(officer)
    address = f"/office/events/{event.public_id}/cancel/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert "3 letters go" in client.post(address, {"reason": "The trainer is ill, 100%."}, follow=True).content.decode()
    for _twice in range(2):
        send_waiting()
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "ana@example.org",
        "ben@example.org",
        "waiting@example.org",
    ]
    assert "The trainer is ill, 100%." in str(mail.outbox[0].body)
    assert "STATUS:CANCELLED" in str(mail.outbox[0].attachments[0][1])
    page = Client().get(event.get_absolute_url()).content.decode()
    assert "The trainer is ill, 100%." in page
    assert "EventCancelled" in page


def test_the_reminder_goes_the_day_before_and_once(officer: User) -> None:
    event = make_event(officer)
    seat(event, "ana@example.org"), seat(event, "quiet@example.org"), seat(event, "waiting@example.org")
    event.registrations.filter(email="quiet@example.org").update(wants_letters=False)
    EventLetter.objects.update(sent_at=timezone.now())
    actions.remind(event.starts_at - datetime.timedelta(days=2))
    assert not EventLetter.objects.filter(about=About.REMINDER).exists()
    for hours in (25, 24):
        actions.remind(event.starts_at - datetime.timedelta(hours=hours))
    send_waiting()
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_was_there_gets_certificate_and_survey_once(officer: User) -> None:
    event = make_event(officer, survey_address="https://example.org/survey")
    came, stayed_away = seat(event, "ana@example.org"), seat(event, "ben@example.org")
    client = client_of(officer)
    with pytest.raises(WrongMoment):
        actions.tick_attendance(event, by=officer, present=[came.public_id], listed=[came.public_id])
    finish(event)
    EventLetter.objects.update(sent_at=timezone.now())
    address = f"/office/events/{event.public_id}"
    both = [came.public_id, stayed_away.public_id]
    client.post(f"{address}/attendance/", {"listed": [*both, "a\0b"], "present": [came.public_id, "\0"]})
    for _twice in range(2):
        client.post(f"{address}/after/")
        send_waiting()
    letter = mail.outbox[0]
    assert ([each.to for each in mail.outbox], "https://example.org/survey" in str(letter.body)) == (
        [["ana@example.org"]], True,
    )  # fmt: skip
    paper = Client().get(f"/en/events/r/{secret_of(came)}/certificate.pdf")
    assert paper.content[:5] == b"%PDF-"
    assert "no-store" in paper.headers["Cache-Control"]
    assert Client().get(f"/en/events/r/{secret_of(stayed_away)}/certificate.pdf").status_code == 404


def test_a_name_without_room_on_the_certificate_can_be_shortened(officer: User) -> None:
    event = past_event(officer)
    person = event.registrations.get()
    event.registrations.update(name="W" * 120)
    page, browser = f"/en/events/r/{secret_of(person)}/", Client()
    told = browser.get(f"{page}certificate.pdf", follow=True)
    assert told.redirect_chain == [(page, 302)]
    assert "Your name has no room on the certificate. Make it shorter here" in told.content.decode()
    browser.post(f"{page}change/", {"name": "Wanda W.", "organisation": "", "needs": "", "diet": ""})
    assert browser.get(f"{page}certificate.pdf").content[:5] == b"%PDF-"


def test_who_has_no_part_in_a_text_too_long_is_sent_to_who_invited(officer: User) -> None:
    event = past_event(officer, place="W" * 200)
    event.texts.update(title="W" * 200)
    page = f"/en/events/r/{secret_of(event.registrations.get())}/"
    told = Client().get(f"{page}certificate.pdf", follow=True).content.decode()
    assert "A text of the event has no room on the certificate." in told


def test_names_go_by_their_date_and_numbers_stay(officer: User) -> None:
    event = past_event(officer)
    ask_late = event.registrations.get()
    before = office_events().get(pk=event.pk)
    actions.erase_due(event.erase_on - datetime.timedelta(days=1))
    assert event.registrations.get().email
    for _twice in range(2):
        actions.erase_due(event.erase_on)
    person, after = event.registrations.get(), office_events().get(pk=event.pk)
    told = (person.email, person.name, person.organisation, person.needs, person.diet, person.agreed_to, person.nonce)
    assert set(told) == {""}
    assert (after.seated, after.attended) == (before.seated, before.attended) == (1, 1)
    assert not EventLetter.objects.exists()
    assert Client().get(f"/en/events/r/{secret_of(ask_late)}/").status_code == 404
    assert "are erased" in client_of(officer).get(f"/office/events/{event.public_id}/").content.decode()


def test_an_event_whose_names_are_erased_does_not_come_again(officer: User) -> None:
    event = past_event(officer)
    actions.erase_due(event.erase_on)
    with pytest.raises(NotReady, match="Copy it to plan it anew"):
        actions.change_event(event, by=officer, values=values(), texts=texts(), version=event.version)
    over = {name: getattr(event, name) for name in values()} | {"report_address": "https://example.org/report"}
    told = actions.change_event(event, by=officer, values=over, texts=texts(), version=event.version)
    assert told.report_address == "https://example.org/report", "what comes after an event is still written down"
    assert actions.copy_event(event, by=officer).erased_at is None


def test_what_nobody_confirmed_goes_after_two_weeks(officer: User) -> None:
    event = make_event(officer)
    old = ask(event)
    event.registrations.filter(pk=old.pk).update(made_at=timezone.now() - datetime.timedelta(days=15))
    ask(event)
    actions.erase_due()
    assert event.registrations.count() == 1


def test_a_copy_is_a_draft_after_today_with_nobody_in_it(officer: User) -> None:
    event = past_event(officer)
    made = actions.copy_event(event, by=officer)
    assert (made.is_draft, made.registrations.count(), made.title) == (True, 0, event.title)
    assert made.starts_at > timezone.now()
    assert made.local_start.time() == event.local_start.time()
    assert made.ends_at - made.starts_at == event.ends_at - event.starts_at


def test_no_cell_of_an_export_starts_a_formula(officer: User) -> None:
    event = make_event(officer)
    seat(event, organisation="=cmd|'/C calc'!A0", needs="+1", diet="@x")
    client = client_of(officer)
    lines = client.get(f"/office/events/{event.public_id}/registrations.csv").content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(lines)))[1]
    assert [row[4], row[5], row[6]] == ["'=cmd|'/C calc'!A0", "'+1", "'@x"]
    book = io.BytesIO(client.get(f"/office/events/{event.public_id}/registrations.xlsx").content)
    assert "=cmd|'/C calc'!A0" in python_calamine.load_workbook(book).get_sheet_by_index(0).to_python()[1]
    assert b"<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")


def test_who_is_no_officer_stays_outside(coordinator: User) -> None:
    client = client_of(coordinator)
    assert client.get("/office/events/").status_code == 403
    assert client.post("/office/events/new/", FORM).status_code == 403
    assert not AgencyEvent.objects.exists()


def test_pages_ask_no_more_for_many_than_for_one(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(officer)
    for count in (1, 3):
        event = make_event(officer, capacity=count)
        for _person in range(count + 1):
            seat(event)
        with django_assert_num_queries(6):
            assert client.get("/office/events/").status_code == 200
        with django_assert_num_queries(9):
            assert client.get(f"/office/events/{event.public_id}/").status_code == 200
