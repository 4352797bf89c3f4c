"""The workspace's pages of public links: all of them, one with its history, "this is the right page"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.linkwatch import actions
from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.links import website_of
from plon.linkwatch.presenting import acceptance_of, history_of, links_in, looks_of, rows_of
from plon.linkwatch.wording import what_happened
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT
from plon.results.models import ResultLink

SECTION = "watched_links"
A_PAGE = 50


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All public links of the project, the bad ones first, each with what to do."""
    found = get_project_for(request.user, project)
    rows = rows_of(found, links_in(found))
    website = website_of(found)
    context = {
        **workspace_context(found, request.user, SECTION),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1")[:9]),
        "total": len(rows),
        "unsafe": sum(row.health == LinkHealth.UNSAFE for row in rows),
        "broken": sum(row.health == LinkHealth.BROKEN for row in rows),
        "living": sum(row.health == LinkHealth.LIVING for row in rows),
        "website": website,
        "website_says": what_happened(website.state) if website else "",
    }
    return render(request, "linkwatch/index.html", context)


@login_required
@require_safe
def link(request: HttpRequest, project: str, link: int) -> HttpResponse:
    """One link: what we saw before and now, since when, what to do."""
    found = get_project_for(request.user, project)
    chosen = _link_of(found, link)
    row = rows_of(found, [chosen])[0]
    then, now = looks_of(row.state) if row.state else (None, None)
    context = {
        **workspace_context(found, request.user, SECTION),
        "row": row,
        "each": row.trouble,
        "then": then,
        "now": now,
        "history": history_of(row.state) if row.state else [],
        "accepted": acceptance_of(row.state, found) if row.is_accepted and row.state else None,
    }
    return render(request, "linkwatch/link.html", context)


def _link_of(project: Project, key: int) -> ResultLink:
    found = next((each for each in links_in(project) if each.pk == key), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_POST
def accept(request: HttpRequest, project: str, link: int) -> HttpResponse:
    """Say that the page behind a link is the right one."""
    found = get_project_for(request.user, project, EDIT)
    try:
        actions.accept_page(_link_of(found, link), by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted: this is the right page. We tell you if it changes again."))
    return redirect("linkwatch:link", project, link)


@login_required
@require_POST
def doubt(request: HttpRequest, project: str, link: int) -> HttpResponse:
    """Take that back."""
    found = get_project_for(request.user, project, EDIT)
    actions.withdraw_acceptance(_link_of(found, link), by=person_of(request))
    messages.success(request, _("Taken back. The link is treated as before."))
    return redirect("linkwatch:link", project, link)
