from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.keptcopies import capturing, tasks
from plon.keptcopies.actions import request_copy
from plon.keptcopies.models import KeptCopy
from plon.projects.models import Project
from plon.results.models import Result, ResultLink
from tests.factories import ResultFactory, ResultLinkFactory
from tests.fetching.servers import Server, serving
from tests.keptcopies.site import put_up


@pytest.fixture(scope="session")
def _running() -> Iterator[tuple[Server, Server]]:
    with serving() as server, serving() as other:
        yield server, other


@pytest.fixture
def server(_running: tuple[Server, Server], settings: Any) -> Server:
    """The server of the project's site; "localhost" leads to it, too."""
    for each in _running:
        each.asked.clear()
        each.pages.clear()
    settings.LOCAL_SERVERS = tuple(each.place for each in _running)
    return _running[0]


@pytest.fixture
def other(server: Server, _running: tuple[Server, Server]) -> Server:
    """A server of somebody else."""
    return _running[1]


@pytest.fixture
def published(project: Project) -> Result:
    return ResultFactory(project=project, state="published", published_at=timezone.now(), working_title="Lessons")


@pytest.fixture
def link(published: Result, server: Server, other: Server) -> ResultLink:
    """A link to the little site, which is up."""
    return ResultLinkFactory(result=published, url=put_up(server, other), title="Our site")


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two questions to the servers of the test."""

    def run_copy(key: int) -> None:
        capturing.run_copy(key, sleep=lambda _seconds: None)

    monkeypatch.setattr(tasks, "run_copy", run_copy)


@pytest.fixture
def ask_for(editor: User, _quick: None, django_capture_on_commit_callbacks: Any) -> Any:
    """Ask for a copy of a link, have it made, and return it."""

    def ask(link: ResultLink, **changed: Any) -> KeptCopy:
        asked = {"right": "own", "words": "Made by our school.", "is_confirmed": True, **changed}
        with django_capture_on_commit_callbacks(execute=True):
            copy = request_copy(link, by=editor, **asked)
        return KeptCopy.objects.get(pk=copy.pk)

    return ask
