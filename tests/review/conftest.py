"""A project whose lessons are ready for the agency."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.projects.models import Project
from plon.results import attaching
from plon.results.models import Result
from tests.conftest import _with_second_factor
from tests.factories import ResultFactory, ResultTextFactory, UserFactory


def ready_result(project: Project, title: str, by: User, **values: Any) -> Result:
    """Return a result to which nothing required is missing."""
    about = {"state": "ready", "category": "handbook", "licence": "CC-BY-4.0", "languages": ["en"],
             "carries_emblem": True, "carries_licence_notice": True, "ready_on": datetime.date(2026, 3, 1)}  # fmt: skip
    result: Result = ResultFactory(project=project, working_title=title, **(about | values))
    ResultTextFactory(result=result, language="en", title=title, summary="Ten lessons by a river.")
    attaching.add_file(result, by=by, upload=SimpleUploadedFile(f"{title}.txt", title.encode()), title=title)
    return result


@pytest.fixture
def lessons(project: Project, coordinator: User) -> Result:
    return ready_result(project, "Lessons", coordinator)


@pytest.fixture
def guide(project: Project, coordinator: User) -> Result:
    return ready_result(project, "Guide", coordinator)


@pytest.fixture
def colleague(db: None) -> User:
    """A second officer."""
    return _with_second_factor(UserFactory(email="colleague@example.org", name="Colleague", role=PlatformRole.OFFICER))
