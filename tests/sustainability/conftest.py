"""A finished project with results in the states that matter here."""

import datetime

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultTextFactory

TODAY = datetime.date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project of the tests ended three months ago."""
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
def lessons(project: Project, school: Organisation) -> Result:
    """A published thing without a file or a link."""
    made = ResultFactory(
        project=project, working_title="Lessons", licence="CC-BY-4.0", state=ResultState.PUBLISHED,
        published_at=datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
    ResultTextFactory(result=made, title="Twelve lessons by the water")
    return made


@pytest.fixture
def planner(coordinator: User) -> User:
    return coordinator
