"""The design system keeps its promises: contrast, no inline code, every component on its page."""

import re
from pathlib import Path

import pytest
from django.test import Client

SOURCE = Path(__file__).resolve().parents[2] / "src" / "plon"
STYLES = (SOURCE / "site" / "static" / "site" / "css" / "plon.css").read_text()
COMPONENTS = SOURCE / "site" / "templates" / "cotton"
TEXT_PAIRS = [
    (text, ground)
    for ground in ("paper", "surface", "sunk", "leaf-pale", "wheat-pale", "berry-pale", "sky-pale")
    for text in ("ink", "soft")
] + [("leaf", "paper"), ("leaf", "surface"), ("berry", "surface"), ("sky", "sky-pale"), ("on-leaf", "leaf"),
     ("leaf", "leaf-pale"), ("wheat-deep", "paper")]  # fmt: skip
EDGE_PAIRS = [("edge", "surface"), ("edge", "paper"), ("focus", "paper"), ("focus", "surface")]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme; the light ones are the base of the dark."""
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", STYLES.split(':root[data-theme="dark"] {')[0]))
    if theme == "light":
        return light
    dark = STYLES.split(':root[data-theme="dark"] {')[1].split("}")[0]
    return light | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT_PAIRS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_and_focus_can_be_seen(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in EDGE_PAIRS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_two_dark_themes_are_one() -> None:
    chosen = dict(
        re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", STYLES.split(':root[data-theme="dark"] {')[1].split("}")[0])
    )
    followed = STYLES.split("@media (prefers-color-scheme: dark) {")[1].split("}")[0]

    assert dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", followed)) == chosen


def test_no_template_carries_code_or_style_of_its_own() -> None:
    inline = re.compile(r"""\s(style|on[a-z]+)=["']|<style|<script(?![^>]*\b(src|type="application/))""")
    found = [
        f"{path.relative_to(SOURCE)}: {match.group(0).strip()}"
        for path in SOURCE.glob("*/templates/**/*.html")
        if "letters" not in path.parts  # programs for mail know no style sheets
        for match in [inline.search(path.read_text())]
        if match
    ]
    assert found == []


def test_the_styleguide_shows_every_component(db: None, settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    page = (SOURCE / "site" / "templates" / "site" / "styleguide.html").read_text()
    missing = [c.stem for c in COMPONENTS.glob("*.html") if f"<c-{c.stem.replace('_', '-')}" not in page]

    assert missing == []
    assert Client().get("/styleguide/").status_code == 200


def test_the_styleguide_is_not_on_public_servers(db: None) -> None:
    assert Client().get("/styleguide/").status_code == 404
