"""A teacher who gathers, and things worth gathering."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.collections.actions import add_entry, make_collection, show_to
from plon.collections.models import Collection
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import ProjectFactory, ResultFactory, ResultTextFactory, UserFactory


def make_result(title: str, **fields: Any) -> Result:
    """Make a published result."""
    project = fields.pop("project", None) or ProjectFactory(has_published=True)
    defaults = {"state": ResultState.PUBLISHED, "published_at": timezone.now(), "licence": "CC-BY-4.0"}
    result = ResultFactory(project=project, working_title=title, **{**defaults, **fields})
    ResultTextFactory(result=result, language="en", title=title)
    return result


def withdraw(result: Result) -> Result:
    result.state, result.withdrawn_at = ResultState.WITHDRAWN, timezone.now() + datetime.timedelta(seconds=1)
    result.save()
    return result


@pytest.fixture
def teacher(db: None) -> User:
    return UserFactory(email="teacher@example.org", name="Anna Kowalska", language="en")


@pytest.fixture
def lessons(db: None) -> Result:
    return make_result("Lessons by the river")


@pytest.fixture
def gathered(teacher: User, lessons: Result) -> Collection:
    """A private collection with one result and a note."""
    made = make_collection(
        by=teacher,
        byline="Anna, biology teacher",
        texts={"en": ("Out of doors", "For **spring**."), "pl": ("W teren", "")},
    )
    add_entry(made, by=teacher, thing=lessons, note="Begin with lesson three.", language="en")
    return made


@pytest.fixture
def shown(gathered: Collection, teacher: User) -> Collection:
    return show_to(gathered, by=teacher, visibility="public")
