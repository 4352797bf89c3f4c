"""A nomination list as a workbook and as CSV. No text runs as a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from plon.labels.models import Nomination
from plon.pages import whole_address

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (6, 40, 16, 30, 8, 60, 60, 40, 40)


def _headings() -> list[str]:
    return [
        _("No."), _("Title"), _("Label"), _("Project number"), _("Year"), _("Reasons in Polish"),
        _("Reasons in English"), _("Note"), _("Address"),
    ]  # fmt: skip


def _line(place: int, nomination: Nomination) -> list[str | int]:
    label = nomination.label
    thing = label.result if label.is_of_result else label.project
    return [
        place, label.title, label.get_kind_display(), label.number, label.year or "", label.reason_pl,
        label.reason_en, nomination.note, whole_address(thing.get_absolute_url()) if thing else "",
    ]  # fmt: skip


def csv_of(nominations: Iterable[Nomination]) -> bytes:
    """Return a line per nomination. Spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(_headings())
    for place, nomination in enumerate(nominations, 1):
        cells = _line(place, nomination)
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell for cell in cells])
    return made.getvalue().encode("utf-8-sig")


def workbook_of(nominations: Iterable[Nomination], title: str) -> bytes:
    """Return one sheet, a line per nomination."""
    import xlsxwriter  # heavy, and rarely asked for

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Nominations"))
    sheet.freeze_panes(1, 2)
    for column, (heading, width) in enumerate(zip(_headings(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    for row, nomination in enumerate(nominations, 1):
        for column, cell in enumerate(_line(row, nomination)):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, text)
            else:
                sheet.write_string(row, column, cell, text)
    book.set_properties({"title": title})
    book.close()
    return made.getvalue()
