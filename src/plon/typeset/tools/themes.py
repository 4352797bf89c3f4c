"""Three looks. Each becomes a palette in which every text can be read, computed from the project's accent colour.

`harvest` is warm paper with serif headlines, `clear` white and thin lines, `bold` the accent all over.
"""

from dataclasses import dataclass

from plon.typeset.colours import INK, LARGE_TEXT, WHITE, channels, contrast, luminance, mixed, readable, text_on
from plon.typeset.tools.content import Look

THEMES = ("harvest", "clear", "bold")
WHEAT = "#e3b95b"
# An area of less contrast with the page than pale yellow has on paper would not be seen.
SEEN = 1.15
SERIF = ("Libertinus Serif", "IBM Plex Sans")
SANS = ("IBM Plex Sans",)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one tool, as "#rrggbb".

    Attributes:
        ground: the page.
        ink, soft: text and secondary text on `ground`, 4.5 : 1.
        head: headlines on `ground`, 3 : 1 at least and mostly far more.
        accent: the project's colour as it is, for areas.
        on_accent: text on `accent`.
        mark: the accent as text or thin line on `ground`, 4.5 : 1.
        panel: a second ground, for boxes; on_panel, soft_on_panel and mark_on_panel are text on it.
        line: hairlines, decoration only.
        spark: a second colour for small decoration.
    """

    ground: str
    ink: str
    soft: str
    head: str
    accent: str
    on_accent: str
    mark: str
    panel: str
    on_panel: str
    soft_on_panel: str
    mark_on_panel: str
    line: str
    spark: str


def palette(look: Look) -> Palette:
    """Return the colours of a look; an unknown theme is `harvest`.

    Raises:
        ValueError: the accent is not written as "#rrggbb".
    """
    channels(look.accent)
    accent = look.accent.lower()
    return {"clear": _clear, "bold": _bold}.get(look.theme, _harvest)(accent)


def headline_fonts(theme: str) -> tuple[str, ...]:
    """Return the family of headlines: the warm theme has a serif."""
    return SERIF if theme not in {"clear", "bold"} else SANS


def _harvest(accent: str) -> Palette:
    ground, ink = "#faf6ec", "#1d2a23"
    panel = mixed("#f1e8d3", accent, 0.02)
    # Near-white accents would vanish on paper: areas then take the shade that lines take.
    area = accent if contrast(accent, ground) >= SEEN else readable(accent, ground, ratio=LARGE_TEXT)
    return Palette(
        ground=ground,
        ink=ink,
        soft=readable("#5b6656", ground),
        head=readable(mixed(accent, "#0e1f17", 0.35), ground, ratio=7),
        accent=area,
        on_accent=text_on(area),
        mark=readable(accent, ground),
        panel=panel,
        on_panel=readable(ink, panel, ratio=7),
        soft_on_panel=readable("#5b6656", panel),
        mark_on_panel=readable(accent, panel),
        line="#d9cdb0",
        spark=WHEAT if contrast(WHEAT, area) >= 1.35 else WHITE,
    )


def _clear(accent: str) -> Palette:
    ground, ink = WHITE, "#15191c"
    panel = mixed(WHITE, accent, 0.06)
    area = accent if contrast(accent, ground) >= SEEN else readable(accent, ground, ratio=LARGE_TEXT)
    return Palette(
        ground=ground,
        ink=ink,
        soft="#586068",
        head=ink,
        accent=area,
        on_accent=text_on(area),
        mark=readable(accent, ground),
        panel=panel,
        on_panel=ink,
        soft_on_panel=readable("#586068", panel),
        mark_on_panel=readable(accent, panel),
        line="#d5d9dc",
        spark=area,
    )


def _bold(accent: str) -> Palette:
    ink = text_on(accent)
    is_dark = ink == WHITE
    panel = mixed(accent, "#000000", 0.22) if is_dark else mixed(accent, WHITE, 0.45)
    if luminance(accent) < 0.01:  # A panel darker than near-black could not be told from it
        panel = mixed(accent, WHITE, 0.26)
    return Palette(
        ground=accent,
        ink=ink,
        soft=readable(mixed(ink, accent, 0.18), accent),
        head=ink,
        accent=INK if ink == INK else WHITE,
        on_accent=WHITE if ink == INK else readable(accent, WHITE),
        mark=ink,
        panel=panel,
        on_panel=text_on(panel),
        soft_on_panel=readable(mixed(text_on(panel), panel, 0.18), panel),
        mark_on_panel=text_on(panel),
        line=mixed(accent, ink, 0.35),
        spark=ink,
    )
