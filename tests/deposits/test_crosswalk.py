"""The record that is sent: in InvenioRDM's own words, checked against its own lists and shapes."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from plon.accounts.models import User
from plon.deposits import vocabularies
from plon.deposits.crosswalk import hints_of, lacks_of, prepare
from plon.deposits.preparing import told_of
from plon.deposits.servers import Server
from plon.deposits.tasks import run_deposit
from plon.packages.metadata import DescribedFile, Identifier, Licence, Text
from plon.programme.codelists import codelist
from plon.programme.places import language_choices
from plon.results.models import Result
from tests.deposits.conftest import begin
from tests.deposits.contract import ANSWERS, RECORD, mistakes_in
from tests.deposits.double import Double, _Handler

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def lists(real_data: Path) -> Path:
    return real_data / "code-lists" / "invenio-rdm"


def _ids(path: Path) -> set[str]:
    return {entry["id"] for entry in yaml.load(path.read_text(), Loader=yaml.CSafeLoader)}


@pytest.mark.realdata
def test_every_word_is_one_of_invenio_rdm(lists: Path) -> None:
    assert {*vocabularies.RESOURCE_TYPES.values(), vocabularies.OTHER_TYPE} <= _ids(lists / "resource_types.yaml")
    assert set(vocabularies.LANGUAGES.values()) <= _ids(lists / "languages.yaml")
    assert _ids(lists / "relation_types.yaml") >= vocabularies.RELATIONS
    assert vocabularies.PARTNER in _ids(lists / "roles.yaml")
    assert vocabularies.FUNDER in _ids(lists / "funders.yaml")
    assert {"created"} <= _ids(lists / "date_types.yaml")
    assert {"abstract"} <= _ids(lists / "description_types.yaml")
    with (lists / "licenses.csv").open() as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert {code.lower() for code in vocabularies.KNOWN_LICENCES} <= known


def test_every_category_language_and_licence_of_plon_has_its_word() -> None:
    assert set(vocabularies.RESOURCE_TYPES) == {term.code for term in codelist("result_categories")} - {"other"}
    assert {code for code, _name in language_choices("en")} <= set(vocabularies.LANGUAGES)
    assert {term.code for term in codelist("licences")} - vocabularies.KNOWN_LICENCES == {"all-rights-reserved"}


@pytest.mark.django_db
def test_record_has_the_shape_that_invenio_rdm_documents(handbook: Result) -> None:
    prepared = prepare(told_of(handbook))

    assert mistakes_in(prepared.record, RECORD) == []
    about = prepared.record["metadata"]
    assert about["resource_type"] == {"id": "publication-book"}
    assert about["creators"] == [{"person_or_org": {"type": "organizational", "name": "School No. 5"}}]
    assert about["contributors"][0]["role"] == {"id": "projectmember"}
    assert about["additional_titles"] == [
        {"title": "Podręcznik", "type": {"id": "translated-title"}, "lang": {"id": "pol"}}
    ]
    assert about["languages"] == [{"id": "pol"}, {"id": "eng"}]
    assert about["rights"] == [{"id": "cc-by-4.0"}]
    (funding,) = about["funding"]
    assert funding["funder"] == {"id": "00k4n6c32"}
    assert funding["award"]["number"] == "2024-1-PL01-KA210-SCH-000000007"
    relations = [each["relation_type"]["id"] for each in about["related_identifiers"]]
    assert relations == ["isidenticalto", "ispartof"]
    assert about["sizes"] == ["40 bytes"]


@pytest.mark.django_db
def test_what_is_odd_becomes_a_record_too(handbook: Result) -> None:
    told = replace(
        told_of(handbook),
        category="", languages=("xx",), subjects=(), descriptions=(Text("", "a <script> & more"),),
        licence=Licence("all-rights-reserved", "All rights reserved", "", is_open=False),
        identifiers=(
            Identifier("isbn", "9788371649684"), Identifier("isbn", "0306406152"), Identifier("doi", "10.5072/a"),
            Identifier("odd", "1"),
        ),
    )  # fmt: skip

    prepared = prepare(told, external_doi="10.5072/a")

    assert mistakes_in(prepared.record, RECORD) == []
    about = prepared.record["metadata"]
    assert about["rights"] == [{"title": {"en": "All rights reserved"}}]
    assert about["description"] == "<p>a &lt;script&gt; &amp; more</p>"
    assert about["identifiers"] == [{"scheme": "isbn", "identifier": "9788371649684"}]
    assert "languages" not in about
    assert prepared.record["pids"]["doi"]["provider"] == "external"
    assert len(hints_of(told)) == 3


@pytest.mark.django_db
def test_files_that_are_called_alike_get_names_of_their_own(handbook: Result) -> None:
    def file(key: str, name: str, language: str) -> DescribedFile:
        return DescribedFile(key, name, "", language, 1, "application/pdf", 5, "0" * 64, f"p/{key}", is_public=True)

    files = (file("a", "x.pdf", "pl"), file("b", "x.pdf", "en"), file("c", "x.pdf", "en"), file("d", "y.pdf", ""))
    prepared = prepare(replace(told_of(handbook), files=files))

    assert [each["key"] for each in prepared.files] == ["pl-x.pdf", "en-x.pdf", "c-x.pdf", "y.pdf"]


@pytest.mark.django_db
def test_what_a_repository_does_not_take_is_said(handbook: Result) -> None:
    told = told_of(handbook)
    assert lacks_of(told) == []

    empty = replace(told.files[0], size=0)
    large = replace(told.files[0], size=51 * 1000**3)
    assert [str(each) for each in lacks_of(replace(told, files=(empty,)))] == ["One of its files is empty."]
    assert [str(each) for each in lacks_of(replace(told, files=(large,)))] == [
        "Its files are larger than 50 GB together."
    ]
    assert "more than 100 files" in str(lacks_of(replace(told, files=told.files * 60))[0])
    assert len(lacks_of(replace(told, licence=None, descriptions=(), files=(), published_on=None))) == 4


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_contract_knows_every_recorded_answer(sample: Path) -> None:
    kind = re.sub(r"-\d+$", "", sample.stem)

    assert mistakes_in(json.loads(sample.read_text()), ANSWERS[kind]) == []


@pytest.mark.django_db
def test_double_answers_as_the_contract_says(
    handbook: Result, server: Server, double: Double, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, Any]] = []
    send = _Handler._send

    def recorded(self: Any, status: int, answer: Any, headers: Any = None) -> None:
        seen.append((f"{self.command} {re.sub(r'/(rec|par)[0-9]+', '/ID', self.path)}", answer))
        send(self, status, answer, headers)

    monkeypatch.setattr(_Handler, "_send", recorded)
    run_deposit.func(begin(handbook, server, coordinator).pk)

    kinds = {
        "POST /api/records": "draft", "POST /api/records/ID/draft/files": "files", "GET /api/records/ID/draft": "draft",
        "GET /api/records/ID/draft/files": "files", "POST /api/records/ID/draft/actions/publish": "record",
        "PUT /api/records/ID/draft": "draft",
    }  # fmt: skip
    for call, answer in seen:
        kind = kinds.get(call) or ("file" if call.endswith("/commit") else "pending-file")
        assert mistakes_in(answer, ANSWERS[kind]) == [], call
