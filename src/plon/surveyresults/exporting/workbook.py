"""Answers as XLSX: written row by row to a file on the disk, sent from there, gone afterwards."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

LONGEST_CELL = 32_767
# Numbers with more digits than these would lose some; they stay texts.
_EXACT_DIGITS = 15
_PIECE = 64 * 1024


def workbook_pieces(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]], cut: str) -> Iterator[bytes]:
    """Yield a workbook of (name, head, rows) sheets, piece by piece.

    Args:
        sheets: names of at most 31 characters, without signs that Excel refuses.
        cut: stands at the end of a text that is longer than a cell holds.
    """
    import xlsxwriter

    with tempfile.NamedTemporaryFile(prefix="plon-answers-", suffix=".xlsx") as file:
        options = {
            # Rows go to the disk as they come, and what a person wrote never runs as a formula.
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        }  # fmt: skip
        book = xlsxwriter.Workbook(file.name, options)
        head_format = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(head) - 1, 0), 18)
            for column, heading in enumerate(head):
                sheet.write_string(0, column, _fitting(heading, cut), head_format)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, cut)
        book.close()
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(sheet: Any, row: int, column: int, cell: Any, cut: str) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, _fitting(str(cell), cut))


def _fitting(text: str, cut: str) -> str:
    # Excel counts in UTF-16: most emoji are two.
    if len(text.encode("utf-16-le", "ignore")) // 2 <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le", "ignore")[: (LONGEST_CELL - len(cut) - 1) * 2].decode("utf-16-le", "ignore")
    return f"{kept} {cut}"


def number_cell(text: str) -> float | str:
    """Return a number as a number, or as text where digits would be lost."""
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    return float(text) if len(digits) <= _EXACT_DIGITS else text
