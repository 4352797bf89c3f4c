"""Every chart is well-formed, safe, whole and readable, whatever numbers and texts it gets."""

import csv
import datetime
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plon import charts
from plon.charts import Chart, Level, Point, Row, Series, Words
from plon.charts.canvas import COLOURS
from plon.charts.files import as_csv, as_svg

DAY = datetime.date(2026, 9, 1)
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = "Nothing yet."

numbers = st.one_of(
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e300"), max_value=Decimal("1e300")),
)
maybe = st.none() | numbers
texts = st.text(max_size=60)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def words(columns: int, title: str = "Title", summary: str = "Summary") -> Words:
    return Words(title, summary, tuple(f"column {number}" for number in range(columns)), EMPTY)


def read(svg: str) -> ET.Element:
    """Parse a picture as strictly as a browser would."""
    return ET.fromstring(svg)  # noqa: S314  our own


def of_rows(maker: Callable[..., Chart], title: str, rows: list[Row]) -> Chart:
    return maker(words(3, title), ["one", "two"], rows)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    title = draw(texts)
    two = st.builds(Row, texts, st.tuples(maybe, maybe))
    kind = draw(st.sampled_from(["bars", "stacked", "distribution", "funnel", "pairs", "lines", "progress"]))
    if kind in {"bars", "stacked", "distribution"}:
        return of_rows(getattr(charts, kind), title, draw(st.lists(two, max_size=5)))
    if kind == "funnel":
        return charts.funnel(words(3, title), draw(st.lists(st.builds(Row, texts, st.tuples(maybe)), max_size=5)))
    if kind == "pairs":
        rows = draw(st.lists(two, max_size=5))
        return charts.pairs(words(4, title), ("b", "a"), rows, lowest=draw(maybe), highest=draw(maybe))
    points = st.lists(st.builds(Point, days, maybe), max_size=6).map(tuple)
    if kind == "lines":
        series = draw(st.lists(st.builds(Series, texts, points), max_size=4))
        return charts.lines(words(len(series) + 1, title), series)
    level = st.none() | st.builds(Level, texts, numbers, st.none() | days)
    return charts.progress(
        words(4, title), draw(points), measured=draw(texts), path="path", baseline=draw(level), target=draw(level)
    )


@settings(max_examples=150)
@given(chart=any_chart(), standalone=st.booleans())
def test_every_chart_is_well_formed_and_says_what_it_is(chart: Chart, *, standalone: bool) -> None:
    svg = chart.svg("key", standalone=standalone, with_title=standalone)

    root = read(svg)
    assert root.get("role") == "img"
    labelled_by = (root.get("aria-labelledby") or "").split()
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert set(labelled_by) <= ids
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    # Nothing is drawn at a place that is no number, and every pattern that is used is there.
    assert not re.search(r'="[^"]*\b(nan|inf)\b', svg)
    assert set(re.findall(r'fill="url\(#([\w-]+)\)', svg)) <= ids
    assert "\x01" not in svg
    assert {tag for element in root.iter() if (tag := element.tag.removeprefix(SVG))} <= {
        "svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "line", "polygon", "text",
    }  # fmt: skip


@given(any_chart())
def test_every_row_has_as_many_cells_as_the_table_has_columns(chart: Chart) -> None:
    assert {len(row) for row in chart.rows} <= {len(chart.head)}


@given(st.lists(numbers, min_size=1, max_size=8))
def test_the_table_holds_every_number_of_the_picture(found: list[int | float | Decimal]) -> None:
    chart = charts.bars(words(2), ["people"], [Row(str(n), (number,)) for n, number in enumerate(found)], write=repr)

    assert [row[1] for row in chart.rows] == [repr(number) for number in found]


@pytest.mark.parametrize(
    "text", ['<script>alert("1")</script>', "a & b", "]]>", "\x00\x0b￿", "\ud800", "'\"", "\x01ink\x02"]
)
def test_texts_of_people_stay_texts(text: str) -> None:
    chart = charts.bars(
        Words(text, text, (text, text), EMPTY), [text, text], [Row(text, (1, 2))], write=lambda number: f"{number}<b>"
    )

    root = read(chart.svg(text))

    assert not [element for element in root.iter() if element.tag.endswith(("script", "b"))]
    assert "\x01" not in chart.svg(text)


def test_two_charts_on_one_page_share_no_id() -> None:
    chart = charts.stacked(words(3), ["one", "two"], [Row("a", (1, 2))])

    first, second = (set(re.findall(r' id="([^"]+)"', chart.svg(key))) for key in ("q1", "q2"))

    assert first
    assert not first & second


def test_alone_in_a_file_it_needs_no_stylesheet() -> None:
    chart = charts.stacked(words(3), ["one", "two"], [Row("a", (1, 2))])

    assert "var(" in chart.svg()
    assert "var(" not in as_svg(chart).decode()
    assert set(re.findall(r"#[0-9a-f]{6}", as_svg(chart).decode())) <= {*COLOURS.values(), "#ffffff"}


def test_without_figures_a_sentence_stands_there() -> None:
    for chart in (
        charts.bars(words(2), ["a"], []),
        charts.distribution(words(3), ["1", "2"], [Row("nobody", (0, 0))]),
        charts.lines(words(2), [Series("a", (Point(DAY, None),))]),
        charts.progress(words(4), [], measured="m", path="p", baseline=None, target=None),
    ):
        root = read(chart.svg())
        assert [element.text for element in root.iter(f"{SVG}text")] == [EMPTY]


def test_a_row_of_zeros_is_no_empty_chart() -> None:
    chart = charts.bars(words(2), ["a"], [Row("nobody", (0,))])

    assert chart.has_figures
    assert "nobody" in chart.svg()


def texts_of(chart: Chart, *, standalone: bool = False) -> list[tuple[float, float, float, float]]:
    """Where the texts of a chart lie: left, top, right, bottom, measured a little smaller than they are."""
    boxes = []
    for element in read(chart.svg(standalone=standalone)).iter(f"{SVG}text"):
        size, x, y = (float(element.get(name) or 0) for name in ("font-size", "x", "y"))
        wide = len(element.text or "") * size * 0.45
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor") or "start"]
        boxes.append((left, y - size * 0.7, left + wide, y))
    return boxes


LONG = "Uczestnicy potrafią samodzielnie zaplanować badanie jakości wody w rzece i opowiedzieć o nim mieszkańcom " * 3


@pytest.mark.parametrize("chart", [
    charts.bars(words(3), [LONG, "b"], [Row(LONG, (2**63, -(2**63))), Row("بعد (2026)", (3, 4))]),
    charts.distribution(words(8), [LONG, *"23456", LONG], [Row(LONG, (1, 9, 3, 40, 5, 6, 7))]),
    charts.pairs(words(4), ("Before", "After"), [Row(LONG, (1, 5)), Row("b", (3.4, 3.5)), Row("c", (2, 2))]),
    charts.funnel(words(3), [Row(LONG, (12400,)), Row("b", (310,)), Row("c", (1,))]),
    charts.lines(words(13), [Series(f"partner {n}", (Point(DAY, 5), Point(datetime.date(2031, 1, 1), 5 + n)))
                             for n in range(12)]),
    charts.progress(words(4), [Point(DAY, 10**12)], measured="m", path="p", baseline=Level("Begin", 10**12, DAY),
                    target=Level("Target", 10**12 + 5, datetime.date(2028, 8, 31))),
])  # fmt: skip
def test_no_text_lies_on_another_or_beyond_the_edge(chart: Chart) -> None:
    boxes = texts_of(chart)

    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left > -1
        assert right < 341
        for other in boxes[:place]:
            overlap = min(right, other[2]) - max(left, other[0]), min(bottom, other[3]) - max(top, other[1])
            assert min(overlap) <= 0, (boxes[place], other)


def test_a_text_of_a_hundred_thousand_letters_is_cut_in_the_picture_alone() -> None:
    text = "ż" * 100_000
    chart = charts.bars(words(2), ["a"], [Row(text, (1,))])

    assert len(chart.svg()) < 5_000
    assert chart.rows[0][0] == text


def test_right_to_left_labels_are_isolated() -> None:
    chart = charts.bars(words(2), ["a"], [Row("ما رأيك؟ (2026)", (1,))])

    assert "\u2067ما رأيك؟ (2026)\u2069" in chart.svg()


def test_series_differ_without_colour() -> None:
    names = [f"partner {number}" for number in range(7)]
    chart = charts.stacked(words(8), names, [Row("a", (1, 2, 3, 4, 5, 6, 7))])

    root = read(chart.svg())

    drawn = [re.sub(r"var\([^)]*\)", "C", "".join(ET.tostring(part, "unicode") for part in pattern))
             for pattern in root.iter(f"{SVG}pattern")]  # fmt: skip
    # The first is plain, the others have patterns that differ by more than their colours.
    assert len(set(drawn)) == 6


def test_a_path_says_where_one_should_be() -> None:
    chart = charts.progress(
        words(4), [Point(datetime.date(2027, 9, 1), 60)], measured="Measured", path="Path",
        baseline=Level("Baseline", 0, DAY), target=Level("Target", 200, datetime.date(2028, 8, 31)),
    )  # fmt: skip

    assert chart.rows == (
        ("Baseline", "2026-09-01", "0", ""),
        ("Measured", "2027-09-01", "60", "100"),
        ("Target", "2028-08-31", "200", ""),
    )


def test_shares_stand_beside_numbers() -> None:
    chart = charts.bars(words(2), ["people"], [Row("a", (31,)), Row("b", (0,))], whole=50)

    assert [row[1] for row in chart.rows] == ["31 (62\u00a0%)", "0 (0\u00a0%)"]
    assert "31 (62\u00a0%)" in chart.svg()


def test_changes_are_counted_from_the_numbers_given() -> None:
    chart = charts.pairs(
        words(4), ("b", "a"), [Row("up", (Decimal("2.1"), Decimal("4.3"))), Row("down", (5, 3)), Row("half", (None, 3))]
    )

    assert [row[3] for row in chart.rows] == ["+2.2", "-2", ""]


def test_a_cell_never_runs_as_a_formula() -> None:
    chart = charts.bars(words(2), ["a"], [Row("=1+1", (1,)), Row("-2+3", (-5,)), Row("@x", (None,))])

    lines = list(csv.reader(io.StringIO(as_csv(chart).decode("utf-8-sig"))))

    assert lines[1:] == [["'=1+1", "1"], ["'-2+3", "-5"], ["'@x", "–"]]
