"""Pages of a project's people and partners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.organisations.actions import add_organisation, change_organisation
from plon.organisations.forms import OrganisationForm
from plon.projects import actions, queries
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.forms import InvitationForm, PartnerForm
from plon.projects.pages import workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE
from plon.projects.views import person_of


@login_required
@take_once
def people(request: HttpRequest, project: str) -> HttpResponse:
    """The team, and inviting into it."""
    found = queries.get_project_for(request.user, project)
    form = InvitationForm(request.POST or None, project=found, initial={"language": person_of(request).language})
    if request.method == "POST":
        queries.get_project_for(request.user, project, MANAGE)
        if form.is_valid():
            try:
                actions.invite_person(found, by=person_of(request), **form.cleaned_data)
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The invitation is on its way."))
                return redirect("projects:team", project)
    context = {
        **workspace_context(found, request.user, "team"),
        "form": form,
        "members": found.memberships.select_related("person", "organisation"),
        "invitations": found.invitations.filter(accepted_at=None, revoked_at=None),
        "roles": TeamRole.choices,
    }
    return render(request, "projects/team.html", context)


@login_required
@require_POST
def member(request: HttpRequest, project: str, membership: int) -> HttpResponse:
    """Change a member's role, or remove them; everyone may leave."""
    found = queries.get_project_for(request.user, project)
    chosen = get_object_or_404(found.memberships.select_related("person"), pk=membership)
    is_leaving = chosen.person_id == request.user.pk and request.POST.get("role") == "remove"
    if not is_leaving:
        queries.get_project_for(request.user, project, MANAGE)
    try:
        if request.POST.get("role") == "remove":
            actions.remove_member(chosen, by=person_of(request))
        else:
            actions.change_member_role(chosen, by=person_of(request), role=request.POST.get("role", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, DomainError) else "; ".join(refusal.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:index" if is_leaving else "projects:team", *([] if is_leaving else [project]))


@login_required
@require_POST
def revoke(request: HttpRequest, project: str, invitation: int) -> HttpResponse:
    """Take back an invitation."""
    found = queries.get_project_for(request.user, project, MANAGE)
    actions.revoke_invitation(get_object_or_404(found.invitations, pk=invitation), by=person_of(request))
    messages.success(request, _("The invitation was taken back."))
    return redirect("projects:team", project)


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Where an invitation's link leads: sign in or up, then join."""
    found = queries.find_invitation(secret)
    if found is None:
        raise Http404
    if request.method == "POST" and request.user.is_authenticated:
        try:
            actions.accept_invitation(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect(found.project.get_workspace_url())
    return render(request, "projects/invitation.html", {"invitation": found})


@login_required
@take_once
def partners(request: HttpRequest, project: str) -> HttpResponse:
    """The partnership, and adding to it."""
    found = queries.get_project_for(request.user, project)
    form = PartnerForm(request.POST or None)
    if request.method == "POST":
        queries.get_project_for(request.user, project, EDIT)
        if form.is_valid():
            data = form.cleaned_data
            try:
                organisation = add_organisation(
                    by=person_of(request),
                    name=data["name"],
                    country=data["country"],
                    city=data["city"],
                    kind=data["kind"],
                )
                actions.add_partner(found, by=person_of(request), organisation=organisation, role=data["role"])
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("%(name)s is in the partnership.") % {"name": organisation.name})
                return redirect("projects:partners", project)
    context = {
        **workspace_context(found, request.user, "partners"),
        "form": form,
        "partnerships": found.partnerships.select_related("organisation"),
        "roles": PartnershipRole.choices,
    }
    return render(request, "projects/partners.html", context)


@login_required
@require_POST
def partner(request: HttpRequest, project: str, partnership: int) -> HttpResponse:
    """Change the part of an organisation, or take it out."""
    found = queries.get_project_for(request.user, project, EDIT)
    chosen = get_object_or_404(found.partnerships.select_related("organisation", "project"), pk=partnership)
    try:
        if request.POST.get("role") == "remove":
            actions.remove_partner(chosen, by=person_of(request))
        else:
            actions.change_partner(chosen, by=person_of(request), role=request.POST.get("role", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, DomainError) else "; ".join(refusal.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:partners", project)


@login_required
def organisation(request: HttpRequest, project: str, partnership: int) -> HttpResponse:
    """The public profile of a partner; its record is shared by all its projects."""
    found = queries.get_project_for(request.user, project, EDIT)
    chosen = get_object_or_404(found.partnerships.select_related("organisation"), pk=partnership)
    if not queries.may_edit_organisation(request.user, chosen.organisation_id, found):
        messages.info(
            request, _("Only the coordinator of a project that this organisation coordinates may change its profile.")
        )
        return redirect("projects:partners", project)
    form = OrganisationForm(request.POST or None, instance=chosen.organisation)
    if request.method == "POST" and form.is_valid():
        fresh = type(chosen.organisation).objects.get(pk=chosen.organisation_id)
        change_organisation(fresh, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("projects:partners", project)
    context = {**workspace_context(found, request.user, "partners"), "form": form, "organisation": chosen.organisation}
    return render(request, "projects/organisation.html", context)
