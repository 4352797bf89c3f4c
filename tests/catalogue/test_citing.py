"""Citations and credit lines: pure text, whatever people called their result."""

import datetime
import json
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from plon.catalogue import citing
from plon.catalogue.citing import Work
from plon.catalogue.labels import licence_terms

WORK = Work(
    key="r7k2mq4",
    title="Dziesięć lekcji nad rzeką",
    language="pl",
    authors=("Szkoła nad Rzeką",),
    kind="Handbook",
    published=datetime.date(2026, 5, 4),
    address="https://plon.example.org/r/r7k2mq4",
    project="Żywa rzeka",
    number="2024-1-PL01-KA210-SCH-000000009",
    terms=licence_terms("CC-BY-4.0", "en"),
)
HOSTILE = "}, author={Evil} & 100% {of} $5 #1 a_b ~ ^ \\ \r\nER  - \r\nTY  - JOUR </title>\x00"


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


def test_apa_names_author_year_kind_project_and_address() -> None:
    assert citing.apa(WORK) == (
        "Szkoła nad Rzeką. (2026). Dziesięć lekcji nad rzeką [Handbook]. "
        "Project Żywa rzeka (2024-1-PL01-KA210-SCH-000000009). https://plon.example.org/r/r7k2mq4"
    )
    bare = replace(WORK, title="Who drinks here?", kind="", published=None, project="", number="")
    assert citing.apa(bare) == "Szkoła nad Rzeką. (n.d.). Who drinks here? https://plon.example.org/r/r7k2mq4"
    two = replace(WORK, authors=("A Ltd.", "B"))
    assert citing.apa(two).startswith("A Ltd., B. (2026).")


def test_bibtex_keeps_organisations_whole_and_letters_as_they_are() -> None:
    entry = citing.bibtex(WORK)
    assert entry.startswith("@misc{plon-r7k2mq4,\n")
    assert "  title = {{Dziesięć lekcji nad rzeką}},\n" in entry
    assert "  author = {{Szkoła nad Rzeką}},\n" in entry
    assert "  url = {https://plon.example.org/r/r7k2mq4},\n" in entry
    assert "Żywa rzeka (2024-1-PL01-KA210-SCH-000000009), co-funded by the European Union. CC BY 4.0" in entry


def test_a_hostile_title_stays_one_value_in_every_format() -> None:
    work = replace(WORK, title=citing.one_line(HOSTILE))
    entry = citing.bibtex(work)
    assert r"\textbraceright{}, author=\textbraceleft{}Evil\textbraceright{} \& 100\% " in entry
    assert r"\$5 \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{} ER - TY - JOUR" in entry
    assert len([line for line in entry.splitlines() if line.startswith("  author")]) == 1
    record = citing.ris(work).split("\r\n")
    assert [line[:2] for line in record].count("TY") == 1
    assert record[-2:] == ["ER  - ", ""]
    [item] = json.loads(citing.csl_json(work))
    assert (item["title"], item["issued"]) == (work.title, {"date-parts": [[2026, 5, 4]]})
    assert item["author"] == [{"literal": "Szkoła nad Rzeką"}]


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_braces_balance_and_lines_stay_lines(title: str) -> None:
    work = replace(WORK, title=citing.one_line(title) or "x")
    entry = citing.bibtex(work)
    assert entry.count("{") == entry.count("}")
    assert len(entry.splitlines()) == len(citing.bibtex(WORK).splitlines())
    assert len(citing.ris(work).splitlines()) == len(citing.ris(WORK).splitlines())
    assert json.loads(citing.csl_json(work))[0]["title"] == work.title


@pytest.mark.parametrize(
    ("licence", "may_adapt", "is_same"),
    [("CC-BY-4.0", True, False), ("CC-BY-SA-4.0", True, True), ("CC-BY-ND-4.0", False, False), ("", False, False),
     ("CC0-1.0", True, False), ("all-rights-reserved", False, False)],
)  # fmt: skip
def test_an_adaptation_is_credited_where_the_licence_allows_one(
    licence: str, *, may_adapt: bool, is_same: bool
) -> None:
    line = citing.adaptation_line(replace(WORK, terms=licence_terms(licence, "en")))
    assert bool(line) is may_adapt
    assert ("same licence" in line) is is_same
    if line:
        assert "“Dziesięć lekcji nad rzeką”, Szkoła nad Rzeką" in line
        assert "https://plon.example.org/r/r7k2mq4" in line
