import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plon.programme.codelists import codelist
from plon.programme.visibility import known_statements
from plon.typeset.lettering import lettered
from plon.typeset.marks import (
    CHARACTER,
    LINE,
    RATIO,
    SMALLEST_MM,
    SMALLEST_TEXT_MM,
    Box,
    Strip,
    licence_badge_svg,
    strip,
)

widths = st.floats(40, 850)
sides = st.floats(0.5, 3000)
logos = st.lists(st.tuples(sides, sides), max_size=14)
lengths = st.integers(20, 80)


def distance(one: Box, other: Box) -> float:
    across = max(one.x - other.right, other.x - one.right, 0)
    down = max(one.y - other.bottom, other.y - one.bottom, 0)
    return math.hypot(across, down)


def boxes(laid: Strip) -> list[Box]:
    return [laid.emblem, laid.statement, *laid.logos]


@given(width=widths, logos=logos, length=lengths)
def test_the_emblem_is_never_smaller_than_the_rule_and_keeps_its_shape(
    width: float, logos: list[tuple[float, float]], length: int
) -> None:
    laid = strip(width, logos, statement_chars=length)

    assert laid.emblem.height >= SMALLEST_MM
    assert laid.emblem.width == pytest.approx(laid.emblem.height * RATIO)
    assert not laid.is_below_minimum


@given(width=widths, logos=logos, length=lengths)
def test_no_logo_outdoes_the_emblem_and_none_is_bent(
    width: float, logos: list[tuple[float, float]], length: int
) -> None:
    laid = strip(width, logos, statement_chars=length)

    assert len(laid.logos) == len(logos)
    for box, (across, down) in zip(laid.logos, logos, strict=True):
        assert box.height <= laid.emblem.height
        assert box.width <= laid.emblem.width
        assert box.width * box.height <= laid.emblem.width * laid.emblem.height
        assert box.width / box.height == pytest.approx(across / down)


@given(width=widths, logos=logos, length=lengths)
def test_everything_stands_inside_and_apart(width: float, logos: list[tuple[float, float]], length: int) -> None:
    laid = strip(width, logos, statement_chars=length)

    for box in boxes(laid):
        assert box.x >= -1e-6
        assert box.y >= -1e-6
        assert box.right <= laid.width + 1e-6
        assert box.bottom <= laid.height + 1e-6
    for one, other in itertools.combinations(boxes(laid), 2):
        assert distance(one, other) > 0
    assert all(distance(laid.emblem, box) >= laid.clear_mm - 1e-6 for box in boxes(laid)[1:])


@given(width=widths, logos=logos, length=lengths)
def test_the_statement_can_be_read_and_has_room(width: float, logos: list[tuple[float, float]], length: int) -> None:
    laid = strip(width, logos, statement_chars=length)

    assert laid.text_mm >= SMALLEST_TEXT_MM - 1e-6
    lines = round(laid.statement.height / (laid.text_mm * LINE))
    assert lines * laid.statement.width >= length * CHARACTER * laid.text_mm - 1e-6


@given(width=st.floats(5, 39), length=lengths)
def test_on_a_thing_too_small_for_the_rule_the_emblem_says_that_it_is_too_small(width: float, length: int) -> None:
    laid = strip(width, [], statement_chars=length, smallest_mm=6)

    assert laid.emblem.height >= min(6, width / RATIO)
    assert laid.is_below_minimum == (laid.emblem.height < SMALLEST_MM)


@pytest.mark.parametrize(
    ("width", "count", "height", "rows"),
    [(40, 0, 10, 0), (90, 1, 10, 1), (180, 3, 12.6, 1), (180, 8, 12.6, 1), (574, 3, 40.2, 1), (790, 8, 38.3, 1)],
)
def test_strips_of_our_tools_stand_in_one_row_where_they_can(
    width: float, count: int, height: float, rows: int
) -> None:
    laid = strip(width, ([(3, 1), (1, 1), (1, 2)] * 3)[:count], statement_chars=31)

    middles = {round(box.y + box.height / 2, 3) for box in laid.logos}
    assert (round(laid.emblem.height, 1), len(middles)) == (height, rows)
    assert not laid.is_stacked


def test_every_known_statement_has_a_strip_on_a_label() -> None:
    for known in known_statements():
        laid = strip(40, [], statement_chars=len(known.text))
        assert laid.height < 25
        assert laid.text_mm >= SMALLEST_TEXT_MM


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_what_has_no_size_has_no_strip(bad: float) -> None:
    with pytest.raises(ValueError, match="size"):
        strip(bad, [], statement_chars=30)
    with pytest.raises(ValueError, match="size"):
        strip(100, [(bad, 10)], statement_chars=30)


def test_every_licence_has_a_badge_that_is_drawn_and_titled() -> None:
    for term in codelist("licences"):
        picture = etree.fromstring(licence_badge_svg(term.code))
        title = picture.find("{*}title")
        assert title is not None
        assert title.text == term.extra.get("short", term.name("en"))
        assert picture.findall(".//{*}path")
        assert not picture.findall(".//{*}text")
    assert licence_badge_svg("unheard-of") == ""


def test_letters_stand_one_after_the_other() -> None:
    width, strokes = lettered("BY-SA 4.0")

    assert strokes.count("<path") == len("BY-SA4.0")
    assert lettered("BY-SA 4.00")[0] > width
    with pytest.raises(KeyError):
        lettered("ą")
