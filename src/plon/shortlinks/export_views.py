"""Hand out QR codes and counts; keep a figure as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.counting.memory import today
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE
from plon.shortlinks.codes import code_of
from plon.shortlinks.exporting import csv_of, workbook_of
from plon.shortlinks.keeping import Measure, keep_as_evidence, measures_of
from plon.shortlinks.narrowing import CHANNEL, LINK, RESULT, Period, narrowed, period_of
from plon.shortlinks.presenting import Row, begin_of, rows_of
from plon.shortlinks.queries import counts_of, get_link_for, links_of, reach_by_link
from plon.shortlinks.reach import sum_of
from plon.shortlinks.views import SECTION, language_now
from plon.tables import MEDIA_TYPES


@login_required
def qr(request: HttpRequest, project: str, code: str, kind: str) -> HttpResponse:
    """The QR code of a link: "svg", or a PNG "small", "medium", "large"."""
    made = code_of(get_link_for(request.user, project, code), kind)
    if made is None:
        raise Http404
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "private, max-age=3600"
    return response


@login_required
def export(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """The counts of the period as CSV or XLSX."""
    found = get_project_for(request.user, project)
    if ending not in MEDIA_TYPES:
        raise Http404
    links = list(links_of(found))
    period = period_of(request.GET, begin_of(links))
    rows = rows_of(links, reach_by_link(found, period.first, period.last), language_now())
    counts = counts_of(found, period.first, period.last)
    title = _("Short links of %(project)s, %(first)s to %(last)s") % {
        "project": found, "first": date_format(period.first), "last": date_format(period.last),
    }  # fmt: skip
    content = csv_of(rows, counts) if ending == "csv" else workbook_of(rows, counts, title=title, about=_how())
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    name = f"plon-links-{found.public_id}-{period.first}-{period.last}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _how() -> str:
    return "\n".join(
        (
            _("Openings: how often a link was opened. Robots are left out; twice within half a minute counts once."),
            _("Visits: each device counts once a day for each link; the days are added up."),
            _("People, at least: devices on the busiest day. If the same people came back every day, it was they."),
            _("People, at most: all openings. If every opening was somebody else, such as pupils who share a tablet."),
            _("No cookie was set, and neither an address nor a device was kept."),
        )
    )


@login_required
@take_once
def keep(request: HttpRequest, project: str) -> HttpResponse:
    """Show what can be kept of links and a period (`?about=link:CODE&from=…&to=…`), and keep the chosen figure."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    basis = _basis(found, request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        chosen = next((each for each in basis.measures if each.key == request.POST.get("measure")), None)
        if chosen is None:
            messages.error(request, _("Choose which figure to keep."))
        elif kept := _kept(request, found, basis, chosen):
            return redirect("evidence:detail", project, kept.public_id)
    context = {
        **workspace_context(found, request.user, SECTION),
        "basis": basis,
        "period": basis.period,
        "is_running": basis.period.last >= today(),
    }
    return render(request, "shortlinks/keep.html", context)


@dataclass(frozen=True, slots=True)
class _Basis:
    """Of which links and days a figure is, and what can be kept of them."""

    asked: str
    about: str
    period: Period
    measures: tuple[Measure, ...]


def _basis(project: Project, asked: Mapping[str, str]) -> _Basis:
    every, which = list(links_of(project)), asked.get("about", "")
    period = period_of(asked, begin_of(every))
    rows = rows_of(narrowed(every, which), reach_by_link(project, period.first, period.last), language_now())
    return _Basis(which, _words_for(rows, which), period, measures_of(sum_of(row.reach for row in rows)))


def _kept(request: HttpRequest, project: Project, basis: _Basis, measure: Measure) -> Evidence | None:
    try:
        kept, is_new = keep_as_evidence(project, by=person_of(request), about=basis.about, measure=measure,
                                        period=basis.period, now=today())  # fmt: skip
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return None
    told = _("The figure is evidence now. Open an activity to say what it proves.")
    messages.success(request, told if is_new else _("This figure was evidence already."))
    return kept


def _words_for(rows: list[Row], about: str) -> str:
    """Return which links are meant, in words."""
    kind = about.partition(":")[0]
    if not rows:
        return _("no links")
    names = {LINK: rows[0].whole_name, RESULT: rows[0].about, CHANNEL: rows[0].channel or _("no channel named")}
    return names.get(kind, _("all of the project"))
