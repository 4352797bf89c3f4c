"""The table to type from as XLSX: a row per result, a row per file, what to mend; no text runs as a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.resultsplatform.checking import BY_HAND, remarks_on, remarks_on_book
from plon.resultsplatform.sheets import Book

Cell = str | int
# A cell of a workbook holds no more.
LONGEST = 32_767
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def table_of(book: Book, language: str) -> bytes:
    """Return the workbook; headings in `language`, what is typed in English."""
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, _OPTIONS)
    with translation.override(language):
        _write(workbook, _("Results"), _results_head(), _results(book))
        _write(workbook, _("Files"), _files_head(), _files(book))
        _write(workbook, pgettext("platform", "To mend"), _remarks_head(), _remarks(book))
        by_hand = [["", str(line)] for line in BY_HAND]
        _write(workbook, _("By hand"), [_("Done"), _("To do beside the platform")], by_hand)
    workbook.set_properties({"title": book.title})
    workbook.close()
    return made.getvalue()


def _results_head() -> list[str]:
    return [
        _("No."), _("Title"), _("Description"), _("Category"), _("Languages"), _("Files"), _("Links"), _("Licence"),
        _("Page in Plon"), _("Description is in English"),
    ]  # fmt: skip


def _files_head() -> list[str]:
    return [
        _("No."), _("Result"), _("File in the package"), _("File in Plon"), _("Size in bytes"), _("Language"),
        "SHA-256",
    ]  # fmt: skip


def _remarks_head() -> list[str]:
    return [_("No."), _("Result"), _("What comes of it"), _("What it is"), pgettext("platform", "About"), _("Why")]


def _results(book: Book) -> Iterable[Sequence[Cell]]:
    for sheet in book.sheets:
        yield [
            sheet.number, sheet.title, sheet.description, sheet.category, sheet.languages_line, sheet.files_line,
            sheet.links_line, sheet.licence, sheet.address, _("yes") if sheet.is_english else _("no"),
        ]  # fmt: skip


def _files(book: Book) -> Iterable[Sequence[Cell]]:
    for sheet in book.sheets:
        for file in sheet.files:
            yield [sheet.number, sheet.title, file.name, file.original, file.size, file.language, file.sha256]


def _remarks(book: Book) -> Iterable[Sequence[Cell]]:
    for remark in remarks_on_book(book):
        yield ["", _("The project"), str(remark.weight.label), str(remark.message), remark.about, str(remark.why)]
    for sheet in book.sheets:
        for remark in remarks_on(sheet):
            yield [sheet.number, sheet.title, str(remark.weight.label), str(remark.message), remark.about,
                   str(remark.why)]  # fmt: skip


def _write(book: Any, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(name[:31])
    page.freeze_panes(1, 0)
    for column, heading in enumerate(head):
        page.write_string(0, column, heading, bold)
        page.set_column(column, column, 8 if column == 0 else 34)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(row, column, cell, text)
            elif cell:
                page.write_string(row, column, cell[:LONGEST], text)
