"""DataCite validates against its own schema; Dublin Core says the same in fifteen elements."""

import tarfile
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from plon.packages.crosswalks import DATACITE, DC, datacite_xml, dublin_core_xml
from plon.packages.metadata import describe
from plon.projects.enums import PartnershipRole
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import (
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ResultFactory,
    ResultLinkFactory,
    ResultTextFactory,
)
from tests.packages.projects import projects

KERNEL = Path(__file__).parents[3] / "shared/data/conformance/datacite-kernel-4.6-4.7.tar.gz"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    if not KERNEL.exists():
        pytest.skip(f"there is no {KERNEL.name}")
    folder = tmp_path_factory.mktemp("kernel")
    with tarfile.open(KERNEL) as packed:
        packed.extractall(folder, filter="data")
    return etree.XMLSchema(etree.parse(folder / "source/meta/kernel-4.6/metadata.xsd"))


def _result() -> Result:
    project = ProjectFactory(number="2024-1-PL01-KA210-SCH-000123456", title="Living river", topics=["water"])
    coordinator = OrganisationFactory(name="School <1> & friends", oid="E10000001", pic="999999999")
    PartnershipFactory(project=project, organisation=coordinator, role=PartnershipRole.COORDINATOR)
    PartnershipFactory(project=project, organisation=OrganisationFactory(name="Colegio", country="ES"), position=1)
    result = ResultFactory(
        project=project, category="handbook", licence="CC-BY-SA-4.0", languages=["pl"], state=ResultState.PUBLISHED,
        published_at=timezone.now(),
    )  # fmt: skip
    ResultTextFactory(result=result, language="pl", title="Podręcznik", summary="Ćwiczenia.")
    ResultLinkFactory(result=result, url="https://example.org/?a=1&b=2")
    return result


@pytest.mark.django_db
@pytest.mark.realdata
def test_datacite_validates_against_its_schema(schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(datacite_xml(describe(_result())).encode()))
    schema.assertValid(etree.fromstring(datacite_xml(describe(ResultFactory(working_title="Bare"))).encode()))


@pytest.mark.django_db
@pytest.mark.realdata
@pytest.mark.slow
@settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_datacite_validates_whatever_people_wrote(schema: etree.XMLSchema, draw: st.DataObject) -> None:
    with transaction.atomic():
        for result in draw.draw(projects()).results.all():
            schema.assertValid(etree.fromstring(datacite_xml(describe(result)).encode()))
            etree.fromstring(dublin_core_xml(describe(result)).encode())
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_datacite_names_the_grant_the_licence_and_organisations() -> None:
    root = etree.fromstring(datacite_xml(describe(_result())).encode())
    found = {tag: [each.text for each in root.iter(f"{{{DATACITE}}}{tag}")] for tag in
             ("creatorName", "contributorName", "awardNumber", "rights", "title", "nameIdentifier")}  # fmt: skip

    assert found == {
        "creatorName": ["School <1> & friends"],
        "contributorName": ["Colegio"],
        "awardNumber": ["2024-1-PL01-KA210-SCH-000123456"],
        "rights": ["CC BY-SA 4.0"],
        "title": ["Podręcznik"],
        "nameIdentifier": ["E10000001", "999999999"],
    }
    identifier = root.find(f"{{{DATACITE}}}identifier")
    assert identifier is not None
    assert dict(identifier.attrib) == {"identifierType": "URL"}


@pytest.mark.django_db
def test_dublin_core_has_the_same() -> None:
    result = _result()

    root = etree.fromstring(dublin_core_xml(describe(result)).encode())

    assert [each.text for each in root.findall(f"{{{DC}}}creator")] == ["School <1> & friends"]
    assert [each.text for each in root.findall(f"{{{DC}}}rights")] == [
        "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ]
    assert [each.text for each in root.findall(f"{{{DC}}}language")] == ["pl"]
