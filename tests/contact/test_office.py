"""Messages in the office, as officers deal with them."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.contact import actions
from plon.contact.keeping import message_days
from plon.contact.models import Entry, Message
from plon.contact.posting import send_waiting
from plon.contact.refusals import Changed
from plon.history.models import Event
from tests.conftest import client_of
from tests.contact.conftest import came, shown

pytestmark = pytest.mark.django_db
OFFICE = "/office/messages/"


def test_a_question_is_answered_by_mail_and_closed(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    message, client = came(email="ana@example.org", words="When?"), client_of(officer)
    assert "When?" in shown(client.get(OFFICE))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{OFFICE}{message.public_id}/answer/", {"words": "On Monday 🌊.", "closes": "on"})

    assert answer.status_code == 302
    [letter] = mail.outbox
    assert (letter.to, "On Monday 🌊." in str(letter.body)) == (["ana@example.org"], True)
    message.refresh_from_db()
    assert (message.state, message.assigned_to) == ("closed", officer)
    assert message.erase_on == timezone.localdate() + datetime.timedelta(days=message_days())
    page = shown(client.get(f"{OFFICE}{message.public_id}/"))
    assert "On Monday 🌊." in page
    assert "Officer," in page
    assert "Nothing waits" in shown(client.get(OFFICE))
    kinds = Event.objects.filter(kind__startswith="message.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["message.received", "message.answered", "message.closed"]


def test_a_note_stays_in_the_office(officer: User) -> None:
    message = came(email="ana@example.org")
    client_of(officer).post(f"{OFFICE}{message.public_id}/note/", {"note-words": "Ask the lawyer."})

    assert Entry.objects.get().kind == "note"
    assert mail.outbox == []
    assert "Ask the lawyer." in shown(client_of(officer).get(f"{OFFICE}{message.public_id}/"))


def test_it_is_taken_given_back_closed_and_taken_up_again(officer: User) -> None:
    message, client = came(), client_of(officer)

    def move(act: str) -> Message:
        client.post(f"{OFFICE}{message.public_id}/move/", {"act": act})
        message.refresh_from_db()
        return message

    assert (move("take").assigned_to, message.state) == (officer, "open")
    assert move("release").assigned_to is None
    assert move("close").state == "closed"
    assert (move("reopen").state, message.erase_on) == ("open", None)
    assert move("spam").state == "spam"
    assert client.post(f"{OFFICE}{message.public_id}/move/", {"act": "burn"}).status_code == 422
    again = client.post(f"{OFFICE}{message.public_id}/move/", {"act": "close"})
    assert again.status_code == 409
    assert "It is closed already." in shown(again)


def test_who_sent_a_notice_hears_the_decision_before_it_is_closed(officer: User) -> None:
    message, client = (
        came(category="unlawful", email="ana@example.org", name="Ana", page="/en/results/"),
        client_of(officer),
    )
    refused = client.post(f"{OFFICE}{message.public_id}/move/", {"act": "close"})

    assert refused.status_code == 409
    assert "must hear the decision" in shown(refused)
    actions.answer_message(message, by=officer, words="Hidden, because you own the photo.")
    send_waiting()
    assert client.post(f"{OFFICE}{message.public_id}/move/", {"act": "close"}).status_code == 302


def test_what_can_not_be_sent_comes_back(officer: User) -> None:
    silent, reachable, client = came(), came(email="ana@example.org"), client_of(officer)
    nowhere = client.post(f"{OFFICE}{silent.public_id}/answer/", {"words": "My answer", "closes": "on"})
    long = client.post(f"{OFFICE}{reachable.public_id}/answer/", {"words": "x" * 100_000})
    nul = client.post(f"{OFFICE}{reachable.public_id}/note/", {"note-words": "a\0b"})

    assert (nowhere.status_code, long.status_code, nul.status_code) == (409, 422, 422)
    assert "No e-mail was left" in shown(nowhere)
    silent.refresh_from_db()
    assert (Entry.objects.count(), silent.state) == (0, "new")


def test_the_most_urgent_stands_first_and_the_late_is_named(officer: User) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=8)):
        late = came(category="accessibility", words="Late one")
        came(category="question", words="In time")
    came(category="unlawful", words="Young one")
    page = shown(client_of(officer).get(OFFICE))

    assert page.index("Late one") < page.index("In time") < page.index("Young one")
    assert "Late, without an answer: 1" in page
    actions.close_message(late, by=officer)
    assert "Late, without an answer" not in shown(client_of(officer).get(OFFICE))


def test_the_list_is_narrowed_and_nonsense_narrows_nothing(officer: User) -> None:
    client = client_of(officer)
    with time_machine.travel("2026-01-10 12:00:00+01:00"):
        came(words="Winter", category="link", page="/pl/")
    actions.mark_as_spam(came(words="Pills"), by=officer)
    came(words="Now")

    def rows(query: str) -> list[bool]:
        page = shown(client.get(f"{OFFICE}?{query}"))
        return [word in page for word in ("Winter", "Pills", "Now")]

    assert rows("") == [True, False, True]
    assert rows("state=spam") == [False, True, False]
    assert rows("state=all") == [True, True, True]
    assert rows("category=link") == [True, False, False]
    assert rows("since=2026-01-10&until=2026-01-10") == [True, False, False]
    assert rows("until=9999-12-31&since=0001-01-01") == [True, False, True]
    assert rows("state=x&category=y&since=z&until=99999-99-99&page=9999999999999") == [True, False, True]
    assert "No message is like that" in shown(client.get(f"{OFFICE}?category=data"))


def test_a_message_is_erased_by_hand_after_a_question(officer: User) -> None:
    message, client = came(words="My secret", name="Ana", email="ana@example.org"), client_of(officer)
    actions.note_message(message, by=officer, words="She says…")
    address = f"{OFFICE}{message.public_id}/erase/"
    assert "Erase this message?" in shown(client.get(address))
    client.post(address)

    message.refresh_from_db()
    assert (message.words, message.name, message.email, message.category) == ("", "", "", "question")
    assert Entry.objects.count() == 0
    assert "was erased on" in shown(client.get(f"{OFFICE}{message.public_id}/"))
    assert client.post(address).status_code == 409
    with pytest.raises(Changed):
        actions.reopen_message(message, by=officer)


def test_words_and_names_go_by_their_date(officer: User) -> None:
    closed, spam, open_one = came(words="Closed"), came(words="Spam"), came(words="Open")
    actions.close_message(closed, by=officer)
    actions.mark_as_spam(spam, by=officer)
    today = timezone.localdate()

    actions.erase_due(today + datetime.timedelta(days=14))
    assert set(Message.objects.exclude(words="").values_list("words", flat=True)) == {"Closed", "Open"}
    actions.erase_due(today + datetime.timedelta(days=message_days()))
    actions.erase_due(today + datetime.timedelta(days=message_days()))
    assert list(Message.objects.exclude(words="")) == [open_one]
    assert Event.objects.filter(kind="message.erased").count() == 2


@pytest.mark.parametrize(("closed", "half_a_year_on"), [("2026-07-01", "2027-01-01"), ("2026-03-01", "2026-09-01")])
def test_words_stay_for_six_months_whichever_they_are(officer: User, closed: str, half_a_year_on: str) -> None:
    with time_machine.travel(f"{closed} 12:00:00+00:00"):
        message = actions.close_message(came(), by=officer)
    assert message.erase_on
    assert message.erase_on.isoformat() > half_a_year_on


def test_nobody_but_officers_reads_messages(coordinator: User) -> None:
    message = came(words="Private")
    for path in ("", f"{message.public_id}/", f"{message.public_id}/erase/"):
        assert client_of(coordinator).get(OFFICE + path).status_code == 403
        assert Client().get(OFFICE + path)["Location"].startswith("/accounts/login/")
    assert client_of(coordinator).post(f"{OFFICE}{message.public_id}/erase/").status_code == 403
    message.refresh_from_db()
    assert message.words == "Private"


def test_pages_ask_the_same_however_much_has_come(officer: User) -> None:
    client, message = client_of(officer), came(email="ana@example.org")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(OFFICE + path)
        return len(found)

    actions.answer_message(message, by=officer, words="Yes")
    client.get(OFFICE)
    before = asked(""), asked(f"{message.public_id}/")
    for number in range(3):
        other = came(words=str(number), email="ana@example.org")
        actions.assign_message(other, by=officer, to=officer)
        actions.note_message(message, by=officer, words="Note")
    assert (asked(""), asked(f"{message.public_id}/")) == before
