"""The counts as CSV: a line per result and day, and a line per file; what people wrote never runs as a formula."""

import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from plon.reach.models import DailyReach
from plon.reach.presenting import FileRow

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def days_csv(days: Iterable[DailyReach], titles: Mapping[int, str]) -> bytes:
    """Return a line per result and day. Spreadsheets recognise the encoding by the mark at its beginning."""
    rows = (
        [each.day, titles.get(each.result_id, ""), each.views, each.devices, each.downloads, each.robots]
        for each in days
    )
    head = [_("Day"), _("Result"), _("Views"), _("Visits"), _("Downloads"), _("Robots, left out")]
    return _csv(head, rows)


def files_csv(files: Iterable[FileRow]) -> bytes:
    """Return a line per file."""
    rows = ([row.file.name, row.result_title, row.file.language, row.downloads, row.robots] for row in files)
    return _csv([_("File"), _("Result"), _("Language"), _("Downloads"), _("Robots, left out")], rows)


def _csv(head: list[str], rows: Iterable[list[object]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
