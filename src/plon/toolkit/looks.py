"""How a colour reads: what the three themes make of it, and how well text on it can be read."""

from dataclasses import dataclass

from plon.toolkit.enums import Theme
from plon.typeset.colours import INK, WHITE, contrast, text_on
from plon.typeset.tools.content import Look
from plon.typeset.tools.themes import Palette, palette

FALLBACK = "#1f5a3f"
# WCAG 2.2, 1.4.3: text of usual size.
ENOUGH = 4.5


@dataclass(frozen=True, slots=True)
class Sample:
    """A theme with the project's colour, drawn as a little page."""

    key: str
    name: str
    palette: Palette


@dataclass(frozen=True, slots=True)
class Contrast:
    """How text on the colour reads: the better of white and dark, and whether it is enough."""

    ratio: float
    is_white: bool
    on_white: float

    @property
    def is_enough(self) -> bool:
        return self.ratio >= ENOUGH

    @property
    def is_enough_on_white(self) -> bool:
        return self.on_white >= ENOUGH


def readable_accent(colour: str) -> str:
    """Return a colour as it is written, or the house's green for what is none."""
    try:
        palette(Look(accent=colour))
    except ValueError:
        return FALLBACK
    return colour.lower()


def theme_samples(accent: str) -> list[Sample]:
    """Return the three themes in a colour; a colour that is none is the house's green."""
    accent = readable_accent(accent)
    return [Sample(theme.value, str(theme.label), palette(Look(theme.value, accent))) for theme in Theme]


def contrast_of(accent: str) -> Contrast:
    """Return how well one reads on a colour, and the colour on white paper."""
    accent = readable_accent(accent)
    text = text_on(accent)
    return Contrast(round(contrast(accent, text), 1), text == WHITE and text != INK, round(contrast(accent, WHITE), 1))
