"""A plan with three indicators, and what the tests ask of it."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from plon.accounts.models import User
from plon.evaluation.figures import FigureBook, IndicatorFigures, book_of
from plon.plans.models import Indicator
from plon.projects.models import Project
from tests.activities.ledger_world import Promised, make_promise

DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def world(project: Project, editor: User) -> Iterator[Promised]:
    """A project of two years, 15 weeks before its end; people reached, schools by hand, a share by a survey."""
    with time_machine.travel(NOON, tick=False):
        project.start, project.end = datetime.date(2024, 9, 1), datetime.date(2026, 8, 31)
        project.save()
        yield make_promise(project, editor)


def book(world: Promised) -> FigureBook:
    return book_of(Project.objects.get(pk=world.project.pk))


def figures_of(world: Promised, name: str) -> IndicatorFigures:
    figures = book(world).indicator(world.ids[name])
    assert figures
    return figures


def indicator_of(world: Promised, name: str) -> Indicator:
    return Indicator.objects.select_related("project").get(public_id=world.ids[name])


def address(world: Promised, name: str = "", then: str = "") -> str:
    """Return the address of the overview, or of an indicator and what lies under it."""
    base = f"/workspace/{world.project.public_id}/evaluation/"
    return f"{base}indicators/{world.ids[name]}/{then}" if name else f"{base}{then}"
