"""A mail server on this machine, which keeps what it takes."""

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache


class Sink:
    """Takes letters, or refuses them as told."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusal = ""
        # Whose letters alone are refused; "" is everybody's.
        self.refuses = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  as aiosmtpd calls it
        if self.refusal and self.refuses in {"", *envelope.rcpt_tos}:
            return self.refusal
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real mail server at a port of this machine; letters go there by SMTP."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.BASE_URL = "https://plon.example.org"
    yield sink
    controller.stop()


@pytest.fixture(autouse=True)
def _full_bucket() -> None:
    cache.clear()


def subject_of(letter: EmailMessage) -> str:
    """Return a subject as programs show it, however it was folded."""
    return str(letter["Subject"]).strip()


def path_that_ends(letter: EmailMessage) -> str:
    """Return where the one click of a mail program goes."""
    return str(letter["List-Unsubscribe"]).strip(" <>").removeprefix("https://plon.example.org")


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(letter: EmailMessage) -> str:
    """Return the HTML beside it."""
    part = letter.get_body(("html",))
    assert part
    return str(part.get_content())
