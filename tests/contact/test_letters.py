"""Letters that go, that wait for the mail server, and the one a day to the office."""

import datetime
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.agency.actions import change_settings
from plon.agency.settings import forget_read
from plon.contact import actions
from plon.contact.letters import tell_office
from plon.contact.models import Message
from plon.contact.posting import STALE, TRIED_FOR, send_waiting
from plon.contact.refusals import AnswerOwed
from tests.conftest import client_of
from tests.contact.conftest import came, shown

pytestmark = pytest.mark.django_db


def page_of(message: Message) -> str:
    return f"/office/messages/{message.public_id}/"


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch, failure: Exception, *, only_to: str = "") -> Iterator[None]:
    """A mail server that takes no letter, or none to one address."""
    takes = EmailBackend.send_messages

    def refuse(self: EmailBackend, letters: Sequence[EmailMessage]) -> int:
        if not only_to or letters[0].to == [only_to]:
            raise failure
        return takes(self, letters)

    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        yield


def test_a_mail_server_that_is_away_loses_nothing(
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with away(monkeypatch, smtplib.SMTPServerDisconnected()), django_capture_on_commit_callbacks(execute=True):
        message = came(email="ana@example.org")
        actions.answer_message(message, by=officer, words="On Monday.", closes=True)
    assert mail.outbox == []
    message.refresh_from_db()
    assert (message.answered_at, message.state) == (None, "open")
    assert "waits for the mail server; the message is closed when" in shown(client_of(officer).get(page_of(message)))

    send_waiting()
    send_waiting()
    assert len(mail.outbox) == 2
    assert "On Monday." in str(mail.outbox[1].body)
    message.refresh_from_db()
    assert message.answered_at
    assert message.state == "closed"


@pytest.mark.parametrize("email", ["a@xn--é.com", "gone@example.org"])
def test_a_letter_that_can_never_go_is_given_up_and_holds_up_no_other(
    officer: User, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    lost, other = came(email=email), came(email="ana@example.org")
    Message.objects.filter(pk=lost.pk).update(email=email)
    refusal = smtplib.SMTPRecipientsRefused({email: (550, b"no such mailbox")})
    with away(monkeypatch, refusal, only_to="gone@example.org"):
        send_waiting()
        send_waiting()

    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.mailed_at, bool(lost.failed_at)) == (None, True)
    assert other.mailed_at
    assert "the receipt was not delivered" in shown(client_of(officer).get(page_of(lost)))


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_refused_counts_as_none_and_the_office_sees_it(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(officer)
    notice = came(category="unlawful", email="gone@example.org", name="Ana", page="/en/results/")
    refusal = smtplib.SMTPRecipientsRefused({"gone@example.org": (550, b"no such mailbox")})
    with away(monkeypatch, refusal):
        said = client.post(f"{page_of(notice)}answer/", {"words": "Hidden.", "closes": "on"}, follow=True)

    assert "could not be delivered" in shown(said)
    assert "not delivered" in shown(client.get("/office/messages/"))
    notice.refresh_from_db()
    assert (notice.answered_at, notice.state) == (None, "open")
    # Nobody can be reached there, and so it may end.
    actions.close_message(notice, by=officer)


def test_a_notice_whose_answer_has_not_left_can_not_be_closed(officer: User) -> None:
    notice = came(category="unlawful", email="ana@example.org", name="Ana", page="/en/results/")
    actions.answer_message(notice, by=officer, words="Hidden.")
    with pytest.raises(AnswerOwed, match="still waits for the mail server"):
        actions.close_message(notice, by=officer)

    send_waiting()
    actions.close_message(notice, by=officer)


@pytest.mark.parametrize(
    "failure", [smtplib.SMTPServerDisconnected(), smtplib.SMTPRecipientsRefused({"a@b.org": (451, b"greylisted")})]
)
def test_what_no_server_took_for_days_is_given_up_in_sight(
    officer: User, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    message = came(email="a@b.org")
    entry = actions.answer_message(message, by=officer, words="On Monday.")
    with away(monkeypatch, failure):
        send_waiting()
        entry.refresh_from_db()
        assert (entry.mailed_at, entry.failed_at) == (None, None)
        with time_machine.travel(timezone.now() + TRIED_FOR + datetime.timedelta(minutes=1)):
            send_waiting()
    send_waiting()

    page = shown(client_of(officer).get(page_of(message)))
    assert mail.outbox == []
    assert "Given up on" in page
    assert "waits for the mail server" not in page


def test_a_letter_that_one_process_sends_is_not_sent_by_another(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    came(email="ana@example.org")
    takes = EmailBackend.send_messages

    def slowly(self: EmailBackend, letters: Sequence[EmailMessage]) -> int:
        monkeypatch.setattr(EmailBackend, "send_messages", takes)
        send_waiting()  # the regular work begins while the first process still talks to the server
        return takes(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", slowly)
    send_waiting()
    assert len(mail.outbox) == 1


def test_a_letter_whose_process_died_goes_later(officer: User) -> None:
    message = came(email="ana@example.org")
    Message.objects.update(claimed_at=timezone.now())
    send_waiting()
    assert mail.outbox == []

    Message.objects.update(claimed_at=timezone.now() - STALE)
    send_waiting()
    message.refresh_from_db()
    assert message.mailed_at


def test_an_answer_can_be_answered_and_a_letter_speaks_the_language_of_who_wrote(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    change_settings({("agency.email", ""): "office@example.org", ("agency.name", "pl"): "Agencja"}, by=officer)
    forget_read()
    with django_capture_on_commit_callbacks(execute=True):
        message = came(email="ana@example.org", language="pl", category="accessibility")
        actions.answer_message(message, by=officer, words="Poprawione.")
    receipt, answer = mail.outbox

    assert receipt.subject.startswith("Twoja wiadomość")
    assert "7 dni" in str(receipt.body)
    assert "Agencja" in str(answer.body)
    assert answer.reply_to == ["office@example.org"]
    assert "Rzecznika Praw Obywatelskich" in str(answer.body)
    assert "Auto-Submitted" not in answer.extra_headers


def test_the_office_hears_once_what_is_new_or_late(officer: User) -> None:
    tell_office()
    change_settings({("agency.email", ""): "office@example.org"}, by=officer)
    forget_read()
    tell_office()
    assert mail.outbox == []

    came(words="A secret")
    with time_machine.travel(timezone.now() - datetime.timedelta(days=30)):
        came()
    tell_office()
    [letter] = mail.outbox
    assert letter.to == ["office@example.org"]
    assert "/office/messages/" in str(letter.body)
    assert "A secret" not in str(letter.body)
