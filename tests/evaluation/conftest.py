"""A plan with three indicators, and what the tests ask of it."""

import datetime

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.evaluation.figures import FigureBook, book_of
from plon.plans.models import Indicator
from plon.projects.models import Project
from tests.activities.ledger_world import TODAY, Promised, make_promise

DAY = datetime.timedelta(days=1)


@pytest.fixture
def world(project: Project, editor: User, monkeypatch: pytest.MonkeyPatch) -> Promised:
    """A project of two years, 15 weeks before its end; people reached, schools by hand, a share by a survey."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None: value.date() if value else TODAY)
    project.start, project.end = datetime.date(2024, 9, 1), datetime.date(2026, 8, 31)
    project.save()
    return make_promise(project, editor)


def book(world: Promised) -> FigureBook:
    return book_of(Project.objects.get(pk=world.project.pk))


def indicator_of(world: Promised, name: str) -> Indicator:
    return Indicator.objects.select_related("project").get(public_id=world.ids[name])
