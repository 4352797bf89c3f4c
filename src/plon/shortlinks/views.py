"""Links and reach in the workspace: the table, one link, making and naming own ones."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.shortlinks import actions
from plon.shortlinks.codes import PIXELS
from plon.shortlinks.drawing import picture_of
from plon.shortlinks.forms import LinkForm, NameForm, initial_of
from plon.shortlinks.models import ShortLink
from plon.shortlinks.narrowing import LAST_DAYS, LINK, Period, last_days, period_of
from plon.shortlinks.presenting import begin_of, row_of, rows_of, sums_by_channel, sums_by_result
from plon.shortlinks.queries import get_link_for, links_of, reach_by_day, reach_by_link
from plon.shortlinks.reach import Reach, stretches_of, sum_of
from plon.typeset.qr import qr_svg

SECTION = "links"


def language_now() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Every link of the project and what it reached, the sums, the days (`?from=…&to=…`)."""
    found = get_project_for(request.user, project)
    links = list(links_of(found))
    period = period_of(request.GET, begin_of(links))
    rows = rows_of(links, reach_by_link(found, period.first, period.last), language_now())
    shown = [row for row in rows if row.link.retired_at is None]
    context = {
        **workspace_context(found, request.user, SECTION),
        **_days(links, period, begin_of(links)),
        "rows": shown,
        "retired": [row for row in rows if row.link.retired_at is not None],
        "total": sum_of(row.reach for row in rows),
        "by_result": sums_by_result(rows),
        "by_channel": sums_by_channel(rows),
    }
    return render(request, "shortlinks/index.html", context)


def _days(links: list[ShortLink], period: Period, begins: Any) -> dict[str, Any]:
    """Return the days of some links as a picture and as a table, and the periods that are offered."""
    days = reach_by_day(links, period.first, period.last)
    stretches = stretches_of(days, period.first, period.last)
    return {
        "period": period,
        "offered": [(count, last_days(count, begins)) for count in LAST_DAYS],
        "picture": picture_of(stretches),
        "stretches": [stretch for stretch in stretches if stretch.reach != Reach()],
    }


@login_required
def detail(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """One link: its QR code to take along, its days."""
    link = get_link_for(request.user, project, code)
    begins = begin_of([link])
    period = period_of(request.GET, begins)
    days = _days([link], period, begins)
    reach = reach_by_link(link.project, period.first, period.last).get(link.pk, Reach())
    context = {
        **workspace_context(link.project, request.user, SECTION),
        **days,
        "row": row_of(link, reach, language_now()),
        "total": reach,
        "about": f"{LINK}:{link.code}",
        "code": qr_svg(link.address, is_scalable=True),
        "sizes": PIXELS,
    }
    return render(request, "shortlinks/detail.html", context)


@login_required
@take_once
def add(request: HttpRequest, project: str) -> HttpResponse:
    """Make a link of the team's own."""
    found = get_project_for(request.user, project, EDIT)
    form = LinkForm(request.POST or None, project=found, language=language_now())
    if request.method == "POST" and form.is_valid():
        try:
            link = actions.add_link(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The link is ready: copy it, or take its QR code."))
            return redirect("shortlinks:detail", project, link.code)
    return _form_page(request, found, form, None)


@login_required
def change(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Rename a link of the team's own."""
    link = get_link_for(request.user, project, code, EDIT)
    form = NameForm(request.POST or None, language=language_now(), initial=initial_of(link))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_link(link, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("shortlinks:detail", project, code)
    return _form_page(request, link.project, form, link)


def _form_page(request: HttpRequest, project: Project, form: NameForm, link: ShortLink | None) -> HttpResponse:
    context = {**workspace_context(project, request.user, SECTION), "form": form, "link": link}
    return render(request, "shortlinks/form.html", context)


@login_required
@require_POST
def put_away(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Put a link away, or take it out again (`back`)."""
    link = get_link_for(request.user, project, code, EDIT)
    if "back" in request.POST:
        actions.bring_back_link(link, by=person_of(request))
        messages.success(request, _("The link is in the list again."))
    else:
        actions.retire_link(link, by=person_of(request))
        messages.success(request, _("The link is put away. It leads on, and goes on counting."))
    return redirect("shortlinks:detail", project, code)
