"""People who subscribe as browsers do, and a mail server on this machine that answers as it is told."""

import email
import email.policy
import re
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.contact.guarding import STAMP

FORM = "/en/newsletter/subscribe/"
ANA = {"email": "Ana@Example.org", "topics": ["news", "events"], "language": "en", "agrees": "on"}


@pytest.fixture(autouse=True)
def _patient(quick_people: None) -> None:
    """People take more than no time; nobody waits for that here."""


def fill_in(told: dict[str, Any]) -> Any:
    """Open the form, fill it in, send it."""
    browser = Client()
    stamp = re.search(rf'name="{STAMP}" value="([^"]+)"', browser.get(FORM).content.decode())
    assert stamp
    return browser.post(FORM, {STAMP: stamp[1], **told})


def path_in(body: object) -> str:
    """Return the personal address that a letter carries."""
    found = re.search(r"https?://[^/\s]+(/\w\w/newsletter/own/[\w-]{32}/)", str(body))
    assert found
    return found[1]


def stop_in(letter: Any) -> str:
    """Return where the one click of a mail program goes."""
    header = letter.extra_headers["List-Unsubscribe"]
    return "/" + str(header).strip("<>").split("/", 3)[3]


@pytest.fixture
def comes(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., str]:
    """Fill in the form, read the letter, click; return the personal address."""

    def come(*, click: bool = True, **told: Any) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = fill_in(ANA | told)
        assert answer.status_code == 302, re.findall(r'class="error"[^>]*>(.+?)</div>', answer.content.decode())
        path = path_in(mail.outbox[-1].body)
        if click:
            with django_capture_on_commit_callbacks(execute=True):
                Client().post(path, {"do": "confirm"})
        return path

    return come


class Server:
    """A mail server: takes letters, or answers to the recipient or the letter as told.

    `answers` and `spurns` say what comes to the recipient and to the letter, by the beginning of the address, in order;
    `hang_up_after` closes each connection after so many letters; `breaks_over` dies when it has read that letter.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.connections = 0
        self.answers: dict[str, list[str]] = {}
        self.spurns: dict[str, list[str]] = {}
        self.hang_up_after = 0
        self.breaks_over = ""

    async def handle_EHLO(  # noqa: N802  as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        session.taken = 0
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802  as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.hang_up_after and session.taken >= self.hang_up_after:
            return "421 enough for one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if told := self.answers.get(address.partition("@")[0]):
            return told.pop(0) if len(told) > 1 else told[0]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  as aiosmtpd calls it
        if told := self.spurns.get(envelope.rcpt_tos[0].partition("@")[0], self.spurns.get("")):
            return told.pop(0) if len(told) > 1 else told[0]
        if self.breaks_over == envelope.rcpt_tos[0].partition("@")[0]:
            server.transport.abort()
            return "451 nobody hears this"
        session.taken += 1
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def readers(self) -> list[str]:
        """Return who got a letter, in order."""
        return [str(letter["To"]).partition("@")[0] for letter in self.letters]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A real mail server at a port of this machine; letters go there by SMTP."""
    double = Server()
    controller = Controller(double, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.BASE_URL = "https://plon.example.org"
    yield double
    controller.stop()
