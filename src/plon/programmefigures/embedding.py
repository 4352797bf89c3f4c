"""Figures that an article can show: the newest count, each with the date of counting and the way to what it covers."""

from collections.abc import Callable, Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.catalogue.map import map_of, places_of
from plon.programmefigures.addresses import catalogue_address
from plon.programmefigures.charting import chart_of
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.presenting import lines_in, total_cells
from plon.programmefigures.queries import Shown, shown_count
from plon.programmefigures.reckoning import FIGURES

# Reach belongs to the teams, who show it or not; articles have none of it.
_PUBLIC = ("projects", "results", "living", "open", "uses")
_CHARTS = ("year-projects", "field-results", "language-results", "topic-results", "licence-results")


def _titles() -> Mapping[str, str]:
    return {
        "totals": _("The catalogue in numbers"),
        "map": _("Map: results by country"),
        "year-projects": _("Chart: projects by year of the call"),
        "field-results": _("Chart: results by field"),
        "language-results": _("Chart: results by language"),
        "topic-results": _("Chart: results by topic"),
        "licence-results": _("Chart: results by licence"),
    }


def figure_blocks(language: str) -> Sequence[tuple[str, str]]:
    """Return (key, title) of every figure that an article can show."""
    with override(language):
        return tuple(_titles().items())


def figure_html(key: str, language: str) -> SafeString:
    """Return a figure as a part of a page; "" if there is none of that key, or nothing is counted yet."""
    shown = shown_count()
    with override(language):
        make = _MAKERS.get(key)
        if shown is None or make is None:
            return mark_safe("")
        return shown.remember(("embed", key, language), lambda: make(shown, key, language))


def _totals(shown: Shown, _key: str, language: str) -> SafeString:
    del language  # of the page that is rendered
    cells = dict(zip(FIGURES, total_cells(shown, Narrowing()), strict=True))
    addresses = {name: catalogue_address(name, {}) for name in _PUBLIC}
    told = [(cells[name], addresses[name]) for name in _PUBLIC]
    return _rendered("totals", shown, told=told)


def _map(shown: Shown, _key: str, language: str) -> SafeString:
    lines = lines_in(shown, "country", Narrowing(), ("results", "living"))
    counts = {line.value: line.figures["results"] or 0 for line in lines if line.value}

    def link(country: str) -> str:
        return catalogue_address("results", {"country": country})

    drawn, places = map_of(counts, language, link), places_of(counts, language, link)
    return _rendered("map", shown, map=drawn, places=places, places_name=_("Results"))


def _chart(shown: Shown, key: str, language: str) -> SafeString:
    return _rendered("chart", shown, chart=chart_of(shown, key, Narrowing(), language), key=f"embed-{key}")


def _rendered(template: str, shown: Shown, **context: object) -> SafeString:
    page = f"programmefigures/embeds/{template}.html"
    return mark_safe(render_to_string(page, {"counted_at": shown.counted_at, **context}))


_MAKERS: Mapping[str, Callable[[Shown, str, str], SafeString]] = {
    "totals": _totals, "map": _map, **dict.fromkeys(_CHARTS, _chart)
}  # fmt: skip
