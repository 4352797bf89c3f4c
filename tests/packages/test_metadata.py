"""What other catalogues are told of a result."""

import datetime

import pytest
from django.utils import timezone

from plon.packages.metadata import Agent, Licence, Text, describe
from plon.projects.enums import PartnershipRole
from plon.results.enums import ResultState
from plon.results.models import ResultFile
from tests.factories import (
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ResultFactory,
    ResultLinkFactory,
    ResultTextFactory,
)

pytestmark = pytest.mark.django_db


def test_result_is_described_by_its_own_words_and_its_grant() -> None:
    project = ProjectFactory(number="2024-1-PL01-KA210-SCH-000123456", title="Living river", acronym="LIRI")
    result = ResultFactory(project=project, category="handbook", licence="CC-BY-4.0", languages=["pl", "en"])
    ResultTextFactory(result=result, language="pl", title="Podręcznik", summary="Ćwiczenia **nad** rzeką.")
    ResultTextFactory(result=result, language="en", title="Handbook", summary="Write to anna@example.org")

    told = describe(result, "en")

    assert told.titles == (Text("en", "Handbook"), Text("pl", "Podręcznik"))
    assert told.descriptions == (Text("en", "Write to a•••@•••"), Text("pl", "Ćwiczenia nad rzeką."))
    assert told.licence == Licence(
        "CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", is_open=True
    )
    assert (told.resource_type, told.languages) == ("Text", ("pl", "en"))
    assert (told.funding.number, told.funding.action) == ("2024-1-PL01-KA210-SCH-000123456", "KA210")
    assert told.permanent_address.endswith(f"/r/{result.public_id}")


def test_creators_are_organisations() -> None:
    project = ProjectFactory()
    school = OrganisationFactory(name="School", oid="E10000001", pic="999")
    partner = OrganisationFactory(name="Partner", country="ES")
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)
    PartnershipFactory(project=project, organisation=partner, position=1)
    of_coordinator, of_partner = ResultFactory(project=project), ResultFactory(project=project, responsible=partner)

    assert describe(of_coordinator).creators == (Agent("School", "PL", "E10000001", "999"),)
    assert describe(of_coordinator).contributors == (Agent("Partner", "ES"),)
    assert describe(of_partner).creators == (Agent("Partner", "ES"),)
    assert describe(ResultFactory(project__acronym="LONE")).creators == (Agent("LONE"),)


def test_newest_versions_of_files_are_described_and_the_public_ones_known() -> None:
    result = ResultFactory(state=ResultState.PUBLISHED, published_at=timezone.now())
    about = {"size": 3, "sha256": "0" * 64, "media_type": "text/plain", "path": "x"}
    first = ResultFile.objects.create(result=result, name="a.txt", **about)
    second = ResultFile.objects.create(result=result, name="a.txt", replaces=first, number=2, is_public=True, **about)
    draft = ResultFile.objects.create(result=result, name="b.txt", **about)

    told = describe(result)

    assert [file.public_id for file in told.files] == [second.public_id, draft.public_id]
    assert [file.public_id for file in told.public_files] == [second.public_id]


def test_year_is_of_publication_else_of_readiness_else_of_beginning() -> None:
    result = ResultFactory()
    assert describe(result).year == timezone.now().year
    result.ready_on = datetime.date(2022, 5, 1)
    assert describe(result).year == 2022
    result.published_at = datetime.datetime(2023, 1, 2, tzinfo=datetime.UTC)
    assert describe(result).year == 2023


def test_links_are_related_things() -> None:
    result = ResultFactory()
    ResultLinkFactory(result=result, url="https://example.org/site", title="Our site", kind="page")

    assert [(each.relation, each.title) for each in describe(result).related] == [
        ("IsPartOf", str(result.project)),
        ("IsDescribedBy", "Our site"),
    ]


def test_text_without_a_title_and_signs_nobody_sees_do_no_harm() -> None:
    result = ResultFactory(working_title="A\x0btitle\u200b")

    assert describe(result).titles == (Text("", "A title"),)
