"""A link, and a process that remembers nothing of the test before."""

from collections.abc import Iterator

import pytest

from plon.accounts.models import User
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.shortlinks.actions import link_for
from plon.shortlinks.counting import memory
from plon.shortlinks.models import ShortLink
from tests.factories import ResultFactory, ResultTextFactory


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    memory.forget()
    memory.take_robots()
    memory.rest()
    yield
    memory.forget()


@pytest.fixture
def result(project: Project) -> Result:
    made = ResultFactory(project=project, working_title="River lessons")
    ResultTextFactory(result=made, language="en", title="River lessons")
    return made


@pytest.fixture
def published(result: Result) -> Result:
    result.state, result.published_at = ResultState.PUBLISHED, result.created_at
    result.save()
    Project.objects.filter(pk=result.project_id).update(has_published=True)
    return result


@pytest.fixture
def link(result: Result, editor: User) -> ShortLink:
    return link_for(result.project, result=result, tool="poster", language="pl", by=editor)
