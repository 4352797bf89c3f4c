"""Registering without an account: a letter, a click, a place or the waiting list, one's own page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.contact.guarding import STAMP, TRAP
from plon.events import actions
from plon.events.enums import About, RegistrationState
from plon.events.letters.sending import send_waiting
from plon.events.models import AgencyEvent, EventLetter, Registration
from plon.events.queries import places_of
from plon.events.refusals import NotOpen
from plon.history.models import Event
from tests.events.conftest import ANA, path_in, send
from tests.events.making import ask, finish, make_event, seat, values

pytestmark = pytest.mark.django_db
Comes = Callable[..., str]


def subjects() -> list[str]:
    return [str(letter.subject) for letter in mail.outbox]


def test_a_place_is_taken_by_the_click_and_not_before(event: AgencyEvent, comes: Comes) -> None:
    path = comes(event, click=False)
    letter = mail.outbox[-1]
    assert letter.to == ["ana@example.org"]
    assert not re.search("Ana|School|ramp|4321", str(letter.body)), "nothing that was typed goes to a stranger"
    Client().get(path)
    assert places_of(event).taken == 0, "scanners of mail open every address: a GET confirms nothing"
    assert not Event.objects.filter(kind__startswith="registration.")

    comes_page = Client()
    for _twice in range(2):
        comes_page.post(path, {"do": "confirm"})
    assert places_of(event).taken == 1
    assert "Room 7, code 4321" in comes_page.get(path).content.decode()
    assert Event.objects.get(kind="registration.confirmed").subject_label != "Ana Kowal"


def test_who_has_a_place_gets_the_way_to_join_and_a_calendar_file(event: AgencyEvent, comes: Comes) -> None:
    comes(event)
    letter = mail.outbox[-1]
    name, calendar, kind = letter.attachments[0]
    assert (str(letter.subject), name, kind) == ("You have a place: The first plan", "event.ics", "text/calendar")
    assert "Room 7, code 4321" in str(letter.body)
    assert "Room 7" in str(calendar)
    assert "DTSTART;TZID=Europe/Warsaw:" in str(calendar)
    assert letter.reply_to == ["help@example.org"]


def test_who_comes_late_waits_in_order_and_moves_up_with_a_letter(
    event: AgencyEvent, comes: Comes, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    paths = [comes(event, email=f"person{number}@example.org") for number in range(4)]
    assert subjects()[-1] == "You are on the waiting list: The first plan"
    assert "in place 2" in str(mail.outbox[-1].body)
    assert "4321" not in Client().get(paths[3]).content.decode(), "who waits does not read how to join"

    with django_capture_on_commit_callbacks(execute=True):
        Client().post(paths[0], {"do": "cancel"})
    states = list(event.registrations.order_by("number").values_list("state", flat=True))
    assert states == ["cancelled", "seated", "seated", "waiting"]
    send_waiting()
    assert [letter.to for letter in mail.outbox if str(letter.subject).startswith("A place is free")] == [
        ["person2@example.org"]
    ]
    assert "in place 1" in re.sub("(?i)In place", "in place", Client().get(paths[3]).content.decode())


def test_nobody_passes_who_waits(officer: User) -> None:
    event = make_event(officer, capacity=1)
    first, second = seat(event), seat(event)
    actions.change_event(event, by=officer, values=values(capacity=2), texts={}, version=1)
    second.refresh_from_db()
    assert (first.is_seated, second.is_seated) == (True, True), "more places are for those who wait"
    assert seat(event).is_waiting


def test_who_registers_twice_has_one_place_and_the_newer_answers(event: AgencyEvent, comes: Comes) -> None:
    first = comes(event)
    second = comes(event, name="Ana Kowal-Nowak")
    assert event.registrations.get().name == "Ana Kowal-Nowak"
    assert Client().get(first).status_code == 404
    assert "Ana Kowal-Nowak" in Client().get(second).content.decode()


def test_a_double_click_of_who_registered_twice_is_one_place(event: AgencyEvent) -> None:
    earlier, newer = seat(event, "ana@example.org"), ask(event, "ana@example.org", name="Ana Kowal-Nowak")
    told = [actions.confirm(newer), actions.confirm(newer)]
    assert [(each.pk, each.name, each.is_seated) for each in told] == [(earlier.pk, "Ana Kowal-Nowak", True)] * 2
    with pytest.raises(NotOpen, match="no longer kept"):
        actions.change_registration(earlier, values={"name": "Ana from an old page"})
    actions.change_registration(newer, values={"name": "Ana N."})
    assert event.registrations.get().name == "Ana N."


def test_who_erased_and_then_confirms_is_told_so(event: AgencyEvent) -> None:
    person = ask(event)
    actions.cancel(person)
    with pytest.raises(NotOpen, match="no longer kept"):
        actions.confirm(person)


def test_ones_own_page_changes_what_was_told(event: AgencyEvent, comes: Comes) -> None:
    path = comes(event)
    answer = Client().post(
        f"{path}change/", {"name": "Ana K.", "organisation": "School 6", "needs": "", "diet": "vegan"}
    )
    assert answer.headers["Location"] == path
    told = event.registrations.get()
    assert (told.name, told.organisation, told.needs, told.diet) == ("Ana K.", "School 6", "", "vegan")
    assert told.email == "ana@example.org"


def test_what_was_never_confirmed_is_erased_at_a_word(event: AgencyEvent, comes: Comes) -> None:
    path = comes(event, click=False)
    assert "Nothing of this registration is kept" in Client().post(path, {"do": "cancel"}).content.decode()
    assert not Registration.objects.exists()


def test_a_second_click_on_cancel_does_not_say_that_all_is_erased(event: AgencyEvent, comes: Comes) -> None:
    path, browser = comes(event), Client()
    for _twice in range(2):
        page = browser.post(path, {"do": "cancel"}, follow=True).content.decode()
        assert ("You have cancelled" in page, "Nothing of this registration is kept" in page) == (True, False)
    assert event.registrations.get().email == "ana@example.org"


def test_who_cancels_while_newer_answers_take_the_place_gives_that_place_back(event: AgencyEvent) -> None:
    seat(event, "ana@example.org")
    newer = ask(event, "ana@example.org")
    actions.confirm(newer)
    assert not actions.cancel(newer), "the registration is kept, as cancelled"
    assert event.registrations.get().is_cancelled


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({TRAP: "123"}, "A field that people do not see"),
        ({STAMP: "forged"}, "lay open for long"),
        ({"name": "Buy at https://example.com"}, "Links are not for this text"),
        ({"agrees": ""}, "This field is required"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"name": "x" * 100_000}, "at most 120 characters"),
        ({"name": "Ana\x00"}, "Null characters are not allowed"),
    ],
)
def test_robots_and_slips_get_a_clear_answer_and_lose_nothing(
    event: AgencyEvent, changed: dict[str, Any], words: str
) -> None:
    answer = send(event, ANA | changed)
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert "School 5" in page, "what was typed is still there"
    assert not Registration.objects.exists()


def test_a_flood_from_one_machine_is_held_up_and_one_mailbox_is_spared(event: AgencyEvent) -> None:
    for _time in range(6):
        send(event, ANA)
    assert Registration.objects.filter(email="ana@example.org").count() == 4
    answers = [send(event, ANA | {"email": f"robot{number}@example.org"}).status_code for number in range(40)]
    assert answers[-1] == 429
    assert places_of(event).taken == 0, "none of them has a place without reading its letter"


def test_nobody_registers_for_what_is_closed(officer: User) -> None:
    draft = make_event(officer, is_public=False)
    assert Client().get(f"/en/events/{draft.public_id}/register/").status_code == 404
    over = finish(make_event(officer))
    with pytest.raises(NotOpen, match="over"):
        ask(over)
    off = make_event(officer)
    late = ask(off)
    actions.cancel_event(off, by=officer, reason="Illness")
    with pytest.raises(NotOpen, match="cancelled"):
        ask(off)
    with pytest.raises(NotOpen, match="cancelled"):
        actions.confirm(late)


def test_reminders_stop_at_one_click_of_the_mail_program(event: AgencyEvent) -> None:
    person = seat(event)
    from plon.events.secret import stop_token

    address = f"/en/events/r/letters/{stop_token(person)}/"
    Client().get(address)
    person.refresh_from_db()
    assert person.wants_letters
    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    person.refresh_from_db()
    assert (person.wants_letters, person.state) == (False, RegistrationState.SEATED)
    assert Client().post("/en/events/r/letters/forged.token/").status_code == 404


def test_a_letter_that_did_not_go_goes_later_and_once(event: AgencyEvent, settings: Any) -> None:
    person = ask(event)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send_waiting()
    assert EventLetter.objects.get(registration=person, about=About.CONFIRM).sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _twice in range(2):
        send_waiting()
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert path_in(mail.outbox[0].body)
