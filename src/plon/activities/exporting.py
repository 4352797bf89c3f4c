"""The activity log as a workbook, with the columns of domain.md §6.2 and real dates and numbers."""

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from plon.activities.importing.columns import columns
from plon.activities.models import Activity
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.projects.models import Project

MOST_IN_CELL = 32_767


def log_workbook(project: Project, acts: Iterable[Activity], labels: Mapping[int, str], language: str) -> bytes:
    """Return the log as XLSX: a row per act; what people wrote never runs as a formula.

    Args:
        project: whose log it is.
        acts: with results, reach and proofs loaded.
        labels: {key of a line of the plan: its label}.
        language: of headings and codes.
    """
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format(
        {"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    total = book.add_format({"bold": True, "top": 1})
    with translation.override(language):
        sheet = book.add_worksheet(_("Activity log"))
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(columns()):
            sheet.write_string(0, place, column.heading(language), head)
            sheet.set_column(place, place, column.width)
        rows = [_row(act, labels, language) for act in acts]
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value, wrap, day)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns()) - 1)
            _totals(sheet, len(rows), rows, total)
    book.set_properties({"title": f"{_('Activity log')}: {project}"})
    book.close()
    return made.getvalue()


# What the last row adds up.
_SUMMED = ("people", "proven", "cost")


def _row(act: Activity, labels: Mapping[int, str], language: str) -> list[Any]:
    cells = _cells(act, labels, language)
    return [cells[column.key] for column in columns()]


def _cells(act: Activity, labels: Mapping[int, str], language: str) -> dict[str, Any]:
    reach, proofs = list(act.reach.all()), list(act.proofs.all())
    return {
        "start": act.start,
        "end": act.end,
        "title": act.title,
        "planned": labels.get(act.planned_id or 0, ""),
        "state": _with_reason(act),
        "purpose": act.get_purpose_display(),
        "kind": codelist("activity_kinds").name(act.kind, language) if act.kind else "",
        "channel": codelist("channels").name(act.channel, language) if act.channel else "",
        "place": act.place,
        "mode": act.get_mode_display(),
        "reach": "; ".join(f"{row.group_name or _('somebody else')}: {row.people}" for row in reach),
        "people": sum(row.people for row in reach),
        "proven": sum(proof.people for proof in proofs),
        "language": language_name(act.language, language) if act.language else "",
        "responsible": str(act.responsible or ""),
        "results": "; ".join(result.title_in(language) for result in act.results.all()),
        "link": act.link,
        "proof": "; ".join(dict.fromkeys(str(proof.evidence) for proof in proofs)),
        "learnt": act.learnt,
        "cost": act.cost,
    }


def _with_reason(act: Activity) -> str:
    state = act.get_state_display()
    return f"{state}: {act.reason}" if act.reason else state


def _write(sheet: Any, number: int, place: int, value: Any, wrap: Any, day: Any) -> None:
    if isinstance(value, datetime.date):
        sheet.write_datetime(number, place, datetime.datetime.combine(value, datetime.time()), day)
    elif value is not None and not isinstance(value, str):
        sheet.write_number(number, place, float(value), wrap)
    elif value:
        sheet.write_string(number, place, value[:MOST_IN_CELL], wrap)


def _totals(sheet: Any, count: int, rows: list[list[Any]], total: Any) -> None:
    for place in (place for place, each in enumerate(columns()) if each.key in _SUMMED):
        column = chr(ord("A") + place)
        # The value beside the formula is what programs show that don't reckon themselves.
        value = float(sum(row[place] or 0 for row in rows))
        sheet.write_formula(count + 1, place, f"=SUBTOTAL(109,{column}2:{column}{count + 1})", total, value)
