"""An officer's event, and people who register as browsers do."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.contact.guarding import STAMP
from plon.events.models import AgencyEvent
from tests.events.making import make_event

ANA = {"name": "Ana Kowal", "email": "Ana@Example.org", "organisation": "School 5", "needs": "A ramp", "agrees": "on"}


@pytest.fixture(autouse=True)
def _patient(quick_people: None) -> None:
    """People take more than no time; nobody waits for that here."""


@pytest.fixture
def event(officer: User) -> AgencyEvent:
    return make_event(officer)


def send(event: AgencyEvent, told: dict[str, Any]) -> Any:
    """Open the form, fill it in, send it."""
    browser, address = Client(), f"/en/events/{event.public_id}/register/"
    stamp = re.search(rf'name="{STAMP}" value="([^"]+)"', browser.get(address).content.decode())
    assert stamp
    return browser.post(address, {STAMP: stamp[1], **told})


def path_in(body: object) -> str:
    """Return the personal address that a letter carries."""
    found = re.search(r"https?://[^/\s]+(/\w\w/events/r/[\w-]{32}/)", str(body))
    assert found
    return found[1]


@pytest.fixture
def comes(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., str]:
    """Register, read the letter, click; return the personal address."""

    def come(event: AgencyEvent, *, click: bool = True, **told: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = send(event, ANA | told)
        assert answer.status_code == 302, re.findall(r'class="error"[^>]*>(.+?)</div>', answer.content.decode())
        path = path_in(mail.outbox[-1].body)
        if click:
            with django_capture_on_commit_callbacks(execute=True):
                Client().post(path, {"do": "confirm"})
        return path

    return come
