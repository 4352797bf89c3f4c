"""The numbers agree: whatever was done, page, PDF, Word file, JSON and ledger say the same figures."""

import datetime
import html
import io
import re

import docx
import pypdf
import pytest
import python_calamine
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from plon.activities.actions import ReachRow, log_activity
from plon.activities.ledger import load_ledger
from plon.activities.ledger.data import plain
from plon.activities.ledger.entries import totals_of
from plon.activities.proofs import prove
from plon.evaluation.data import data_of as evaluation_data
from plon.evaluation.figures import FigureBook
from plon.evaluation.figures.gathering import book_of
from plon.evaluation.workbook import workbook_of
from plon.reports.beneficiary.composed import Composed
from plon.reports.beneficiary.composing import compose
from plon.reports.beneficiary.data import data_of
from plon.typeset.papers.docx import as_docx
from plon.typeset.papers.html import as_html
from plon.typeset.papers.pdf import as_pdf
from tests.factories import EvidenceFactory
from tests.reports.beneficiary.world import TODAY, World, make_world

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


def squeezed(text: str) -> str:
    return _BLANKS.sub("", text)


def html_text(made: Composed) -> str:
    return squeezed(html.unescape(re.sub(r"<[^>]+>", " ", str(as_html(made.paper)))))


def pdf_text(made: Composed) -> str:
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(made.paper))).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


def docx_text(made: Composed) -> str:
    document = docx.Document(io.BytesIO(as_docx(made.paper)))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed(" ".join(words))


def do(world: World, done: list[tuple[int, int]]) -> None:
    """Log an activity for each (people, of them shown by evidence)."""
    for number, (people, shown) in enumerate(done):
        act = log_activity(
            world.project, by=world.by, planned=world.workshop.planned, title=f"Number {number}", state="done",
            start=datetime.date(2026, 5, 4), reach={world.teachers: ReachRow(people, "regional")},
        )  # fmt: skip
        if shown:
            evidence = EvidenceFactory(project=world.project)
            prove(act, evidence, by=world.by, people={world.teachers.public_id: min(people, shown)})


PEOPLE = st.integers(0, 60_000)


class FiguresTest(TestCase):
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(done=st.lists(st.tuples(PEOPLE, PEOPLE), max_size=4), language=st.sampled_from(["pl", "en"]))
    def test_page_word_file_json_and_ledger_say_the_same(self, done: list[tuple[int, int]], language: str) -> None:
        world = make_world()
        do(world, done)
        made = compose(world.report, language, today=TODAY)  # type: ignore[arg-type]
        page, word = html_text(made), docx_text(made)
        for figure in made.figures:
            assert squeezed(figure.words) in page, figure
            assert squeezed(figure.words) in word, figure
        assert {each["key"]: each["value"] for each in data_of(world.report, made)["figures"]} == {
            figure.key: plain(figure.value) for figure in made.figures
        }
        _same_as_ledger(world, made)


def _same_as_ledger(world: World, made: Composed) -> None:
    ledger, book = load_ledger(world.project, today=TODAY), book_of(world.project, today=TODAY)
    totals = totals_of(ledger, ledger.rows, with_beyond=True)
    for row in book.ledger.ledger.rows:
        key = f"promise.{row.promise.kind.value}.{row.promise.id}"
        assert (made.numbers[f"{key}.done"], made.numbers[f"{key}.proven"]) == (row.done, row.proven)
    assert made.numbers["reach.reached"] == sum(each.reached for each in totals.groups) == book.reach.people
    assert made.numbers["reach.proven"] == sum(each.proven for each in totals.groups) == book.reach.proven
    for each in book.indicators:
        if each.value is not None:
            assert made.numbers[f"indicators.{each.id}.actual"] == each.value
    _same_as_evaluation(world, book, made)


def _same_as_evaluation(world: World, book: FigureBook, made: Composed) -> None:
    """The evaluation's own JSON and workbook have the numbers of the report."""
    told = evaluation_data(book)
    for each in told["indicators"]:
        key = f"indicators.{each['id']}.actual"
        assert each["value"] == (plain(made.numbers[key]) if key in made.numbers else None)
    for line in told["reach"]["groups"]:
        key = f"reach.group.{line['key'] or 'other'}"
        assert (line["people"], line["proven"]) == (made.numbers[f"{key}.reached"], made.numbers[f"{key}.proven"])
    with translation.override("en"):
        sheets = python_calamine.load_workbook(io.BytesIO(workbook_of(book, world.project)))
    names = ("Indicators", "Reach by group")
    written = {cell for name in names for row in sheets.get_sheet_by_name(name).to_python() for cell in row}
    shown = {key for key in made.numbers if key.startswith(("indicators.", "reach.group."))}
    assert [key for key in shown if plain(made.numbers[key]) not in written] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_pdf_says_the_same(language: str) -> None:
    world = make_world()
    do(world, [(12_345, 1_000), (7, 0), (999, 999)])
    made = compose(world.report, language, today=TODAY)  # type: ignore[arg-type]
    text = pdf_text(made)

    assert [figure for figure in made.figures if squeezed(figure.words) not in text] == []
    assert [proof.id for proof in made.proofs if proof.id not in text] == []
