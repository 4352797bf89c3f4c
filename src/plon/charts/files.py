"""A chart as files: CSV of its table, SVG that stands alone. A PNG is made by `typeset.drawings.as_png`.

The typesetter, which knows the fonts, lies on the same floor as this room, and rooms of a floor do not know each
other; so whoever gives a PNG out asks it: `as_png(chart.svg(standalone=True, with_title=True))`.
"""

import csv
import io
import re

from plon.charts.chart import Chart

# A cell that begins so would run as a formula in a spreadsheet.
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# A number below zero, or a change, as written for any reader: those stay what they are.
_NUMBER = re.compile(r"[+-]\d[\d\u00a0\u202f.,]*(\u00a0%)?", re.ASCII)


def as_csv(chart: Chart) -> bytes:
    """Return the table. Spreadsheets recognise the encoding by the mark at its beginning; no text runs as a formula."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerows([_harmless(cell) for cell in row] for row in (chart.head, *chart.rows))
    return made.getvalue().encode("utf-8-sig", "replace")


def as_svg(chart: Chart) -> bytes:
    """Return the picture with its title, for a page or a paper of somebody else."""
    return chart.svg(standalone=True, with_title=True).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) and not _NUMBER.fullmatch(cell) else cell
