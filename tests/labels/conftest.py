"""A public project with one published result, and two officers."""

import pytest
from django.utils import timezone

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.conftest import _with_second_factor
from tests.factories import ResultFactory, ResultTextFactory, UserFactory


@pytest.fixture
def lessons(project: Project) -> Result:
    project.has_published = True
    project.save()
    made = ResultFactory(
        project=project, working_title="River lessons", state=ResultState.PUBLISHED, published_at=timezone.now(),
        licence="CC-BY-SA-4.0", languages=["pl", "en"],
    )  # fmt: skip
    ResultTextFactory(result=made, language="en", title="River lessons")
    return made


@pytest.fixture
def colleague(db: None) -> User:
    """A second officer."""
    return _with_second_factor(UserFactory(email="colleague@example.org", name="Colleague", role=PlatformRole.OFFICER))
