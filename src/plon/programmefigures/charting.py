"""The charts of a count."""

from collections.abc import Mapping

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from plon.charts import Chart, Row, Words, bars
from plon.programmefigures.facts import MANY_VALUED, PROJECT_DIMENSIONS, RESULT_DIMENSIONS
from plon.programmefigures.naming import dimension_name, figure_name, value_name
from plon.programmefigures.narrowing import Narrowing, told
from plon.programmefigures.presenting import BY_VALUE, lines_in
from plon.programmefigures.queries import Shown

# More bars can't be read at a glance; the table has them all. Years stand in their order and show a development.
MOST_BARS, MOST_IN_ORDER = 12, 25

# Which figures stand side by side in a chart; projects are many more than results and have a picture of their own.
KINDS: Mapping[str, tuple[str, ...]] = {"projects": ("projects",), "results": ("results", "living")}


def chart_keys(dimension: str) -> list[str]:
    """Return the keys of a dimension's charts."""
    kinds = KINDS if dimension in PROJECT_DIMENSIONS else ("results",)
    return [f"{dimension}-{kind}" for kind in kinds]


def chart_of(shown: Shown, key: str, narrowing: Narrowing, language: str) -> Chart | None:
    """Return a chart by its key, such as `topic-results`; None if there is no such chart."""
    dimension, _sign, kind = key.rpartition("-")
    if dimension not in RESULT_DIMENSIONS or key not in chart_keys(dimension):
        return None
    figures = KINDS[kind]
    lines = [line for line in lines_in(shown, dimension, narrowing, figures) if line.figures[figures[0]]]
    rows = [
        Row(value_name(dimension, line.value, language), tuple(line.figures[figure] for figure in figures))
        for line in lines[: _most(dimension)]
    ]
    names = tuple(figure_name(figure) for figure in figures)
    dimension_words = dimension_name(dimension)
    words = Words(
        _("%(figure)s by: %(dimension)s") % {"figure": names[0], "dimension": dimension_words},
        _summary(dimension, len(lines), narrowing, language),
        (dimension_words, *names),
        _("There is nothing to count here yet."),
    )
    return bars(words, names, rows, write=_write)


def _most(dimension: str) -> int:
    return MOST_IN_ORDER if dimension in BY_VALUE else MOST_BARS


def _summary(dimension: str, values: int, narrowing: Narrowing, language: str) -> str:
    summary = []
    if dimension in MANY_VALUED:
        summary.append(_("What has several values is counted under each of them."))
    if values > (most := _most(dimension)):
        newest, largest = _("The %(shown)s newest of %(all)s values."), _("The %(shown)s largest of %(all)s values.")
        words = newest if dimension in BY_VALUE else largest
        summary.insert(0, words % {"shown": most, "all": intcomma(values)})
    if filters := told(narrowing, language):
        summary.append(filters)
    return " ".join(summary)


def _write(number: object) -> str:
    return intcomma(round(float(str(number))))
