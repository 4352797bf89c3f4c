"""What the catalogue covers, in figures and plain words: a value for the public page, from the stored count."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from plon.charts import Chart
from plon.programmefigures.addresses import catalogue_address
from plon.programmefigures.charting import chart_of
from plon.programmefigures.facts import NOT_GIVEN
from plon.programmefigures.naming import value_name
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.presenting import lines_in, totals_in
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import Line

# Countries that are named; the map and the catalogue's own filter show the others.
MOST_NAMED = 12
CHARTS = ("year-projects", "key_action-projects", "field-projects", "language-results")


@dataclass(frozen=True, slots=True)
class Named:
    """A value with its projects and the address of their list."""

    name: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class ImportDay:
    day: datetime.date
    files: int
    rows: int
    new: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that the page says."""

    counted_at: datetime.datetime
    projects: int
    results: int
    living: int
    first_year: str
    last_year: str
    countries: int
    named: tuple[Named, ...]
    languages: int
    imported: int
    made_here: int
    examples: int
    imports: tuple[ImportDay, ...]
    without: tuple[tuple[str, int], ...]
    charts: tuple[tuple[str, Chart], ...]


def coverage_of(shown: Shown, language: str) -> Coverage:
    """Return what the public page says, in `language`; remembered as long as this count is in use."""
    return shown.remember(("coverage", language), lambda: _coverage(shown, language))


def _coverage(shown: Shown, language: str) -> Coverage:
    everything = Narrowing()
    totals = totals_in(shown, everything)
    years = sorted(line.value for line in _with_projects(shown, "year", everything))
    countries = _with_projects(shown, "country", everything)
    countries.sort(key=lambda line: -(line.figures["projects"] or 0))
    origins = shown.origins["projects"]
    charts = ((key, chart_of(shown, key, everything, language)) for key in CHARTS)
    return Coverage(
        counted_at=shown.counted_at,
        projects=totals["projects"],
        results=totals["results"],
        living=totals["living"],
        first_year=years[0] if years else "",
        last_year=years[-1] if years else "",
        countries=len(countries),
        named=tuple(
            Named(
                value_name("country", line.value, language), line.figures["projects"] or 0,
                catalogue_address("projects", {"country": line.value}),
            )
            for line in countries[:MOST_NAMED]
        ),
        languages=sum(1 for line in lines_in(shown, "language", everything, ("results", "living")) if line.value),
        imported=origins.get("imported", 0),
        made_here=origins.get("created", 0),
        examples=shown.origins["examples"],
        imports=tuple(
            ImportDay(datetime.date.fromisoformat(told["day"]), told["files"], told["rows"], told["new"])
            for told in shown.origins["imports"]
        ),
        without=_without(shown, everything),
        charts=tuple((key, chart) for key, chart in charts if chart is not None and chart.has_figures),
    )  # fmt: skip


def _with_projects(shown: Shown, dimension: str, everything: Narrowing) -> list[Line]:
    return [
        line
        for line in lines_in(shown, dimension, everything, ("projects",))
        if line.value and line.figures["projects"]
    ]


def _without(shown: Shown, everything: Narrowing) -> tuple[tuple[str, int], ...]:
    """Return of how many projects and results something is not known, by what it is."""
    asked: Sequence[tuple[str, str]] = (
        ("topic", "projects"), ("region", "projects"), ("licence", "results"), ("group", "results"),
    )  # fmt: skip
    found = []
    for dimension, figure in asked:
        lines = [line for line in lines_in(shown, dimension, everything, (figure,)) if line.value == NOT_GIVEN]
        found.append((dimension, (lines[0].figures[figure] or 0) if lines else 0))
    return tuple(found)
