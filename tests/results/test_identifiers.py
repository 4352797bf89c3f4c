"""Names that a result has elsewhere: how they are written, what is refused, and where they are shown."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.catalogue import citing
from plon.catalogue.dump_lines import result_lines
from plon.history.models import Event
from plon.packages.importing import import_package
from plon.packages.metadata import describe
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.results.naming import add_identifier, remove_identifier
from plon.results.queries import identifiers_of
from plon.results.refusals import IdentifierRefused
from plon.results.schemes import address_of, normal_value
from tests.factories import ResultFactory, ResultTextFactory
from tests.packages import bags

GOOD = [
    ("doi", "10.5072/zenodo.1234", "10.5072/zenodo.1234"),
    ("doi", " https://doi.org/10.5072/ZENODO.1234 ", "10.5072/zenodo.1234"),
    ("doi", "http://dx.doi.org/10.5072/abc", "10.5072/abc"),
    ("doi", "DOI: 10.1000.10/182(a)", "10.1000.10/182(a)"),
    ("handle", "https://hdl.handle.net/20.500.12345/678", "20.500.12345/678"),
    ("isbn", "ISBN: 978-83-7164-968-4", "9788371649684"),
    ("isbn", "0-306-40615-2", "0306406152"),
    ("isbn", "0 8044 2957 x", "080442957X"),
    ("urn", "urn:nbn:de:101:1-2019072802", "urn:nbn:de:101:1-2019072802"),
    ("url", "https://w3id.org/river", "https://w3id.org/river"),
]
BAD = [
    ("doi", "10.5072"),
    ("doi", "11.5072/abc"),
    ("doi", "10.5072/a b"),
    ("doi", "https://example.org/10.5072/abc"),
    ("doi", "10.5072/ab\u200bc"),
    ("handle", "678"),
    ("isbn", "978-83-7164-968-5"),
    ("isbn", "12345"),
    ("urn", "nbn:de:1"),
    ("url", "javascript:alert(1)"),
    ("url", "example"),
]


@pytest.mark.parametrize(("scheme", "typed", "kept"), GOOD)
def test_identifier_is_kept_in_one_spelling(scheme: str, typed: str, kept: str) -> None:
    assert normal_value(scheme, typed) == kept
    assert normal_value(scheme, kept) == kept


@pytest.mark.parametrize(("scheme", "typed"), BAD)
def test_what_is_no_identifier_is_refused(scheme: str, typed: str) -> None:
    with pytest.raises(ValidationError):
        normal_value(scheme, typed)


@given(st.text(max_size=40))
def test_address_of_any_doi_leaves_no_brackets_of_a_header(text: str) -> None:
    address = address_of("doi", f"10.5072/{text}")

    assert address.startswith("https://doi.org/10.5072/")
    assert not set(address) & set('<>" \r\n')


@pytest.fixture
def handbook(project: Project) -> Result:
    result = ResultFactory(
        project=project, working_title="Handbook", state=ResultState.PUBLISHED, published_at=timezone.now()
    )
    ResultTextFactory(result=result, language="en", title="Handbook")
    Project.objects.filter(pk=project.pk).update(has_published=True)
    return result


@pytest.mark.django_db
def test_identifier_is_noted_once_and_stands_in_the_history(handbook: Result, coordinator: User) -> None:
    kept = add_identifier(handbook, by=coordinator, scheme="doi", value="https://doi.org/10.5072/A", note="Zenodo")

    with pytest.raises(IdentifierRefused, match="already"):
        add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/a")
    with pytest.raises(ValidationError, match="no DOI"):
        add_identifier(handbook, by=coordinator, scheme="doi", value="nothing")
    assert [(each.value, each.address) for each in handbook.identifiers.all()] == [
        ("10.5072/a", "https://doi.org/10.5072/a")
    ]
    remove_identifier(kept, by=coordinator)
    assert list(Event.objects.filter(kind__startswith="identifier.").values_list("kind", "subject_label")) == [
        ("identifier.removed", "DOI 10.5072/a"),
        ("identifier.added", "DOI 10.5072/a"),
    ]


@pytest.mark.django_db
def test_result_as_it_goes_on_is_cited_before_its_versions(handbook: Result, coordinator: User) -> None:
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/v1", names_version=True)
    assert handbook.doi == "10.5072/v1"

    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/all")
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/v2", names_version=True)

    assert handbook.doi == "10.5072/all"
    assert [each.value for each in identifiers_of([handbook.pk])[handbook.pk]] == [
        "10.5072/all", "10.5072/v2", "10.5072/v1",
    ]  # fmt: skip


@pytest.mark.django_db
def test_identifiers_of_many_results_take_one_query(handbook: Result, coordinator: User) -> None:
    others = [ResultFactory(project=handbook.project) for _ in range(3)]
    for result in others[:2]:
        add_identifier(result, by=coordinator, scheme="isbn", value="9788371649684")

    with CaptureQueriesContext(connection) as queries:
        found = identifiers_of([result.pk for result in others])

    assert len(queries) == 1
    assert set(found) == {others[0].pk, others[1].pk}


@pytest.mark.django_db
def test_doi_is_what_a_citation_leads_to(handbook: Result, coordinator: User) -> None:
    before = citing.work_of(handbook, (), "en")
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/a_b")

    work = citing.work_of(handbook, (), "en")

    assert "doi" not in citing.apa(before)
    assert citing.apa(work).endswith(" https://doi.org/10.5072/a_b")
    assert r"doi = {10.5072/a\_b}" in citing.bibtex(work)
    assert "DO  - 10.5072/a_b\r\n" in citing.ris(work)
    (item,) = json.loads(citing.csl_json(work))
    assert (item["DOI"], item["URL"]) == ("10.5072/a_b", work.address)


@pytest.mark.django_db
def test_page_and_machines_are_told_the_doi(handbook: Result, coordinator: User) -> None:
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/a")
    add_identifier(handbook, by=coordinator, scheme="isbn", value="9788371649684")

    answer = Client().get(handbook.get_absolute_url())

    page = answer.content.decode()
    assert '<a class="permanent" href="https://doi.org/10.5072/a">10.5072/a</a>' in page
    assert "9788371649684" in page
    assert '<https://doi.org/10.5072/a>; rel="cite-as"' in answer["Link"]
    (data,) = [part for part in page.split('<script type="application/ld+json"') if '"@id"' in part][:1]
    assert '{"@type": "PropertyValue", "propertyID": "doi", "value": "10.5072/a"}' in data
    reference = Client().get(reverse("result_citation", args=[handbook.public_id, "bib"])).content.decode()
    assert "doi = {10.5072/a}" in reference
    assert [(each.scheme, each.value) for each in describe(handbook).identifiers] == [
        ("isbn", "9788371649684"), ("doi", "10.5072/a"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_identifiers_travel_in_packages_and_come_back(
    handbook: Result, coordinator: User, stranger: User, tmp_path: Path
) -> None:
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/v1", note="Zenodo", names_version=True)
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/all", note="Zenodo")
    columns = ("public_id", "scheme", "value", "note", "names_version", "added_at")
    before = list(handbook.identifiers.values_list(*columns))
    bags.write(tmp_path / "bag.zip", handbook.project)
    assert "10.5072/all" in bags.read(tmp_path / "bag.zip", f"data/results/{handbook.public_id}/metadata/datacite.xml")
    bags.wipe()

    import_package(tmp_path / "bag.zip", by=stranger)

    back = Result.objects.get()
    assert list(back.identifiers.values_list(*columns)) == before
    assert back.doi == "10.5072/all"


@pytest.mark.django_db
def test_open_data_of_the_catalogue_name_the_doi(handbook: Result, coordinator: User) -> None:
    add_identifier(handbook, by=coordinator, scheme="doi", value="10.5072/a")

    (line,) = result_lines()

    assert line["identifiers"] == [{"scheme": "doi", "value": "10.5072/a"}]
