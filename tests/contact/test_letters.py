"""Letters that go, that wait for the mail server, and the one a day to the office."""

import datetime
import smtplib
from collections.abc import Sequence

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
from plon.contact.letters import send_waiting, tell_office
from tests.contact.conftest import came

pytestmark = pytest.mark.django_db


def test_a_mail_server_that_is_away_loses_nothing(
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def away(_self: EmailBackend, _messages: Sequence[EmailMessage]) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", away)
        with django_capture_on_commit_callbacks(execute=True):
            message = came(email="ana@example.org")
            actions.answer_message(message, by=officer, words="On Monday.")
    assert mail.outbox == []

    send_waiting()
    send_waiting()
    assert len(mail.outbox) == 2
    assert "On Monday." in str(mail.outbox[1].body)


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
