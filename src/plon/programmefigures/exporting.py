"""The figures as CSV and as a workbook."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.programmefigures.facts import RESULT_DIMENSIONS
from plon.programmefigures.naming import dimension_name, figure_name, value_name
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.presenting import lines_in, totals_in
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import FIGURES
from plon.programmefigures.white_spots import Matrix
from plon.tables import csv_of, workbook_of

ENDINGS = ("csv", "xlsx")
_WIDTH = 16


def figures_file(shown: Shown, narrowing: Narrowing, ending: str, language: str, *, dimension: str = "") -> bytes:
    """Return the figures of one dimension, or of all of them, with the totals above."""
    head = (_("By"), pgettext("heading", "Value"), *(figure_name(figure) for figure in FIGURES))
    names = (dimension,) if dimension else RESULT_DIMENSIONS
    return _made(head, list(_rows(shown, narrowing, names, language)), ending)


def _rows(shown: Shown, narrowing: Narrowing, names: Sequence[str], language: str) -> Iterator[list[Any]]:
    totals = totals_in(shown, narrowing)
    yield [pgettext("row", "All together"), "", *(totals[figure] for figure in FIGURES)]
    for name in names:
        for line in lines_in(shown, name, narrowing):
            numbers = [line.figures[figure] for figure in FIGURES]
            cells = ["" if number is None else number for number in numbers]
            yield [dimension_name(name), value_name(name, line.value, language), *cells]


def matrix_file(matrix: Matrix, ending: str) -> bytes:
    """Return the living results of each pair; what there is without life stands behind them."""
    head = (matrix.name, *matrix.head)
    rows = [
        [row.name, *(_cell(cell.living, cell.results) for cell in row.cells)] for row in matrix.rows
    ]  # fmt: skip
    return _made(head, rows, ending)


def _cell(living: int, results: int) -> Any:
    return living if living or not results else _("0 living of %(n)s") % {"n": results}


def _made(head: Sequence[str], rows: list[list[Any]], ending: str) -> bytes:
    if ending == "csv":
        return csv_of(head, rows)
    title = _("Programme figures")
    widths = [24, 40, *([_WIDTH] * len(head))][: len(head)]
    return workbook_of(title[:31], head, widths, rows, title=title, frozen=(1, 1))
