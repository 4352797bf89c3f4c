"""One connection to the mail server for many letters, and what the server said of each, step by step.

A letter is handed over in four steps (RFC 5321): sender, recipient, "may I", the letter itself. Only after the last
one nobody can say whether it went when the connection breaks; before it, it did not.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext_lazy as _

from plon.newsletter.refusals import NotReady

CLOSING = 421
_GO_ON = 354
_TAKEN = frozenset({250, 251})
# What follows the code: "550 5.7.1 …" (RFC 3463).
_ENHANCED = re.compile(rb"^\s*5\.(\d{1,3})\.(\d{1,3})")
# 550 no mailbox, 551 elsewhere, 553 no such name.
_NO_MAILBOX = frozenset({550, 551, 553})
# X.1.x: the address; X.2.1: the mailbox is closed (RFC 3463).
_ADDRESS, _MAILBOX, _CLOSED = 1, 2, 1
# X.1.7 and X.1.8: it is the sender's address that the server dislikes.
_SENDERS = frozenset({7, 8})
# A bare 550 is said of many things; these words are not about the recipient's mailbox.
_OURS = re.compile(rb"relay|sender|spam|block|blacklist|polic|authenticat|\bSPF\b|DKIM|DMARC", re.IGNORECASE)


class Answer(Enum):
    """What became of a letter that was handed over."""

    TAKEN = "taken"
    NO_MAILBOX = "no mailbox"
    REFUSED = "refused"
    LATER = "later"
    # The connection broke while the server had the letter: perhaps it took it.
    UNSURE = "unsure"


class Away(Exception):
    """The mail server can't be reached or takes nothing from us now; the letter in hand did not go."""


@dataclass(frozen=True, slots=True)
class _Said:
    code: int
    words: bytes

    @property
    def is_taken(self) -> bool:
        return self.code in _TAKEN


class Carrier:
    """Hands letters over, one after the other; use as a context manager.

    Raises (on entering and in `carry`):
        Away: the mail server can't be reached.
        NotReady: no letter can carry the sender's address that is set (on entering only).
    """

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        _check_sender()
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def _open(self) -> bool:
        """Open the connection if it is not; tell whether it is new."""
        try:
            return bool(self._connection.open())
        except (OSError, smtplib.SMTPException) as failure:
            raise Away(str(failure)) from failure

    def carry(self, letter: EmailMultiAlternatives) -> Answer:
        """Hand one letter over and say what the server answered.

        Raises:
            Away: it surely did not go, and the next one would not either.
        """
        if not isinstance(self._connection, EmailBackend):
            # The console, the memory of tests: what fails there has no steps.
            self._connection.send_messages([letter])
            return Answer.TAKEN
        try:
            recipient = sanitize_address(letter.recipients()[0], "utf-8")
        except (UnicodeError, ValueError):  # no such domain can be written in a letter
            return Answer.NO_MAILBOX
        try:
            message, sender = _on_paper(letter)
        except (UnicodeError, ValueError):  # a header that none can be
            return Answer.REFUSED
        while True:
            is_fresh = self._open()
            server = self._connection.connection
            assert server is not None  # noqa: S101  open() has seen to it
            try:
                answer = _announced(server, sender, recipient, len(message))
            except (Away, OSError, smtplib.SMTPException) as failure:
                # Many servers close after some letters, or when nothing came for a while: a new connection may do.
                self._connection.close()
                if is_fresh:
                    raise Away(str(failure)) from failure
            else:
                return answer or self._handed_over(server, message)

    def _handed_over(self, server: smtplib.SMTP, message: bytes) -> Answer:
        """Give the letter itself; from here on a broken connection leaves it open whether it went."""
        try:
            said = _Said(*server.data(message))
        except smtplib.SMTPDataError as refusal:  # to the question whether the letter may come
            _reset(server)
            return _judged_letter(_Said(refusal.smtp_code, _bytes(refusal.smtp_error)))
        except (OSError, smtplib.SMTPException):
            self._connection.close()
            return Answer.UNSURE
        if said.is_taken:
            return Answer.TAKEN
        if said.code == CLOSING:
            self._connection.close()
        return _judged_letter(said)


def _check_sender() -> None:
    """See once, before the first letter, that the sender's address can be written: no reader shall pay for it.

    Raises:
        NotReady: it can't.
    """
    try:
        sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")
    except (UnicodeError, ValueError) as error:
        raise NotReady(
            _("No letter can carry the sender's address “%(address)s”. Ask who looks after the server, then go on."),
            {"address": settings.DEFAULT_FROM_EMAIL},
        ) from error


def _on_paper(letter: EmailMultiAlternatives) -> tuple[bytes, str]:
    """Return the letter as bytes, and its sender."""
    # Django's own kind of message takes the line end; its stubs don't say so.
    message: bytes = letter.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    return message, sanitize_address(letter.from_email, "utf-8")


def _announced(server: smtplib.SMTP, sender: str, recipient: str, size: int) -> Answer | None:
    """Say from whom and to whom; None if the letter may come.

    Raises:
        Away: the server takes nothing from us.
        OSError, SMTPException: the connection broke.
    """
    server.ehlo_or_helo_if_needed()
    options = [f"size={size}"] if server.does_esmtp and server.has_extn("size") else []
    said = _Said(*server.mail(sender, options))
    if not said.is_taken:
        _reset(server)
        raise Away(f"{said.code} {said.words!r}")
    said = _Said(*server.rcpt(recipient))
    if said.is_taken:
        return None
    if said.code == CLOSING:
        raise Away("the server closes")
    _reset(server)
    return _judged_address(said)


def _judged_address(said: _Said) -> Answer:
    """Tell a mailbox that is gone from what may pass, and from what the server has against us (RFC 3463)."""
    if said.code < 500:
        return Answer.LATER
    if found := _ENHANCED.match(said.words):
        subject, detail = int(found[1]), int(found[2])
        is_gone = (subject == _ADDRESS and detail not in _SENDERS) or (subject, detail) == (_MAILBOX, _CLOSED)
    else:
        is_gone = said.code in _NO_MAILBOX and not _OURS.search(said.words)
    return Answer.NO_MAILBOX if is_gone else Answer.REFUSED


def _judged_letter(said: _Said) -> Answer:
    """What the server has against the letter says nothing about the address."""
    return Answer.LATER if said.code < 500 else Answer.REFUSED


def _reset(server: smtplib.SMTP) -> None:
    """Begin anew with the next letter; a connection that breaks here is opened again by it."""
    try:
        server.rset()
    except (OSError, smtplib.SMTPException):
        server.close()


def _bytes(words: Any) -> bytes:
    return words if isinstance(words, bytes) else str(words).encode()
