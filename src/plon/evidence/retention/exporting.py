"""The report of keeping as a list: workbook or document."""

import datetime
import io
from collections.abc import Iterable
from typing import Any, Literal

import xlsxwriter
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.evidence.models import Evidence
from plon.evidence.retention.clock import Clock
from plon.programme.visibility import funding_statement
from plon.projects.models import Project
from plon.typeset.planviews import PlanSheet, SheetTable, render_sheet

Cells = tuple[str, str, datetime.date | None, str, int, str, str]


def _headings() -> tuple[str, ...]:
    return (_("What it shows"), _("Kind"), _("Date"), _("Partner"), _("Size"), _("SHA-256"), _("State"))


def _cells(piece: Evidence, *, sees_confidential: bool) -> Cells:
    is_hidden = piece.is_confidential and not sees_confidential
    title = _("confidential piece %(id)s") % {"id": piece.public_id} if is_hidden else str(piece)
    return (
        title, piece.get_kind_display(), piece.dated, str(piece.organisation or ""), piece.size, piece.sha256,
        _state(piece),
    )  # fmt: skip


def _state(piece: Evidence) -> str:
    if piece.erased_at:
        return _("destroyed on %(day)s") % {"day": date_format(timezone.localtime(piece.erased_at), "DATE_FORMAT")}
    return _("in the bin") if piece.removed_at else _("kept")


def rule_words(clock: Clock, language: str) -> str:
    """Say in a sentence until when a project's evidence is kept, by which rule, and where it is written."""
    with translation.override(language):
        source = clock.rule.source[language]
        years = clock.rule.years
        if clock.until is None or clock.from_day is None:
            text = ngettext(
                "To be kept for %(years)d year from the final payment, whose date is not entered yet (%(source)s).",
                "To be kept for %(years)d years from the final payment, whose date is not entered yet (%(source)s).",
                years,
            )
            return text % {"years": years, "source": source}
        text = ngettext(
            "To be kept until %(until)s: %(years)d year from the final payment on %(start)s (%(source)s).",
            "To be kept until %(until)s: %(years)d years from the final payment on %(start)s (%(source)s).",
            years,
        )
        until, start = date_format(clock.until), date_format(clock.from_day)
        return text % {"until": until, "years": years, "start": start, "source": source}


def keeping_workbook(
    project: Project, pieces: Iterable[Evidence], clock: Clock, language: str, *, sees_confidential: bool
) -> bytes:
    """Return the list as XLSX; the total of the sizes is a formula."""
    made = io.BytesIO()
    # Texts that begin with = stay texts: nothing a person wrote runs as a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    with translation.override(language):
        sheet = book.add_worksheet(_("Evidence"))
        sheet.write_string(0, 0, str(project), book.add_format({"bold": True}))
        sheet.write_string(1, 0, rule_words(clock, language))
        for place, (heading, width) in enumerate(zip(_headings(), (44, 10, 12, 28, 14, 68, 22), strict=True)):
            sheet.write_string(3, place, f"{heading} (B)" if place == 4 else heading, head)
            sheet.set_column(place, place, width)
        row = 4
        for piece in pieces:
            _write(sheet, row, _cells(piece, sees_confidential=sees_confidential), wrap, day)
            row += 1
        if row > 4:
            sheet.write_string(row, 0, _("Together"), head)
            sheet.write_formula(row, 4, f"=SUM(E5:E{row})", head)
            sheet.autofilter(3, 0, row - 1, 6)
        sheet.freeze_panes(4, 1)
    book.close()
    return made.getvalue()


def _write(sheet: Any, row: int, cells: Cells, wrap: Any, day: Any) -> None:
    for place, value in enumerate(cells):
        if isinstance(value, datetime.date):
            sheet.write_datetime(row, place, datetime.datetime.combine(value, datetime.time()), day)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, wrap)
        elif value:
            sheet.write_string(row, place, str(value)[:32_767], wrap)


def keeping_document(
    project: Project, pieces: Iterable[Evidence], clock: Clock, language: str, *, sees_confidential: bool
) -> bytes:
    """Return the list as PDF.

    Raises:
        TypesetError: the compiler refused.
    """
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    with translation.override(shown):
        rows = tuple(_printed(_cells(piece, sees_confidential=sees_confidential)) for piece in pieces)
        return render_sheet(
            PlanSheet(
                language=shown,
                title=_("Evidence kept"),
                project=" · ".join(part for part in (str(project), project.number, rule_words(clock, shown)) if part),
                printed_on=date_format(timezone.localdate()),
                tables=(SheetTable(_headings(), rows),),
                statement=statement.text if statement else "",
            )
        )


def _printed(cells: Cells) -> tuple[str, ...]:
    title, kind, dated, partner, size, digest, state = cells
    # The whole hash stands in the workbook; on paper its beginning tells pieces apart.
    short = f"{digest[:16]}…" if digest else ""
    when = date_format(dated, "SHORT_DATE_FORMAT") if dated else ""
    return (title, kind, when, partner, filesizeformat(size) if size else "", short, state)
