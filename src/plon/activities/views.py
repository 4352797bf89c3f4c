"""What is planned and done, in three views of one line of days: list, agenda, calendar; and as a workbook."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from plon.activities.agenda import Agenda, Entry, Narrowing, days_of, line_labels, load_agenda, sheet_of, sums_of
from plon.activities.exporting import log_workbook
from plon.activities.narrowing import filters_for, narrowing_of
from plon.activities.queries import activities_of
from plon.history.models import Event
from plon.plans.presenting import LETTERS
from plon.projects.models import Project
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """List what is planned and done, narrowed and searched."""
    found = get_project_for(request.user, project)
    context, shown = _shared(request, found, "list")
    # What was done or comes next stands on top: open things first, by day, then the newest done.
    order = [*(e for e in shown if e.is_open), *reversed([e for e in shown if not e.is_open])]
    page = Paginator(order, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context |= {"page": page, "query": f"{query.urlencode()}&" if query else "", "undo": _undo(request, found)}
    return render(request, "activities/index.html", context)


@login_required
def agenda(request: HttpRequest, project: str) -> HttpResponse:
    """Tell what is late, what comes next and what was done, month by month."""
    found = get_project_for(request.user, project)
    context, shown = _shared(request, found, "agenda")
    return render(request, "activities/agenda.html", context | {"days": days_of(shown)})


@login_required
def calendar(request: HttpRequest, project: str) -> HttpResponse:
    """Show a month as a calendar."""
    found = get_project_for(request.user, project)
    context, shown = _shared(request, found, "calendar")
    today = timezone.localdate()
    sheet = sheet_of(shown, _month(request.GET.get("month", ""), today), today)
    query = request.GET.copy()
    query.pop("month", None)
    return render(request, "activities/calendar.html", context | {"sheet": sheet, "query": query.urlencode()})


@login_required
def export(request: HttpRequest, project: str) -> HttpResponse:
    """Give the activity log as a workbook, narrowed as the list is."""
    found = get_project_for(request.user, project)
    _agenda, narrowing, shown = _read(request, found)
    chosen = {entry.public_id for entry in shown if not entry.is_line} if narrowing else None
    acts = [act for act in activities_of(found).order_by("start", "pk") if chosen is None or act.public_id in chosen]
    labels = line_labels(found, _letter())
    response = HttpResponse(log_workbook(found, acts, labels, get_language() or "en"), content_type=XLSX)
    name = slugify(str(found))[:60] or found.public_id
    response["Content-Disposition"] = f'attachment; filename="{name}-activities.xlsx"'
    return response


def _letter() -> str:
    """Return how lines of the plan are called on the board: A1, A2; in Polish D1, D2."""
    return LETTERS["pl" if (get_language() or "").startswith("pl") else "en"]["activity"]


def _read(request: HttpRequest, project: Project) -> tuple[Agenda, Narrowing, list[Entry]]:
    read = load_agenda(project, timezone.localdate(), letter=_letter())
    narrowing = narrowing_of(request.GET, read)
    return read, narrowing, [entry for entry in read.entries if narrowing.lets(entry)]


def _shared(request: HttpRequest, project: Project, view: str) -> tuple[dict[str, Any], list[Entry]]:
    read, narrowing, shown = _read(request, project)
    language = get_language() or "en"
    return {
        **workspace_context(project, request.user, "activities"),
        "view": view,
        "agenda": read,
        "narrowing": narrowing,
        "filters": filters_for(read, narrowing, language),
        "sums": sums_of(shown),
        "filtered": request.GET.urlencode(),
        "titles": {key: result.title_in(language) for key, result in read.results.items()},
        "late_count": sum(entry.is_late for entry in shown),
    }, shown


def _month(text: str, today: datetime.date) -> datetime.date:
    try:
        wanted = datetime.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError:
        return today
    return wanted if 1990 <= wanted.year <= 2100 else today


def _undo(request: HttpRequest, project: Project) -> Event | None:
    """Return the removal that the address offers to undo."""
    removed = request.GET.get("removed", "")
    if not removed.isdecimal():
        return None
    return Event.objects.filter(pk=int(removed[:18]), project_id=project.pk, kind="act.removed").first()
