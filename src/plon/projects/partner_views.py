"""Pages of a project's partnership and of the organisations in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.organisations.actions import change_organisation, remove_logo, set_logo
from plon.organisations.forms import LogoForm, OrganisationForm
from plon.organisations.models import Organisation
from plon.projects import actions, queries
from plon.projects.enums import PartnershipRole
from plon.projects.forms import PartnerForm
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT


@login_required
@take_once
def partners(request: HttpRequest, project: str) -> HttpResponse:
    """The partnership, and adding to it."""
    found = queries.get_project_for(request.user, project)
    form = PartnerForm(request.POST or None)
    if request.method == "POST":
        queries.get_project_for(request.user, project, EDIT)
        if form.is_valid():
            try:
                with transaction.atomic():
                    organisation = form.organisation_to_use(person_of(request))
                    actions.add_partner(
                        found, by=person_of(request), organisation=organisation, role=form.cleaned_data["role"]
                    )
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
def change_partner(request: HttpRequest, project: str, partnership: int) -> HttpResponse:
    """Change the part of an organisation, or its place in the list."""
    found = queries.get_project_for(request.user, project, EDIT)
    chosen = get_object_or_404(found.partnerships.select_related("organisation", "project"), pk=partnership)
    if move := request.POST.get("move"):
        actions.move_partner(chosen, by=person_of(request), up=move == "up")
        return redirect("projects:partners", project)
    try:
        actions.change_partner(chosen, by=person_of(request), role=request.POST.get("role", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:partners", project)


@login_required
def remove_partner(request: HttpRequest, project: str, partnership: int) -> HttpResponse:
    """Take an organisation out of the partnership, once the person is sure."""
    found = queries.get_project_for(request.user, project, EDIT)
    chosen = get_object_or_404(found.partnerships.select_related("organisation", "project"), pk=partnership)
    if request.method == "POST":
        try:
            actions.remove_partner(chosen, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("%(name)s is no longer in the partnership.") % {"name": chosen.organisation.name}
            )
        return redirect("projects:partners", project)
    context = {**workspace_context(found, request.user, "partners"), "partnership": chosen}
    return render(request, "projects/remove_partner.html", context)


@login_required
def organisation(request: HttpRequest, project: str, partnership: int) -> HttpResponse:
    """The public profile of a partner; its record is shared by all its projects."""
    found = queries.get_project_for(request.user, project)
    chosen = get_object_or_404(found.partnerships.select_related("organisation"), pk=partnership)
    if not queries.may_edit_organisation(request.user, chosen.organisation_id, found):
        messages.info(
            request, _("Only the coordinator of a project that this organisation coordinates may change its profile.")
        )
        return redirect("projects:partners", project)
    name = chosen.organisation.name
    form = OrganisationForm(request.POST or None, instance=chosen.organisation)
    if request.method == "POST" and form.is_valid():
        fresh = Organisation.objects.get(pk=chosen.organisation_id)  # the form has changed the one it holds
        try:
            change_organisation(fresh, by=person_of(request), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            for warning in form.warnings():
                messages.warning(request, warning)
            messages.success(request, _("Saved."))
            return redirect("projects:partners", project)
    context = {
        **workspace_context(found, request.user, "partners"),
        "form": form,
        "name": name,
        "organisation": chosen.organisation,
        "partnership": chosen,
        "logo_form": LogoForm(),
    }
    return render(request, "projects/organisation.html", context)


@login_required
def logo(request: HttpRequest, project: str, partnership: int) -> HttpResponseBase:
    """A partner's logo: shown to the team, set and taken away by who may change the profile."""
    found = queries.get_project_for(request.user, project)
    chosen = get_object_or_404(found.partnerships.select_related("organisation"), pk=partnership)
    organisation = chosen.organisation
    if request.method != "POST":
        if not organisation.logo:
            raise Http404
        return FileResponse(organisation.logo.open("rb"), content_type="image/png")
    if not queries.may_edit_organisation(request.user, organisation.pk, found):
        raise PermissionDenied
    form = LogoForm(request.POST, request.FILES)
    try:
        if "remove" in request.POST:
            remove_logo(organisation, by=person_of(request))
        elif form.is_valid():
            set_logo(organisation, by=person_of(request), upload=form.cleaned_data["logo"])
        else:
            messages.error(request, " ".join(map(str, form.errors.get("logo", []))))
            return redirect("projects:organisation", project, partnership)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:organisation", project, partnership)
