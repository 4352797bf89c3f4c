"""A project of two years in its second half, with a plan that was promised."""

import datetime

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.plans.actions import add_activity, add_indicator, freeze_plan
from plon.plans.enums import Occasion
from plon.plans.models import Indicator, PlannedActivity
from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultTextFactory

TODAY = datetime.date(2025, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project of the tests began on 1 September 2024 and ends on 31 August 2026."""
    real = timezone.localdate

    def today(value: datetime.datetime | None = None, timezone: datetime.tzinfo | None = None) -> datetime.date:
        return real(value, timezone) if value else TODAY

    monkeypatch.setattr(timezone, "localdate", today)


@pytest.fixture
def school(project: Project) -> Organisation:
    school = OrganisationFactory(name="School by the river")
    PartnershipFactory(project=project, organisation=school, role="coordinator")
    return school


@pytest.fixture
def lessons(project: Project) -> Result:
    made = ResultFactory(project=project, working_title="Lessons")
    ResultTextFactory(result=made, title="Twelve lessons by the water")
    return made


@pytest.fixture
def teachers(project: Project, coordinator: User) -> Indicator:
    return add_indicator(
        project, by=coordinator, name="Teachers who use the lessons", target="60", baseline="0", unit="teachers",
        target_date=datetime.date(2026, 8, 31), feeding="by_hand",
    )  # fmt: skip


@pytest.fixture
def workshop(project: Project, lessons: Result, coordinator: User) -> PlannedActivity:
    """A workshop that stands in the commitment."""
    made = add_activity(project, by=coordinator, title="Workshop in the town", results=[lessons], place="Opole")
    freeze_plan(project, by=coordinator, occasion=Occasion.APPLICATION, agreed_on=datetime.date(2024, 3, 1))
    return made
