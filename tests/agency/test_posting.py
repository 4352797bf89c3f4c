"""Letters in the agency's words, and a mail server that does not take them."""

import datetime
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from plon.agency.models import OwedLetter
from plon.agency.posting import STALE, TRIED_FOR, post_on_commit, send_owed

pytestmark = pytest.mark.django_db
AWAY = smtplib.SMTPServerDisconnected()


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> Iterator[None]:
    """A mail server that takes no letter."""

    def refuse(_self: EmailBackend, _letters: Sequence[EmailMessage]) -> int:
        raise failure

    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        yield


def post(capture: Any, address: str = "a@example.org") -> None:
    with capture(execute=True):
        post_on_commit("projects.claim_refused", address, "en", lambda: {"project": "River", "reason": "Why"})


@pytest.mark.parametrize(
    "failure", [AWAY, OSError(), smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"later")})]
)
def test_what_the_server_does_not_take_goes_when_it_is_back_and_once(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, django_capture_on_commit_callbacks: Any
) -> None:
    with refusing(monkeypatch, failure):
        post(django_capture_on_commit_callbacks)
        send_owed()
    assert mail.outbox == []

    send_owed()
    send_owed()
    [letter] = mail.outbox
    assert letter.to == ["a@example.org"]
    assert "River" in letter.subject
    assert "Why" in str(letter.body)
    assert not OwedLetter.objects.exists(), "no address is kept longer than needed"


@pytest.mark.parametrize("address", ["gone@example.org", "a@xn--é.com"])
def test_a_letter_that_can_never_go_is_kept_by_nobody(
    monkeypatch: pytest.MonkeyPatch, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    if address.startswith("gone"):
        with refusing(monkeypatch, smtplib.SMTPRecipientsRefused({address: (550, b"no such mailbox")})):
            post(django_capture_on_commit_callbacks, address)
    else:
        post(django_capture_on_commit_callbacks, address)
    assert not OwedLetter.objects.exists()


def test_after_days_it_is_given_up_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    with refusing(monkeypatch, AWAY):
        post(django_capture_on_commit_callbacks)
        with time_machine.travel(timezone.now() + TRIED_FOR + datetime.timedelta(minutes=1)):
            send_owed()
    assert not OwedLetter.objects.exists()
    assert "1 letters are given up" in caplog.text


def test_a_letter_with_a_fault_of_its_own_or_in_other_hands_holds_up_no_other() -> None:
    OwedLetter.objects.create(address="a@example.org", subject="Two\nlines", body="x")
    taken = OwedLetter.objects.create(address="b@example.org", subject="B", body="x", claimed_at=timezone.now())
    OwedLetter.objects.create(address="c@example.org", subject="C", body="x")
    send_owed()
    assert [letter.to for letter in mail.outbox] == [["c@example.org"]]

    OwedLetter.objects.filter(pk=taken.pk).update(claimed_at=timezone.now() - STALE)
    send_owed()
    assert mail.outbox[-1].to == ["b@example.org"]
