"""The first page of the toolkit: what there is, what is outdated, what could be made; and how all of it looks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.files.handing import Handed, hand_out
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.toolkit import actions
from plon.toolkit.facts import load_facts, look_of
from plon.toolkit.forms import LogoForm, LookForm
from plon.toolkit.looks import contrast_of, readable_accent, theme_samples
from plon.toolkit.models import Material
from plon.toolkit.presenting import cards_of, offers
from plon.toolkit.previewing import first_language, picture_of, sample_of
from plon.toolkit.queries import get_tool, kits_of, materials_of

SECTION = "tools"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """What the team has, what is outdated, and what it could make, each with a picture in the project's look."""
    found = get_project_for(request.user, project)
    facts = load_facts(found)
    context = {
        **workspace_context(found, request.user, SECTION),
        "facts": facts,
        "cards": cards_of(list(materials_of(found)), facts),
        "offers": offers(facts),
        "kits": list(kits_of(found)[:3]),
        "look": facts.look,
        "removed": _removed(request, found),
    }
    return render(request, "toolkit/index.html", context)


def _removed(request: HttpRequest, project: Project) -> Material | None:
    """Return the tool that was removed a moment ago, to be put back at once."""
    key = request.GET.get("removed", "")[:12]
    return Material.objects.filter(project=project, public_id=key, removed_at__isnull=False).first() if key else None


@login_required
def look(request: HttpRequest, project: str) -> HttpResponse:
    """Theme, colour with its contrast, logo, and what all tools carry."""
    found = get_project_for(request.user, project, EDIT if request.method == "POST" else VIEW)
    known = look_of(found)
    form = LookForm(request.POST or None, initial=LookForm.initial_of(known))
    if request.method == "POST" and form.is_valid() and _is_set(request, found, form):
        messages.success(request, _("Saved. Files made before keep their old look until you make them again."))
        return redirect("toolkit:look", project)
    accent = readable_accent(request.GET.get("accent", "") or str(form["accent"].value()))
    context = {
        **workspace_context(found, request.user, SECTION),
        "form": form,
        "logo_form": LogoForm(),
        "look": known,
        "samples": theme_samples(accent),
        "contrast": contrast_of(accent),
        "contrast_ground": accent,
    }
    return render(request, "toolkit/look.html", context, status=422 if form.errors else 200)


def _is_set(request: HttpRequest, project: Project, form: LookForm) -> bool:
    values: dict[str, Any] = dict(form.cleaned_data)
    try:
        actions.set_look(project, by=person_of(request), **values)
    except ChangedMeanwhile as refusal:
        form.data = {**form.data.dict(), "version": str(look_of(project).version)}  # type: ignore[attr-defined]  # POST
        show_refusal(form, refusal)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


@login_required
@require_POST
def logo(request: HttpRequest, project: str) -> HttpResponse:
    """Set or take away the project's logo."""
    found = get_project_for(request.user, project, EDIT)
    if "remove" in request.POST:
        actions.remove_project_logo(found, by=person_of(request))
        messages.success(request, _("The logo is off the tools."))
        return redirect("toolkit:look", project)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.set_project_logo(found, by=person_of(request), upload=form.cleaned_data["logo"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The logo stands on the tools now."))
    else:
        messages.error(request, _("Choose a file first."))
    return redirect("toolkit:look", project)


@login_required
@require_safe
def logo_file(request: HttpRequest, project: str) -> HttpResponseBase:
    """The project's logo as a picture."""
    known = look_of(get_project_for(request.user, project))
    storage, name = storages["default"], known.logo.name
    if not name or not storage.exists(name):
        raise Http404
    return hand_out(request, Handed(storage, name, "logo.png", "image/png", storage.size(name), name[-40:], 60))


@login_required
@require_safe
def picture(request: HttpRequest, project: str, tool: str) -> HttpResponse:
    """A small picture of a tool in the project's look, made of its first result."""
    found = get_project_for(request.user, project)
    facts = load_facts(found)
    language = first_language(facts)
    return webp(request, *picture_of(facts, sample_of(facts, get_tool(tool).key, language), language))


def webp(request: HttpRequest, made: bytes, tag: str) -> HttpResponse:
    """Answer with a small picture that the browser asks about again each time; with nothing if there is none."""
    if not made:
        return HttpResponse(status=204)
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return HttpResponse(status=304)
    return HttpResponse(
        made, content_type="image/webp", headers={"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    )
