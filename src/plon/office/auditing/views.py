"""Officers read what happened."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plon.accounts.gates import officer_required
from plon.history.models import Event
from plon.office.auditing import exporting, queries
from plon.office.auditing.forms import AuditFilter

A_PAGE, UNPROCESSABLE = 50, 422


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    """All events of the house, narrowed down by person, kind, project and days."""
    form = AuditFilter(request.GET or {})
    found = queries.events(form.sought()) if form.is_valid() else Event.objects.none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", "1")[:9])
    events = list(page.object_list)
    projects = queries.projects_of(events)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(each, projects.get(each.project_id or 0), queries.shown_changes(each)) for each in events],
        "asked": f"{asked.urlencode()}&" if asked else "",
        "most": exporting.MOST,
    }
    return render(request, "office/auditing/index.html", context, status=UNPROCESSABLE if form.errors else 200)


@officer_required
def export(request: HttpRequest) -> HttpResponse:
    """The events asked for as CSV, at most `exporting.MOST` of them."""
    form = AuditFilter(request.GET or {})
    if not form.is_valid():
        return index(request)
    events = list(queries.events(form.sought())[: exporting.MOST])
    content = exporting.csv_of(events, queries.projects_of(events))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
