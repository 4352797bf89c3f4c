"""Uses as a workbook and as CSV: what may stand in a report, nobody's name or address; no text runs as a formula."""

import csv
import datetime
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from plon.programme import places
from plon.uptake.models import Use
from plon.uptake.presenting import how_words, purpose_words, shown_words

Cell = str | int | datetime.date
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (40, 12, 34, 20, 18, 10, 34, 24, 30, 50, 16, 14)


def _headings() -> list[str]:
    return [
        _("Result"), _("Confirmed"), _("Who"), _("Town"), _("Country"), _("Learners"), _("What for"), _("How"),
        _("Address"), _("In their words"), _("Shown to the public"), _("Counts"),
    ]  # fmt: skip


def _line(use: Use, language: str) -> list[Cell]:
    return [
        use.result.working_title, use.confirmed_at.date() if use.confirmed_at else "", use.organisation, use.town,
        places.country_name(use.country, language), use.learners if use.learners is not None else "",
        purpose_words(use), how_words(use, language), use.link, use.words, shown_words(use),
        state_words(use),
    ]  # fmt: skip


def state_words(use: Use) -> str:
    """Say whether a use counts."""
    if use.hidden_at:
        return _("no: hidden")
    return _("no: told before") if use.repeats_id else _("yes")


def csv_of(uses: Iterable[Use], language: str) -> bytes:
    """Return a line per use. Spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(_headings())
    for use in uses:
        cells = _line(use, language)
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell for cell in cells])
    return made.getvalue().encode("utf-8-sig")


def workbook_of(uses: Iterable[Use], language: str, title: str) -> bytes:
    """Return one sheet, a line per use."""
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Uses"))
    sheet.freeze_panes(1, 1)
    for column, (heading, width) in enumerate(zip(_headings(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    for row, use in enumerate(uses, 1):
        for column, cell in enumerate(_line(use, language)):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(row, column, datetime.datetime.combine(cell, datetime.time()), day)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, text)
            else:
                sheet.write_string(row, column, cell, text)
    book.set_properties({"title": title})
    book.close()
    return made.getvalue()
