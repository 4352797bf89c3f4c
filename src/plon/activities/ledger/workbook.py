"""The ledger as XLSX that still adds up: its figures are formulas over sheets of what was done and what proves it.

Every formula carries its value too, so that a reader that doesn't calculate shows the same figures. Rows, groups and
purposes are matched by number, never by the words that people wrote.
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.activities.ledger.beside import TableBeside
from plon.activities.ledger.drawing import ORDER
from plon.activities.ledger.entries import Ledger, Row, Totals, states_of
from plon.activities.ledger.enums import PromiseKind
from plon.activities.ledger.figures import Figures, Share
from plon.activities.ledger.presenting import Line, Teller
from plon.activities.ledger.use_words import country_names, use_headings
from plon.plans.enums import Purpose

MOST_IN_A_CELL = 32_767
_PURPOSES = {purpose: place for place, purpose in enumerate(Purpose.values, 1)}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value it has now."""

    text: str
    value: float | int


Cell = str | int | float | datetime.date | Formula | None


class Sheets:
    """Writes sheets of one look: headings, days, numbers, texts that never run as formulas."""

    def __init__(self) -> None:
        self._made = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self._book = xlsxwriter.Workbook(self._made, options)
        form = self._book.add_format
        self._head = form({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True,
                           "valign": "top"})  # fmt: skip
        self._text = form({"text_wrap": True, "valign": "top"})
        self._day = form({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._whole = form({"num_format": "#,##0", "valign": "top"})
        self._parts = form({"num_format": "#,##0.00", "valign": "top"})
        self._strong = form({"bold": True, "num_format": "#,##0", "valign": "top"})

    def add(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        # On paper: A4 landscape, as wide as the page, the headings on each.
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def heads(self, sheet: Any, row: int, headings: Sequence[str]) -> None:
        for place, heading in enumerate(headings):
            sheet.write_string(row, place, heading, self._head)

    def write(self, sheet: Any, row: int, cells: Iterable[Cell], *, strong: bool = False) -> None:
        for place, cell in enumerate(cells):
            value = cell.value if isinstance(cell, Formula) else cell
            number = self._strong if strong else self._parts if isinstance(value, float) else self._whole
            if isinstance(cell, Formula):
                sheet.write_formula(row, place, f"={cell.text}", number, cell.value)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(row, place, datetime.datetime.combine(cell, datetime.time()), self._day)
            elif isinstance(cell, int | float):
                sheet.write_number(row, place, cell, number)
            elif cell:
                sheet.write_string(row, place, cell[:MOST_IN_A_CELL], self._strong if strong else self._text)

    def close(self) -> bytes:
        self._book.close()
        return self._made.getvalue()


def _plain(number: Any) -> int | float:
    return int(number) if number == int(number) else float(number)


def workbook_of(
    ledger: Ledger,
    rows: Sequence[Row],
    totals: Totals,
    language: str,
    *,
    about: Iterable[tuple[str, str]],
    with_beyond: bool,
    beside: Iterable[TableBeside] = (),
) -> bytes:
    """Return the shown rows as a workbook of five sheets; more if results are used, or rooms above tell something."""
    with translation.override(language):
        return _Workbook(ledger, rows, totals, language, with_beyond=with_beyond).write(about, beside)


# A name of a sheet holds 31 characters, none of these.
_NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\")


def _write_beside(sheets: Sheets, table: TableBeside) -> None:
    sheet = sheets.add(table.title.translate(_NOT_IN_NAMES)[:31], [round(18 * width) for width in table.widths])
    sheets.heads(sheet, 0, table.headings)
    for place, line in enumerate(table.lines, 1):
        sheets.write(sheet, place, line)


class _Workbook:
    def __init__(
        self, ledger: Ledger, rows: Sequence[Row], totals: Totals, language: str, *, with_beyond: bool
    ) -> None:
        self.ledger, self.rows, self.totals = ledger, rows, totals
        self.teller, self.language = Teller(ledger, language), language
        self.lines = self.teller.lines(rows)
        self.beyond = ledger.beyond if with_beyond else Figures()
        self.with_uses = with_beyond
        self.groups = {each.group: place for place, each in enumerate(totals.groups, 1)}
        self.done = [cells for line in self.lines for cells in self._shares(line, line.row.figures.done)]
        self.done += self._beyond_shares(self.beyond.done)
        self.proven = [cells for line in self.lines for cells in self._shares(line, line.row.figures.proven)]
        self.proven += self._beyond_shares(self.beyond.proven)
        self.names = {
            "ledger": _("Ledger"), "done": _("Done"), "proven": _("Proven"), "promised": _("Promised people"),
            "totals": _("Totals"), "about": _("About"), "uses": _("Use of results"),
        }  # fmt: skip

    def write(self, about: Iterable[tuple[str, str]], beside: Iterable[TableBeside]) -> bytes:
        sheets = Sheets()
        self._write_ledger(sheets)
        self._write_shares(sheets, "done", self.done)
        self._write_shares(sheets, "proven", self.proven)
        self._write_promised(sheets)
        self._write_totals(sheets)
        if self.with_uses and self.ledger.uses:
            self._write_uses(sheets)
        for table in beside:
            _write_beside(sheets, table)
        page = sheets.add(self.names["about"], (28, 90))
        for place, (label, words) in enumerate(about):
            sheets.write(page, place, (label, words))
        return sheets.close()

    def _shares(self, line: Line, shares: Iterable[Share]) -> Iterable[list[Cell]]:
        is_activity = line.row.promise.kind == PromiseKind.ACTIVITY
        for share in shares:
            yield self._share(line.row.number, line.name, share, line.row.promise.purpose, is_total=is_activity)

    def _beyond_shares(self, shares: Iterable[Share]) -> list[list[Cell]]:
        number = len(self.ledger.rows) + 1
        return [
            self._share(number, _("beyond the promise"), share, self.teller.acts[share.act].purpose, is_total=True)
            for share in shares
        ]

    def _share(self, number: int, name: str, share: Share, purpose: str, *, is_total: bool) -> list[Cell]:
        act = self.teller.acts.get(share.act)
        piece = self.ledger.facts.pieces.get(share.evidence)
        day = (piece.dated if piece else None) or (act.start if act else None)
        return [
            number, name, day, self.teller.act(share) if act or not share.evidence else "",
            self.teller.evidence(share) if share.evidence else "", act.owner if act else "",
            str(Purpose(purpose).label) if purpose and act else "",
            self.teller.group(share.group) if share.people else "",
            share.people if act else None, _plain(share.number),
            self.groups.get(share.group, 0) if is_total else 0, _PURPOSES.get(purpose, 0) if is_total else 0,
        ]  # fmt: skip

    def _write_shares(self, sheets: Sheets, which: str, lines: list[list[Cell]]) -> None:
        sheet = sheets.add(self.names[which], (6, 40, 12, 40, 40, 24, 16, 26, 10, 10, 10, 10))
        sheets.heads(sheet, 0, (
            _("No."), _("Promise"), _("Date"), _("Activity"), _("Evidence"), _("Partner"), _("Purpose"),
            _("Target group"), _("People"), _("Counts"), _("Group no."), _("Purpose no."),
        ))  # fmt: skip
        sheet.freeze_panes(1, 2)
        for place, cells in enumerate(lines, 1):
            sheets.write(sheet, place, cells)

    def _sum(self, which: str, column: str, criteria: Sequence[tuple[str, str]], value: Any) -> Formula:
        """Return the sum of one column of a sheet over the lines whose columns have the numbers of some cells."""
        last = max(len(getattr(self, which)), 1) + 1
        name = self.names[which]

        def area(letter: str) -> str:
            return f"'{name}'!${letter}$2:${letter}${last}"

        told = ",".join(f"{area(letter)},{cell}" for letter, cell in criteria)
        return Formula(f"SUMIFS({area(column)},{told})", _plain(value))

    def _write_ledger(self, sheets: Sheets) -> None:
        sheet = sheets.add(self.names["ledger"], (6, 16, 50, 26, 22, 12, 14, 11, 11, 11, 10, 20, 34, 34, 24))
        sheets.heads(sheet, 0, (
            _("No."), _("Kind"), _("Promise"), _("Owner"), _("Work package"), _("Due"), _("Unit"), _("Promised"),
            _("Done"), _("Proven"), _("Pieces of evidence"), _("State"), _("How it is counted"), _("Reasons"),
            _("In today's plan"),
        ))  # fmt: skip
        sheet.freeze_panes(1, 3)
        for place, line in enumerate(self.lines, 1):
            row, cell = line.row, f"$A{place + 1}"
            sheets.write(sheet, place, [
                row.number, line.kind, line.name, row.promise.owner, row.promise.work_package, row.due, line.unit,
                _plain(row.promised), self._sum("done", "J", [("A", cell)], row.done),
                self._sum("proven", "J", [("A", cell)], row.proven), len(row.figures.evidence), line.state,
                line.counted, "\n".join(line.reasons), line.change,
            ])  # fmt: skip
        if self.beyond.done:
            place = len(self.lines) + 1
            cell = f"$A{place + 1}"
            sheets.write(sheet, place, [
                len(self.ledger.rows) + 1, "", _("Beyond the promise"), "", "", None, pgettext("unit", "people"), None,
                self._sum("done", "J", [("A", cell)], self.beyond.done_number),
                self._sum("proven", "J", [("A", cell)], self.beyond.proven_number), len(self.beyond.evidence),
            ])  # fmt: skip

    @cached_property
    def promised(self) -> list[list[Cell]]:
        return [
            [
                line.row.number, line.name, self.teller.group(group), people,
                self.groups.get(group, 0), _PURPOSES.get(line.row.promise.purpose, 0),
            ]
            for line in self.lines
            for group, people in (line.row.promise.groups or {}).items()
        ]  # fmt: skip

    def _write_promised(self, sheets: Sheets) -> None:
        sheet = sheets.add(self.names["promised"], (6, 50, 34, 12, 10, 10))
        sheets.heads(sheet, 0, (_("No."), _("Promise"), _("Target group"), _("People"), _("Group no."),
                                _("Purpose no.")))  # fmt: skip
        for place, cells in enumerate(self.promised, 1):
            sheets.write(sheet, place, cells)

    def _write_totals(self, sheets: Sheets) -> None:
        sheet = sheets.add(self.names["totals"], (10, 44, 14, 14, 14))
        people = (_("Promised"), _("Reached"), _("Proven"))
        sheets.heads(sheet, 0, (_("Group no."), _("Target group"), *people))
        place = 0
        for place, each in enumerate(self.totals.groups, 1):
            cell = f"$A{place + 1}"
            sheets.write(sheet, place, [
                place, self.teller.group(each.group), self._sum("promised", "D", [("E", cell)], each.promised or 0),
                self._sum("done", "I", [("K", cell)], each.reached),
                self._sum("proven", "I", [("K", cell)], each.proven),
            ])  # fmt: skip
        sums = [sum(numbers) for numbers in zip(
            *((each.promised or 0, each.reached, each.proven) for each in self.totals.groups), strict=True
        )] or [0, 0, 0]  # fmt: skip
        columns = [Formula(f"SUM({c}2:{c}{max(place, 1) + 1})", value) for c, value in zip("CDE", sums, strict=True)]
        sheets.write(sheet, place + 1, [None, _("together"), *columns], strong=True)
        self._write_purposes(sheets, sheet, place + 4)

    def _write_uses(self, sheets: Sheets) -> None:
        sheet = sheets.add(self.names["uses"], (50, 12, 12, 40, 16, 18))
        sheets.heads(sheet, 0, use_headings())
        results = self.ledger.uses.results
        for place, each in enumerate(results, 1):
            sheets.write(sheet, place, [
                each.title, each.uses, each.learners, country_names(each.countries, self.language), each.adaptations,
                each.policies,
            ])  # fmt: skip
        uses, last = self.ledger.uses, len(results) + 1
        sums = [Formula(f"SUM({column}2:{column}{last})", value)
                for column, value in zip("BCEF", (uses.uses, uses.learners, uses.adaptations, uses.policies),
                                         strict=True)]  # fmt: skip
        names = country_names(uses.countries, self.language)
        sheets.write(sheet, last, [_("together"), *sums[:2], names, *sums[2:]], strong=True)

    def _write_purposes(self, sheets: Sheets, sheet: Any, first: int) -> None:
        sheets.heads(sheet, first, (_("Purpose no."), _("Purpose"), _("Promised"), _("Reached"), _("Proven")))
        for place, each in enumerate(self.totals.purposes, first + 1):
            cell = f"$A{place + 1}"
            sheets.write(sheet, place, [
                _PURPOSES[each.purpose], str(Purpose(each.purpose).label),
                self._sum("promised", "D", [("F", cell)], each.promised),
                self._sum("done", "I", [("L", cell)], each.reached),
                self._sum("proven", "I", [("L", cell)], each.proven),
            ])  # fmt: skip
        first += len(self.totals.purposes) + 3
        sheets.heads(sheet, first, ("", _("State"), _("Promises")))
        states, last = states_of(self.rows), max(len(self.lines), 1) + 1
        for place, state in enumerate(ORDER, first + 1):
            counted = f"SUMPRODUCT(--('{self.names['ledger']}'!$L$2:$L${last}=B{place + 1}))"
            sheets.write(sheet, place, [None, str(state.label), Formula(counted, states[state])])
        end = first + len(ORDER) + 1
        total = Formula(f"SUM(C{first + 2}:C{end})", len(self.lines))
        sheets.write(sheet, end, [None, _("together"), total], strong=True)
