"""Somebody who wants to hear of rivers, and a catalogue in which they appear."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from plon.accounts.models import User
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.savedsearches.actions import save_search
from plon.savedsearches.models import SavedSearch
from plon.search.changes import mark_changed
from plon.search.updating import apply_changes
from tests.factories import ProjectFactory, ResultFactory, ResultTextFactory, UserFactory

# A Wednesday, nine o'clock in Warsaw.
WEDNESDAY = datetime.datetime(2026, 3, 4, 8, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


def publish(title: str, **fields: Any) -> Result:
    """Publish a result at this moment, and let the index know."""
    result = ResultFactory(
        project=ProjectFactory(has_published=True, countries=["PL"]), working_title=title, category="course",
        state=ResultState.PUBLISHED, published_at=timezone.now(), licence="CC-BY-4.0", **fields,
    )  # fmt: skip
    ResultTextFactory(result=result, language="en", title=title)
    mark_changed("result", [result.pk])
    apply_changes()
    return result


@pytest.fixture
def reader(db: None) -> User:
    return UserFactory(email="reader@example.org", name="Ewa", language="en", time_zone="Europe/Warsaw")


@pytest.fixture
def rivers(clock: Any, reader: User) -> SavedSearch:
    """A daily search that one result fits already."""
    publish("Lessons by the river")
    return save_search(by=reader, of="results", query="q=river", name="Rivers", language="en", rhythm="daily")
