"""Pages of a project's people: team, invitations, joining."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects import actions, queries
from plon.projects.enums import TeamRole
from plon.projects.forms import InvitationForm
from plon.projects.leaving import warnings_before
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import MANAGE


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
def change_member(request: HttpRequest, project: str, membership: int) -> HttpResponse:
    """Change what a member may do."""
    found = queries.get_project_for(request.user, project, MANAGE)
    chosen = get_object_or_404(found.memberships.select_related("person"), pk=membership)
    try:
        actions.change_member_role(chosen, by=person_of(request), role=request.POST.get("role", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:team", project)


@login_required
def remove_member(request: HttpRequest, project: str, membership: int) -> HttpResponse:
    """Take a person out of the team once the coordinator is sure; everyone may leave."""
    found = queries.get_project_for(request.user, project)
    chosen = get_object_or_404(found.memberships.select_related("person"), pk=membership)
    is_leaving = chosen.person_id == request.user.pk
    if not is_leaving:
        queries.get_project_for(request.user, project, MANAGE)
    if request.method == "POST":
        try:
            actions.remove_member(chosen, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("projects:team", project)
        if is_leaving:
            messages.success(request, _("You have left the team of “%(project)s”.") % {"project": found})
            return redirect("projects:index")
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": chosen.person})
        return redirect("projects:team", project)
    context = {
        **workspace_context(found, request.user, "team"),
        "member": chosen,
        "is_leaving": is_leaving,
        "warnings": warnings_before(chosen),
    }
    return render(request, "projects/remove_member.html", context)


@login_required
@require_POST
def change_invitation(request: HttpRequest, project: str, invitation: int) -> HttpResponse:
    """Take back an invitation, or send it again."""
    found = queries.get_project_for(request.user, project, MANAGE)
    chosen = get_object_or_404(found.invitations, pk=invitation)
    if request.POST.get("do") == "resend":
        try:
            actions.resend_invitation(chosen, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The invitation was sent again; the earlier link no longer works."))
    else:
        actions.revoke_invitation(chosen, by=person_of(request))
        messages.success(request, _("The invitation was taken back."))
    return redirect("projects:team", project)


@never_cache
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
    is_for_me = request.user.is_authenticated and person_of(request).email.lower() == found.email
    return render(request, "projects/invitation.html", {"invitation": found, "is_for_me": is_for_me})


@login_required
@require_POST
def join(request: HttpRequest, invitation: int) -> HttpResponse:
    """Accept from one's own list: the account's address is verified, so it is proof enough."""
    found = get_object_or_404(queries.open_invitations_for(person_of(request)), pk=invitation)
    try:
        actions.accept_invitation(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:index")
    messages.success(request, _("Welcome to the team."))
    return redirect(found.project.get_workspace_url())
