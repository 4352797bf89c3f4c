"""Page, PDF and Word file say the same: every text and number of a paper stands in all three."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plon.typeset.papers.blocks import Block, Column, Facts, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.docx import as_docx
from plon.typeset.papers.html import as_html
from plon.typeset.papers.pdf import as_pdf
from tests.typeset.papers.reading import missing_in, pages_of, words_in_docx, words_in_html, words_in_pdf
from tests.typeset.papers.samples import DRAWING, REPORT

# Letters of Europe, figures, and whatever means something to Typst, XML, HTML, Django or Markdown.
TEXTS = st.text("abcżółwÅñЖяΣ0123456789 .,;:#$@&<>{}[]()*_`\\/\"'=+%!?|~^", min_size=1, max_size=90).map(str.strip)
NUMBERS = st.integers(-(10**15), 2**63).map(lambda number: f"{number:,}".replace(",", "\N{NO-BREAK SPACE}"))
BLOCKS_OF_ANY_KIND: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS, st.integers(1, 3)),
    st.builds(Note, TEXTS, st.sampled_from(["plain", "warning", "good"])),
    st.builds(Quote, TEXTS, TEXTS),
    st.builds(Facts, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3).map(tuple)),
    st.builds(
        Grid,
        TEXTS,
        st.tuples(st.builds(Column, TEXTS), st.builds(Column, TEXTS, st.just(value=True))),
        st.lists(st.tuples(TEXTS, NUMBERS), max_size=4).map(tuple),
        st.booleans(),
    ),
)
PAPERS = st.builds(
    Paper, TEXTS.filter(bool), st.sampled_from(["pl", "en", "de"]), st.lists(BLOCKS_OF_ANY_KIND, max_size=6).map(tuple),
    subtitle=TEXTS,
)  # fmt: skip
quietly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@quietly
@given(PAPERS)
def test_every_text_stands_in_all_three(paper: Paper) -> None:
    assert missing_in(words_in_pdf(as_pdf(paper)), paper) == []
    assert missing_in(words_in_docx(as_docx(paper)), paper) == []
    assert missing_in(words_in_html(as_html(replace(paper, title=""))), replace(paper, title="")) == []


def test_every_text_of_a_report_stands_in_all_three() -> None:
    assert missing_in(words_in_pdf(as_pdf(REPORT)), REPORT) == []
    assert missing_in(words_in_docx(as_docx(REPORT)), REPORT) == []
    assert missing_in(words_in_html(as_html(replace(REPORT, title=""))), replace(REPORT, title="")) == []


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["ж" * 100_000, "жаба " * 20_000], ids=["one word", "many words"])
def test_a_text_of_a_hundred_thousand_characters_loses_none(cell: str) -> None:
    columns = (Column("A"), Column("B", is_number=True))
    paper = replace(REPORT, blocks=(Grid("Długie", columns, ((cell, "1"), ("2", cell))), Text(cell), Note(cell)))

    pdf = "".join(pages_of(as_pdf(paper)))
    for shown in (pdf, words_in_docx(as_docx(paper)), words_in_html(as_html(paper))):
        assert shown.count("ж") == 4 * cell.count("ж")


def test_three_hundred_rows_keep_every_cell_and_repeat_their_head() -> None:
    rows = tuple((f"Działanie {row}", f"{row * 7919}") for row in range(300))
    paper = replace(REPORT, blocks=(Grid("Działania", (Column("Co"), Column("Osobogodziny", is_number=True)), rows),))

    pdf = words_in_pdf(as_pdf(paper))
    assert missing_in(pdf, paper) == []
    assert pdf.count("Osobogodziny") > 5
    assert missing_in(words_in_docx(as_docx(paper)), paper) == []


def test_a_table_without_columns_is_none() -> None:
    none = Grid("Nic", (), (("a",),))
    paper = Paper("T", "pl", (none, replace(DRAWING, table=none), Text("Dalej")))

    for shown in (words_in_pdf(as_pdf(paper)), words_in_docx(as_docx(paper)), words_in_html(as_html(paper))):
        assert "Nic" not in shown
        assert "Dalej" in shown
