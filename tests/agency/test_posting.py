"""Letters in the agency's words, and a mail server that does not take them."""

import datetime
import smtplib
from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from plon.accounts.actions import deactivate_account
from plon.agency.letters import Words
from plon.agency.models import OwedLetter
from plon.agency.posting import STALE, TRIED_FOR, post_on_commit, post_words_on_commit, send_owed
from tests.factories import UserFactory
from tests.letters import AWAY, refusing

pytestmark = pytest.mark.django_db


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
    with refusing(monkeypatch):
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


def test_a_letter_whose_sender_dies_goes_by_the_clock(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        post_on_commit("projects.claim_refused", "a@example.org", "en", lambda: {"project": "River", "reason": "Why"})
    send_owed()
    assert mail.outbox == [], "whoever wrote it sends it"

    with time_machine.travel(timezone.now() + STALE):
        send_owed()
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]
    assert not OwedLetter.objects.exists()


def test_a_change_that_did_not_happen_is_told_to_nobody(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        post_words_on_commit("a@example.org", "en", lambda: Words("Subject", "Body"))
        transaction.set_rollback(True)
    assert (mail.outbox, OwedLetter.objects.count()) == ([], 0)


def test_words_that_no_officer_words_are_kept_as_well_and_tell_their_language(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        post_words_on_commit("a@example.org", "pl", lambda: Words(f"{get_language()}:\nto", "One\n\n\n\nTwo"))
    send_owed()

    [letter] = mail.outbox
    assert (letter.subject, letter.body) == ("pl: to", "One\n\nTwo\n")
    assert letter.extra_headers["Content-Language"] == "pl"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_second_copy_of_a_letter_is_known_as_one(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with refusing(monkeypatch):
        post(django_capture_on_commit_callbacks)
        post(django_capture_on_commit_callbacks)
    rows = list(OwedLetter.objects.all())
    send_owed()
    OwedLetter.objects.bulk_create(rows)  # as if the worker had died before it could forget them
    send_owed()

    signs = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert signs[:2] == signs[2:]
    assert len(set(signs)) == 2


def test_two_workers_send_a_letter_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with refusing(monkeypatch):
        post(django_capture_on_commit_callbacks)
    takes = EmailBackend.send_messages

    def slowly(self: EmailBackend, letters: Sequence[EmailMessage]) -> int:
        monkeypatch.setattr(EmailBackend, "send_messages", takes)
        send_owed()  # another worker comes round meanwhile
        return takes(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", slowly)
    send_owed()
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]


def test_nothing_more_goes_to_an_account_that_was_closed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    person = UserFactory(email="Gone@example.org")
    with refusing(monkeypatch):
        post(django_capture_on_commit_callbacks, person.email)
        post(django_capture_on_commit_callbacks, "other@example.org")
    deactivate_account(person, by=None)
    send_owed()
    assert [letter.to for letter in mail.outbox] == [["other@example.org"]]
    assert not OwedLetter.objects.exists()
