"""Tables that leave the house, as CSV and as a workbook, in which no text that people typed runs as a formula."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORKBOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

# A cell that begins so would run as a formula in a spreadsheet.
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> Any:
    """Return a cell of a CSV that no spreadsheet takes for a formula; what is no text, and plain numbers, stay."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    whole, _point, decimals = cell.removeprefix("-").partition(".")
    return whole.isascii() and whole.isdigit() and (not decimals or (decimals.isascii() and decimals.isdigit()))


def csv_of(head: Sequence[str], rows: Iterable[Iterable[Any]], *, delimiter: str = ",") -> bytes:
    """Return a table as CSV in UTF-8; spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def workbook_of(
    sheet_name: str, head: Sequence[str], widths: Sequence[float], rows: Iterable[Iterable[Any]], *, title: str,
    frozen: tuple[int, int] = (1, 0),
) -> bytes:  # fmt: skip
    """Return a workbook of one sheet: numbers and days as such, all else as text.

    Args:
        sheet_name: at most 31 characters.
        head: the headings, one per column.
        widths: of the columns, in characters.
        rows: lines of cells, as many as there are headings.
        title: of the file.
        frozen: how many rows and columns stay in sight.
    """
    import xlsxwriter  # heavy, and rarely asked for

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, WORKBOOK)
    heading = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(sheet_name)
    sheet.freeze_panes(*frozen)
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        sheet.write_string(0, column, name, heading)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, text)
            else:
                sheet.write_string(number, column, cell, text)
    book.set_properties({"title": title})
    book.close()
    return made.getvalue()
