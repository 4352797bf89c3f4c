import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.typeset.colours import LARGE_TEXT, TEXT, contrast, luminance, mixed, readable, text_on
from plon.typeset.tools.content import Look
from plon.typeset.tools.themes import SEEN, THEMES, palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The lightest grey that may carry text on white, known from every guide.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@given(COLOURS)
def test_text_on_any_ground_can_be_read(ground: str) -> None:
    assert contrast(text_on(ground), ground) >= TEXT


@given(COLOURS, st.sampled_from(["#ffffff", "#faf6ec", "#111614", "#1f5a3f"]), st.sampled_from([LARGE_TEXT, TEXT]))
def test_a_readable_shade_is_found_for_any_colour(colour: str, ground: str, ratio: float) -> None:
    assert contrast(readable(colour, ground, ratio=ratio), ground) >= ratio


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#1F5A3F", "#ffffff") == "#1f5a3f"


def test_mixing_ends_at_its_ends() -> None:
    assert mixed("#1f5a3f", "#e3b95b", 0) == "#1f5a3f"
    assert mixed("#1f5a3f", "#e3b95b", 1) == "#e3b95b"


@pytest.mark.parametrize("colour", ["red", "#fff", "1f5a3f", "#1f5a3f;", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match=f"^{colour}$"):
        palette(Look("clear", colour))


@given(COLOURS, st.sampled_from(THEMES))
def test_every_text_of_every_theme_can_be_read_whatever_the_accent(accent: str, theme: str) -> None:
    colours = palette(Look(theme, accent))

    for text in (colours.ink, colours.soft, colours.head, colours.mark):
        assert contrast(text, colours.ground) >= TEXT
    for text in (colours.on_panel, colours.soft_on_panel, colours.mark_on_panel):
        assert contrast(text, colours.panel) >= TEXT
    assert contrast(colours.on_accent, colours.accent) >= TEXT


@given(COLOURS, st.sampled_from(THEMES))
def test_areas_of_the_accent_are_seen_on_their_ground(accent: str, theme: str) -> None:
    colours = palette(Look(theme, accent))

    assert contrast(colours.accent, colours.ground) >= SEEN
