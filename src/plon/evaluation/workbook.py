"""All figures as XLSX: values as numbers that can be calculated with, texts that never run as formulas."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.activities.ledger.data import plain
from plon.activities.ledger.workbook import Cell, Sheets
from plon.evaluation.charting import group_name, level_name, month_words
from plon.evaluation.figures import FigureBook, IndicatorFigures, ReachLine
from plon.evaluation.presenting import row_of
from plon.evaluation.wording import step_name
from plon.projects.models import Project


def workbook_of(book: FigureBook, project: Project) -> bytes:
    """Return a book as a workbook in the language that is active."""
    sheets = Sheets()
    _about(sheets, book, project)
    _sheet(sheets, _("Indicators"), _INDICATOR_WIDTHS, _indicator_heads(), map(_indicator, book.indicators))
    _sheet(
        sheets, _("Values"), (40, 12, 14, 30, 30, 30),
        (_("Indicator"), _("As of"), _("Value"), _("Source"), _("Note"), _("Why it no longer counts")),
        ((each.name, one.on, plain(one.value), str(one.source.label), one.note,
          one.withdrawn_because or (_("replaced") if one.replaced_by else ""))
         for each in book.indicators for one in each.measurements),
    )  # fmt: skip
    _sheet(
        sheets, _("Statements"), (40, 14, 60, 30, 12),
        (_("Indicator"), _("Kind"), _("What it says"), _("Who says it"), _("Date")),
        ((each.name, said.kind, said.text, said.said_by, said.on) for each in book.indicators
         for said in each.statements),
    )  # fmt: skip
    for name, lines, label in (
        (_("Reach by group"), book.reach.by_group, group_name),
        (_("Reach by partner"), book.reach.by_partner, _partner),
        (_("Reach by level"), book.reach.by_level, lambda key, _name: level_name(key)),
    ):
        heads = (pgettext("heading", "Who"), _("Promised"), _("Reached"), _("Proven"), _("Activities"))
        rows = [_reach(label(each.key, each.name), each) for each in lines]
        _sheet(sheets, name, (40, 12, 12, 12, 12), heads, [*rows, _together(lines)] if rows else [])
    _sheet(
        sheets, _("Reach by month"), (14, 12, 14, 12), (_("Month"), _("Reached"), _("So far"), _("Activities")),
        ((month_words(each.month), each.people, each.so_far, each.activities) for each in book.reach.by_month),
    )  # fmt: skip
    _sheet(
        sheets, _("Use and change"), (50, 14), (_("Step"), pgettext("count", "Number")),
        ((step_name(step.key), step.number) for step in book.funnel.steps),
    )  # fmt: skip
    return sheets.close()


def _about(sheets: Sheets, book: FigureBook, project: Project) -> None:
    sheet = sheets.add(_("About"), (24, 90))
    lines: tuple[tuple[str, Cell], ...] = (
        (_("Project"), str(project)),
        (_("Number"), project.number),
        (_("As of"), book.day),
        (_("How to read it"), _("Each figure is the one that the page, the report and the JSON show.")),
    )
    for place, line in enumerate(lines):
        sheets.write(sheet, place, line)


def _sheet(
    sheets: Sheets, name: str, widths: Sequence[int], heads: Sequence[str], rows: Iterable[Iterable[Cell]]
) -> None:
    sheet = sheets.add(name, widths)
    sheets.heads(sheet, 0, heads)
    for place, row in enumerate(rows, 1):
        sheets.write(sheet, place, row)


_INDICATOR_WIDTHS = (40, 24, 12, 12, 12, 12, 12, 12, 12, 30, 14, 40, 14)


def _indicator_heads() -> tuple[str, ...]:
    return (
        _("Indicator"), _("It measures"), _("Unit"), _("Baseline"), _("Target"), _("Target date"), _("Value"),
        _("As of"), _("Expected by now"), _("Source"), _("Part of the way, in %"), _("State"), _("Forecast"),
    )  # fmt: skip


def _indicator(each: IndicatorFigures) -> tuple[Cell, ...]:
    row = row_of(each)
    return (
        each.name, row.measures, each.unit, plain(each.baseline), plain(each.target), each.target_date,
        plain(each.value), each.as_of, plain(each.expected), row.source, each.percent, f"{row.light}: {row.reason}",
        plain(each.forecast.value),
    )  # fmt: skip


def _partner(_key: str, name: str) -> str:
    return name or _("no partner named")


def _reach(name: str, each: ReachLine) -> tuple[Cell, ...]:
    return name, each.promised, each.people, each.proven, each.activities


def _together(lines: Sequence[ReachLine]) -> tuple[Cell, ...]:
    return _("together"), None, sum(each.people for each in lines), sum(each.proven for each in lines), None
