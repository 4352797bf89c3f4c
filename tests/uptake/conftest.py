"""A published result, and somebody outside who tells of it as a browser does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.contact.guarding import STAMP
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import ResultFactory, ResultTextFactory

SCHOOL = {
    "organisation": "School No. 5", "town": "Opole", "country": "PL", "learners": "25", "purposes": ["lessons"],
    "shown": "organisation", "how": "as_it_is", "email": "Ana@Example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _patient(quick_people: None) -> None:
    """People take more than no time; nobody waits for that here."""


@pytest.fixture
def lessons(project: Project) -> Result:
    project.has_published = True
    project.save()
    made = ResultFactory(
        project=project, working_title="River lessons", state=ResultState.PUBLISHED, published_at=timezone.now(),
        licence="CC-BY-SA-4.0",
    )  # fmt: skip
    ResultTextFactory(result=made, language="en", title="River lessons")
    return made


def send(result: Result, door: str, values: dict[str, Any], client: Client | None = None) -> Any:
    """Open a form, fill it in, send it."""
    browser, address = client or Client(), f"/en/results/{result.public_id}/{door}/"
    page = browser.get(address).content.decode()
    stamp = re.search(rf'name="{STAMP}" value="([^"]+)"', page)
    assert stamp
    return browser.post(address, {STAMP: stamp[1], **values})


def path_in(body: str) -> str:
    """Return the personal address that a letter carries."""
    found = re.search(r"https?://[^/\s]+(/\w\w/told/[\w-]{32}/)", body)
    assert found
    return found[1]


@pytest.fixture
def told(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., str]:
    """Tell, read the letter, click; return the personal address."""

    def tell(result: Result, door: str, values: dict[str, Any], *, click: bool = True) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = send(result, door, values)
        assert answer.status_code == 302, re.findall(r'class="error"[^>]*>(.+?)</div>', answer.content.decode())
        path = path_in(str(mail.outbox[-1].body))
        if click:
            with django_capture_on_commit_callbacks(execute=True):
                Client().post(path, {"do": "confirm"})
        return path

    return tell
