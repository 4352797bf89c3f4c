"""The views of a plan as files: workbook, document, picture."""

import datetime
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from plon.plans.overview_views import matrix_of
from plon.plans.presenting import labels_of
from plon.plans.queries import Plan
from plon.plans.sheets import KINDS, columns_of, rows_of
from plon.plans.timeline import timeline_of
from plon.programme.authorities import authority
from plon.programme.codelists import codelist
from plon.programme.visibility import disclaimer, funding_statement
from plon.typeset.planviews import LineBar, LinePart, PlanLine, PlanSheet, SheetTable, render_line, render_sheet

SHEET_NAMES = {
    "activities": {"en": "Activities", "pl": "Działania"},
    "groups": {"en": "Target groups", "pl": "Grupy docelowe"},
    "indicators": {"en": "Indicators", "pl": "Wskaźniki"},
    "results": {"en": "Results", "pl": "Rezultaty"},
    "messages": {"en": "Messages", "pl": "Przekazy"},
    "use": {"en": "Use plans", "pl": "Plany wykorzystania"},
}


def workbook_of(plan: Plan, language: str) -> bytes:
    """Return the whole plan as XLSX: a sheet per kind, with real dates and numbers.

    Activities, groups and indicators can be changed there and pasted back.
    """
    made = io.BytesIO()
    # Texts that begin with = stay texts: nothing a person wrote runs as a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format(
        {"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    with translation.override(language):
        for kind in KINDS:
            columns = columns_of(kind)
            rows = [[column.write(item, language) for column in columns] for item in rows_of(plan, kind)]
            _sheet(book, SHEET_NAMES[kind][language], [c.heading(language) for c in columns], rows, (head, wrap, day))
        for name, headings, others in _other_sheets(plan, language):
            _sheet(book, SHEET_NAMES[name][language], headings, others, (head, wrap, day))
    book.close()
    return made.getvalue()


def _sheet(book: Any, name: str, headings: list[str], rows: list[list[Any]], formats: tuple[Any, Any, Any]) -> None:
    head, wrap, day = formats
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, 40 if place == 0 else 18)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, place, datetime.datetime.combine(value, datetime.time()), day)
            elif isinstance(value, int | Decimal):
                sheet.write_number(number, place, float(value), wrap)
            elif value:
                sheet.write_string(number, place, str(value)[:32_767], wrap)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)


def _other_sheets(plan: Plan, language: str) -> Iterable[tuple[str, list[str], list[list[Any]]]]:
    groups, results = {g.pk: g.name for g in plan.groups}, {r.pk: r.title_in(language) for r in plan.results}
    kinds, forms = codelist("result_kinds"), codelist("use_forms")
    heads = [_("Result"), _("Kind"), _("Licence"), _("Planned for"), _("Responsible partner")]
    yield (
        "results",
        heads,
        [
            [results[r.pk], kinds.name(r.kind, language), r.licence, r.planned_for, str(r.responsible or "")]
            for r in plan.results
        ],
    )
    heads = [_("Result"), _("Target group"), _("Message")]
    yield (
        "messages",
        heads,
        [[results[pair[0]], groups[pair[1]], message.text_in(language)] for pair, message in plan.messages.items()],
    )
    heads = [_("Result"), _("How will it be used?"), _("Who will use it?"), _("Which partner keeps it?")]
    yield (
        "use",
        [*heads, _("Until when?")],
        [
            [
                results[pk],
                ", ".join(forms.name(code, language) for code in use.forms),
                use.users,
                str(use.keeper or ""),
                use.until,
            ]
            for pk, use in plan.use_plans.items()
        ],
    )


def table_document(plan: Plan, kind: str, rows: Iterable[Any], language: str, *, picture: bool) -> bytes:
    """Return the table of one kind as PDF, or as a picture."""
    with translation.override(language):
        columns = [column for column in columns_of(kind) if column.key != "id"]
        cells = tuple(tuple(_shown(column.write(item, language)) for column in columns) for item in rows)
        table = SheetTable(tuple(column.heading(language) for column in columns), cells)
        return render_sheet(_sheet_data(plan, SHEET_NAMES[kind][language], (table,), language), picture=picture)


def matrix_document(plan: Plan, language: str, *, picture: bool) -> bytes:
    """Return who wants what as PDF, or as a picture; at most 8 results side by side, the others below."""
    with translation.override(language):
        matrix, results = matrix_of(plan, language), plan.results
        tables = []
        for first in range(0, max(len(results), 1), 8):
            part = results[first : first + 8]
            heads = (_("Target group"), *(result.title_in(language) for result in part))
            rows = tuple((group.name, *(_pair(cell) for cell in cells[first : first + 8])) for group, cells in matrix)
            tables.append(SheetTable(heads, rows))
        return render_sheet(_sheet_data(plan, _("Who wants what"), tuple(tables), language), picture=picture)


def _pair(cell: Any) -> str:
    done = f"{cell.activities} × {number_format(cell.people)}" if cell.activities else ""
    return "\n".join(part for part in (cell.message, done) if part)


def _shown(value: Any) -> str:
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return "" if value is None else number_format(value) if isinstance(value, Decimal | int) else str(value)


def _sheet_data(plan: Plan, title: str, tables: tuple[SheetTable, ...], language: str) -> PlanSheet:
    statement, small_print = funding_words(plan, language)
    return PlanSheet(
        language="pl" if language == "pl" else "en", title=title, project=project_line(plan),
        printed_on=date_format(datetime.datetime.now(tz=datetime.UTC).date()), tables=tables, statement=statement,
        disclaimer=small_print,
    )  # fmt: skip


def project_line(plan: Plan) -> str:
    return " · ".join(part for part in (str(plan.project), plan.project.number) if part)


def funding_words(plan: Plan, language: str) -> tuple[str, str]:
    project = plan.project
    statement = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
    words = disclaimer(
        language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return (statement.text if statement else "", words.text if words else "")


def timeline_document(
    plan: Plan, by: str, activities: Iterable[Any], language: str, *, today: datetime.date, picture: bool
) -> bytes | None:
    """Return the timeline as PDF, or as a picture; None if nothing has a date."""
    with translation.override(language):
        line = timeline_of(plan, by=by, today=today, activities=activities)
        if line is None:
            return None
        labels = labels_of(plan)
        statement, small_print = funding_words(plan, language)
        return render_line(
            PlanLine(
                language="pl" if language == "pl" else "en",
                title=_("The plan over time"),
                project=project_line(plan),
                printed_on=date_format(today),
                months=tuple((share, date_format(month, "m.y")) for month, share in line.months),
                parts=tuple(
                    LinePart(
                        lane.name,
                        tuple(
                            LineBar(
                                f"{labels.of('activity', bar.activity.pk)} {bar.activity.title}", bar.left, bar.width,
                                is_promotion=bar.activity.purpose == "promotion",
                            )
                            for bar in lane.bars
                        ),
                    )
                    for lane in line.lanes
                ),
                marks=tuple((mark.name, mark.left) for mark in line.marks if mark.kind == "milestone"),
                start=line.start, end=line.end, statement=statement, disclaimer=small_print,
            ),
            picture=picture,
        )  # fmt: skip
