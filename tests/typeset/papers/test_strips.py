from dataclasses import replace

import pytest
from lxml import etree

from plon.charts.chart import Words
from plon.charts.rows import Row, bars
from plon.typeset.papers.blocks import Paper
from plon.typeset.papers.pdf import as_pdf
from plon.typeset.papers.strips import strips
from tests.typeset.papers.reading import words_in_pdf
from tests.typeset.papers.samples import DRAWING
from tests.typeset.papers.test_docx import opened
from tests.typeset.papers.test_pdf import alternative_texts_of

TALL = bars(
    Words("Wskaźniki", "60 wskaźników.", ("Wskaźnik", "Liczba"), "Brak"),
    ("Liczba",),
    tuple(Row(f"Wskaźnik {number}", (1000 + number,)) for number in range(60)),
).svg(standalone=True)


def texts_of(svg: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_tall_chart_is_cut_between_its_rows() -> None:
    parts = strips(TALL, 1.3)

    assert len(parts) == 4
    assert [text for part in parts for text in texts_of(part)] == texts_of(TALL)
    for part in parts:
        words = texts_of(part)
        assert words[0].startswith("Wskaźnik")
        assert len(words) % 2 == 0  # a name and a number each
        _left, _top, width, height = map(float, etree.fromstring(part).get("viewBox", "").split())
        assert height <= 1.3 * width


@pytest.mark.parametrize("svg", [
    DRAWING.svg,
    "<svg",
    "<svg/>",
    '<svg viewBox="a b c d"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 900"><rect height="900"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9"><path d="M0 0V9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9"><rect transform="rotate(9)" height="1"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 9"><text y="1em">a</text></svg>',
])  # fmt: skip
def test_what_is_low_enough_or_can_not_be_told_stays_whole(svg: str) -> None:
    assert strips(svg, 1.3) == [svg]


def test_a_drawing_without_gaps_is_cut_all_the_same() -> None:
    bars_without_gaps = "".join(f'<rect y="{top}" width="9" height="2"/>' for top in range(90))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 91">{bars_without_gaps}</svg>'

    assert 7 <= len(strips(svg, 1.3)) <= 10


def test_each_part_is_told_to_who_does_not_see_it() -> None:
    tall = replace(DRAWING, title="Wskaźniki", svg=TALL, table=None)
    data = as_pdf(Paper("T", "pl", (tall,)))

    assert alternative_texts_of(data) == [DRAWING.summary, "Wskaźniki (2/4)", "Wskaźniki (3/4)", "Wskaźniki (4/4)"]
    assert all(f"Wskaźnik{number}" in words_in_pdf(data) for number in range(60))
    pictures = opened(Paper("T", "pl", (tall,))).inline_shapes
    assert len(pictures) == 4
