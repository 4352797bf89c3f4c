"""The counts as CSV: a line per result and day, and a line per file; what people wrote never runs as a formula."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from plon import tables
from plon.reach.models import DailyReach
from plon.reach.presenting import FileRow


def days_csv(days: Iterable[DailyReach], titles: Mapping[int, str]) -> bytes:
    """Return a line per result and day."""
    rows = (
        [each.day, titles.get(each.result_id, ""), each.views, each.devices, each.downloads, each.robots]
        for each in days
    )
    head = [_("Day"), _("Result"), _("Views"), _("Visits"), _("Downloads"), _("Robots, left out")]
    return tables.csv_of(head, rows)


def files_csv(files: Iterable[FileRow]) -> bytes:
    """Return a line per file."""
    rows = ([row.file.name, row.result_title, row.file.language, row.downloads, row.robots] for row in files)
    return tables.csv_of([_("File"), _("Result"), _("Language"), _("Downloads"), _("Robots, left out")], rows)
