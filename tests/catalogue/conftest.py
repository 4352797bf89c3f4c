"""A small public world: what visitors may see, beside things that they may not."""

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole, ProjectOrigin
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from plon.search.updating import rebuild
from tests.factories import (
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
    ResultFactory,
    ResultLinkFactory,
    ResultTextFactory,
)

MOMENT = datetime.datetime(2026, 5, 4, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _kept_dictionaries(settings: Any) -> None:
    settings.SEARCH_DICTIONARIES = Path(tempfile.gettempdir()) / "plon-test-dictionaries"


@pytest.fixture(autouse=True)
def _polish() -> Iterator[None]:
    """Addresses are Polish unless a test says otherwise, whatever page was asked for before."""
    with translation.override("pl"):
        yield


def make_result(project: Project, title_pl: str, title_en: str = "", **fields: Any) -> Result:
    """A published result with texts, a link and a public file."""
    fields = {
        "state": ResultState.PUBLISHED,
        "published_at": MOMENT,
        "languages": ["pl", "en"],
        "licence": "CC-BY-4.0",
        "category": "handbook",
        **fields,
    }
    result = ResultFactory(project=project, working_title=title_pl, **fields)
    ResultTextFactory(result=result, language="pl", title=title_pl, summary="Scenariusze dla szkół.")
    if title_en:
        ResultTextFactory(result=result, language="en", title=title_en, summary="Lessons for schools.")
    ResultLinkFactory(result=result)
    ResultFile.objects.create(
        result=result, name="lekcje.pdf", language="pl", size=2048, sha256="0" * 64,
        media_type="application/pdf", path="x", is_public=True,
    )  # fmt: skip
    return result


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(name="Szkoła nad Rzeką", city="Opole")


@pytest.fixture
def public_project(school: Organisation) -> Project:
    project = ProjectFactory(
        title="Żywa rzeka",
        number="2024-1-PL01-KA210-SCH-000000009",
        number_key="2024-1-PL01-KA210-SCH-000000009",
        is_number_wellformed=True,
        origin=ProjectOrigin.IMPORTED,
    )
    ProjectTextFactory(
        project=project, language="pl", title="Żywa rzeka",
        summary="Badamy wodę. Pytania: anna.nowak@example.org",
    )  # fmt: skip
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)
    return project


@pytest.fixture
def published(public_project: Project, school: Organisation) -> Result:
    return make_result(public_project, "Dziesięć lekcji nad rzeką", "Ten lessons by the river", responsible=school)


@pytest.fixture
def secret(db: None) -> Result:
    """A private project with an unpublished result, in a private organisation."""
    project = ProjectFactory(title="Tajemnica", number_key="SECRET-1", origin=ProjectOrigin.CREATED)
    PartnershipFactory(
        project=project, organisation=OrganisationFactory(name="Tajemnicza Fundacja"), role="coordinator"
    )
    result = ResultFactory(project=project, working_title="Tajemniczy poradnik", state=ResultState.READY)
    ResultTextFactory(result=result, language="pl", title="Tajemniczy poradnik")
    return result


@pytest.fixture
def indexed(published: Result, secret: Result) -> Result:
    rebuild()
    return published
