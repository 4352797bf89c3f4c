"""Pages of the workspace about partners without account: their links, and the calendars."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.corner import actions, queries
from plon.corner.calendar_addresses import addresses_of
from plon.corner.forms import LinkForm
from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.organisations.models import Organisation
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, EDIT, MANAGE


@login_required
@take_once
def links(request: HttpRequest, project: str) -> HttpResponse:
    """The personal links of a project, and sending one."""
    found = get_project_for(request.user, project, MANAGE)
    form = LinkForm(request.POST or None, project=found, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        try:
            link = actions.send_link(found, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The link is on its way to %(email)s.") % {"email": link.email})
            return redirect("partner_links:index", project)
    context = {
        **workspace_context(found, request.user, "team"),
        "form": form,
        "links": queries.links_of(found),
        "has_partners": found.partnerships.exists(),
    }
    return render(request, "corner/links.html", context)


@login_required
@require_POST
def renew(request: HttpRequest, project: str, link: str) -> HttpResponse:
    """Send a link again, with a new address."""
    found = get_project_for(request.user, project, MANAGE)
    chosen = get_object_or_404(found.partner_links, public_id=link)
    try:
        actions.renew_link(chosen, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A new link is on its way; the earlier one no longer works."))
    return redirect("partner_links:index", project)


@login_required
def revoke(request: HttpRequest, project: str, link: str) -> HttpResponse:
    """Take a link back, once the coordinator is sure."""
    found = get_project_for(request.user, project, MANAGE)
    chosen = get_object_or_404(found.partner_links.select_related("organisation"), public_id=link)
    if request.method == "POST":
        actions.revoke_link(chosen, by=person_of(request))
        messages.success(request, _("The link of %(name)s no longer works.") % {"name": chosen})
        return redirect("partner_links:index", project)
    context = {**workspace_context(found, request.user, "team"), "link": chosen}
    return render(request, "corner/revoke.html", context)


@login_required
def calendars(request: HttpRequest, project: str) -> HttpResponse:
    """Follow the plan in one's own calendar, and choose whether letters come."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    context = {
        **workspace_context(found, request.user, "team"),
        "calendars": addresses_of(found),
        "wants_letters": queries.wants_letters(found, person_of(request).pk),
    }
    return render(request, "corner/calendars.html", context)


@login_required
@require_POST
def make_calendar(request: HttpRequest, project: str) -> HttpResponse:
    """Make the address of a calendar: the whole project's, or one partner's. An editor may also end the old one."""
    is_new = "renew" in request.POST
    found = get_project_for(request.user, project, EDIT if is_new else CONTRIBUTE)
    partners = Organisation.objects.filter(partnerships__project=found)
    chosen = request.POST.get("partner", "")
    partner = get_object_or_404(partners, public_id=chosen) if chosen else None
    calendar = actions.make_calendar(found, by=person_of(request), organisation=partner)
    if is_new:
        actions.renew_calendar(calendar, by=person_of(request))
        messages.success(request, _("The calendar has a new address; the earlier one no longer works."))
    else:
        messages.success(request, _("The calendar has its address."))
    return redirect("partner_links:calendars", project)


@login_required
@require_POST
def letters(request: HttpRequest, project: str) -> HttpResponse:
    """Begin or stop one's own reminders and digests of a project."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    actions.choose_own_letters(found, by=person_of(request), wants=request.POST.get("wants") == "yes")
    messages.success(request, _("Saved."))
    return redirect("partner_links:calendars", project)
