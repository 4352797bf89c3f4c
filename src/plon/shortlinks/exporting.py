"""The counts as a workbook and as CSV; what people wrote never runs as a formula."""

import datetime
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from plon import tables
from plon.shortlinks.models import DailyCount
from plon.shortlinks.presenting import Row

Cell = str | int | datetime.date


def csv_of(rows: Sequence[Row], counts: Iterable[DailyCount]) -> bytes:
    """Return a line per link and day."""
    return tables.csv_of(_day_headings(), _days(rows, counts))


def workbook_of(rows: Sequence[Row], counts: Iterable[DailyCount], *, title: str, about: str) -> bytes:
    """Return two sheets, of links and of days, and how it was counted on a third."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, tables.WORKBOOK)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheets = (
        (_("Links"), _link_headings(), [_link(row) for row in rows], (34, 40, 24, 14, 30, 12, 12, 14, 14, 12)),
        (_("Days"), _day_headings(), list(_days(rows, counts)), (14, 34, 40, 24, 14, 30, 12, 12, 12)),
    )
    for name, headings, lines, widths in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, width)
        for number, cells in enumerate(lines, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell)
        if lines:
            sheet.autofilter(0, 0, len(lines), len(headings) - 1)
    notes = book.add_worksheet(_("How it was counted"))
    notes.set_column(0, 0, 100)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for number, line in enumerate((title, *about.splitlines())):
        notes.write_string(number, 0, line, wrap)
    book.set_properties({"title": title})
    book.close()
    return made.getvalue()


def _link_headings() -> list[str]:
    return [
        _("Short link"), _("Leads to"), _("Channel"), _("Language"), _("Address"), _("Openings"), _("Visits"),
        _("People, at least"), _("People, at most"), _("Robots, left out"),
    ]  # fmt: skip


def _link(row: Row) -> list[Cell]:
    reach = row.reach
    return [
        row.name, row.about, row.channel, row.language, row.link.address, reach.opens, reach.visits, reach.fewest,
        reach.most, reach.robots,
    ]  # fmt: skip


def _day_headings() -> list[str]:
    return [
        _("Day"), _("Short link"), _("Leads to"), _("Channel"), _("Language"), _("Address"), _("Openings"), _("Visits"),
        _("Robots, left out"),
    ]  # fmt: skip


def _days(rows: Sequence[Row], counts: Iterable[DailyCount]) -> Iterable[list[Cell]]:
    by_link = {row.link.pk: row for row in rows}
    for count in counts:
        if row := by_link.get(count.link_id):
            yield [
                count.day, row.name, row.about, row.channel, row.language, row.link.address, count.opens,
                count.devices, count.robots,
            ]  # fmt: skip
