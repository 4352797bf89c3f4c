"""A mail server that takes no letter."""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

AWAY = smtplib.SMTPServerDisconnected()


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, failure: Exception = AWAY) -> Iterator[None]:
    """Let the mail server fail for a while."""

    def refuse(_self: EmailBackend, _letters: Sequence[EmailMessage]) -> int:
        raise failure

    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        yield
