"""Find the table of projects in a file: the sheet and the row of headings."""

from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.exchange.layout import HEADING_ROWS, Layout, read_layout
from plon.exchange.readers import RefusedFile, Table

_SHOWN = 12
_OTHERS: dict[str, str | Promise] = {
    "participations": _(
        "This is a list of organisations taking part, not of projects. Choose the file of projects; "
        "the organisations come with it."
    ),
    "deliverables": _("This is a list of results or deliverables, not of projects. Choose the file of projects."),
    "details": _("The rows of this table belong to projects (reports, links, results) but are not projects."),
}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of projects: where its headings stand and what they mean."""

    table: Table
    heading_row: int
    layout: Layout


def find_projects(tables: list[Table]) -> FoundTable:
    """Return the first sheet with headings of projects.

    Raises:
        RefusedFile: no sheet has them; the message names what was expected and what was found.
    """
    best: Layout | None = None
    for table in tables:
        for number, cells in islice(table.rows(), HEADING_ROWS):
            layout = read_layout(cells)
            if layout.is_of_projects:
                return FoundTable(table, number, layout)
            if best is None or _weight(layout) > _weight(best):
                best = layout
    if best is None:
        raise RefusedFile("empty", _("There are no rows in this file."))
    if best.other_table:
        raise RefusedFile("not-projects", _OTHERS[best.other_table])
    found = [cell for cell in best.heading if cell]
    more = "…" if len(found) > _SHOWN else ""
    raise RefusedFile(
        "no-heading",
        _(
            "This table has no columns of projects. Plon needs at least “Project Identifier” (or “Project Number”) and "
            "“Project Title”, and found: %(found)s. On the results platform choose the download of projects."
        ),
        {"found": ", ".join(cell[:40] for cell in found[:_SHOWN]) + more},
    )


def _weight(layout: Layout) -> int:
    return 1000 * bool(layout.other_table) + 10 * len(layout.columns) + len(layout.coordinator)
