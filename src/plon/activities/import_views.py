"""Bring a log that was kept in a spreadsheet: every row is shown with what becomes of it, then all are taken."""

import io
from typing import Any

import xlsxwriter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from plon.activities.actions.importing import take_log
from plon.activities.importing import ReadLog, read_log, text_of
from plon.activities.importing.columns import columns, things_of
from plon.activities.views import XLSX
from plon.errors import DomainError
from plon.programme.codelists import codelist
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT


class LogForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Paste the cells here, with their headings"), required=False, strip=False,
        validators=[MaxLengthValidator(2_000_000)], widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Or choose a file (XLSX, ODS, CSV)"), required=False)


@login_required
def bring(request: HttpRequest, project: str) -> HttpResponse:
    """Read a log, show every row, take all of it or nothing."""
    found = get_project_for(request.user, project, EDIT)
    form = LogForm(request.POST or None, request.FILES or None)
    read: ReadLog | None = None
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(request, found, form)
            if "take" in request.POST and read.is_takeable:
                added, changed = take_log(found, read, by=person_of(request))
                messages.success(
                    request, _("Taken: %(added)s new, %(changed)s changed.") % {"added": added, "changed": changed}
                )
                return redirect("activities:index", project)
        except DomainError as refusal:
            form.add_error("text", str(refusal))
    language = get_language() or "en"
    expected = [column.heading(language) for column in columns() if column.is_read]
    context = {**workspace_context(found, request.user, "activities"), "form": form, "read": read,
               "expected": expected, "heads": [column.heading(language) for column in read.columns] if read else [],
               "rows": _rows(read) if read else [], "counts": _counts(read) if read else [],
               "has_problems": bool(read and read.count("wrong"))}  # fmt: skip
    return render(request, "activities/import.html", context)


def _read(request: HttpRequest, project: Project, form: LogForm) -> ReadLog:
    upload = form.cleaned_data.get("file")
    text = text_of(upload.name, upload.read(6 * 1024 * 1024)) if upload else str(form.cleaned_data["text"])
    # What was read stays in the form, so that it can be mended there.
    form.data = {**request.POST.dict(), "text": text}
    return read_log(text, project, get_language() or "en", timezone.localdate())


def _counts(read: ReadLog) -> list[tuple[str, str]]:
    """Return (tone, words) of how many rows become what."""
    new, changed, same, wrong = (read.count(what) for what in ("new", "change", "same", "wrong"))
    told = [
        ("tag-good", new, ngettext("%(count)s new", "%(count)s new", new)),
        ("tag-wait", changed, ngettext("%(count)s changed", "%(count)s changed", changed)),
        ("", same, ngettext("%(count)s already there", "%(count)s already there", same)),
        ("tag-bad", wrong, ngettext("%(count)s to mend", "%(count)s to mend", wrong)),
    ]
    return [(tone, words % {"count": count}) for tone, count, words in told if count]


def _rows(read: ReadLog) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "what": row.what,
            "told": row.problems.get("", ""),
            "cells": [
                (cell, row.problems.get(column.key, "")) for cell, column in zip(row.cells, read.columns, strict=True)
            ],
            "elsewhere": [
                problem
                for key, problem in row.problems.items()
                if key and key not in {column.key for column in read.columns}
            ],
        }
        for row in read.rows
    ]


@login_required
def template(request: HttpRequest, project: str) -> HttpResponse:
    """Give an empty log to fill in, with the names that the project uses."""
    found = get_project_for(request.user, project, EDIT)
    language = get_language() or "en"
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_("Activity log"))
    for place, column in enumerate(column for column in columns() if column.is_read):
        sheet.write_string(0, place, column.heading(language), head)
        sheet.set_column(place, place, column.width, day if column.key in {"start", "end"} else None)
    sheet.freeze_panes(1, 0)
    names = book.add_worksheet(_("Names to use"))
    lists = _names(found, language)
    for place, (heading, values) in enumerate(lists):
        names.write_string(0, place, heading, head)
        names.set_column(place, place, 40)
        for number, value in enumerate(values, 1):
            names.write_string(number, place, value[:32_767])
    book.close()
    response = HttpResponse(made.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="log.xlsx"'
    return response


def _names(project: Project, language: str) -> list[tuple[str, list[str]]]:
    things = things_of(project)
    return [
        (_("Lines of the plan"), [str(line) for line in things.lines]),
        (_("Target groups"), [group.name for group in things.groups]),
        (_("Results"), [result.title_in(language) for result in things.results]),
        (_("Partners"), [str(partner) for partner in things.partners]),
        (_("Types"), [name for _code, name in codelist("activity_kinds").choices(language)]),
        (_("Channels"), [name for _code, name in codelist("channels").choices(language)]),
    ]
