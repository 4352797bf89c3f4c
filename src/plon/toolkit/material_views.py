"""One tool: set it up beside its preview, make its files, remove it and put it back."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.toolkit import actions, setting_up
from plon.toolkit.facts import load_facts
from plon.toolkit.forms import ToolForm
from plon.toolkit.making import make_file, make_version
from plon.toolkit.models import Material
from plon.toolkit.previewing import first_language, picture_of, preview_page, sample_of, show
from plon.toolkit.queries import get_material_for, get_tool
from plon.toolkit.views import webp

FRAMES = {"frame-src": [SELF]}


@login_required
@csp_update(FRAMES)  # type: ignore[arg-type]  # its annotation wants tuples
def new(request: HttpRequest, project: str, tool: str) -> HttpResponse:
    """Set up a tool. With a button for a file, it is saved first and the file made after."""
    if request.method == "POST" and setting_up.is_switch(request.POST):
        return _switched(request, get_project_for(request.user, project, EDIT), tool)
    answer = _new(request, project=project, tool=tool)
    if isinstance(answer, HttpResponseRedirect) and request.POST.get("make"):
        made = get_material_for(request.user, project, resolve(urlsplit(answer.url).path).kwargs["material"], EDIT)
        return _make(request, made, str(request.POST["make"])[:20])
    return answer


@take_once
def _new(request: HttpRequest, *, project: str, tool: str) -> HttpResponse:
    found = get_project_for(request.user, project, EDIT)
    facts, kind = load_facts(found), get_tool(tool)
    if not facts.results:
        messages.info(request, _("First say what you make: a tool says something of a result."))
        return redirect("results:index", project)
    form = setting_up.new_form(request, facts, kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.set_up_material(
                found, by=person_of(request), tool=tool, choices=form.choices(), keeps_names=form.keeps_names
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. You can come back to it at any time."))
            return redirect("toolkit:material", project, made.public_id)
    return _page(request, found, form, None)


def _switched(request: HttpRequest, project: Project, tool: str, material: Material | None = None) -> HttpResponse:
    """Show the form in another language or with an event filled in; nothing is saved, nothing lost."""
    facts = load_facts(project)
    form = setting_up.switched_form(request, facts, get_tool(tool), material)
    return _page(request, project, form, material)


def _page(request: HttpRequest, project: Project, form: ToolForm, material: Material | None) -> HttpResponse:
    context = setting_up.context_of(request.user, project, form, material, made=request.GET.get("made", ""))
    is_wrong = form.is_bound and bool(form.errors)
    return render(request, "toolkit/tool.html", context, status=422 if is_wrong else 200)


@login_required
@csp_update(FRAMES)  # type: ignore[arg-type]  # see above
def material(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """A tool that was set up: its form for editors, its files for everybody in the team."""
    is_post = request.method == "POST"
    found = get_material_for(request.user, project, material, EDIT if is_post else VIEW)
    if found.tool not in setting_up.known_tools() or found.origin != "made":
        raise Http404
    if is_post and setting_up.is_switch(request.POST):
        return _switched(request, found.project, found.tool, found)
    form = setting_up.material_form(request, load_facts(found.project), found)
    if is_post and form.is_valid() and _is_saved(request, found, form):
        if key := request.POST.get("make", "")[:20]:
            # Read anew: the file is made of what was saved a moment ago, not of what the page began with.
            return _make(request, get_material_for(request.user, project, material, EDIT), key)
        messages.success(request, _("Saved."))
        return redirect(_address(project, found, form.cleaned_data["language"]))
    return _page(request, found.project, form, found)


def _address(project: str, material: Material, language: str) -> str:
    return reverse("toolkit:material", args=[project, material.public_id]) + f"?language={language}"


def _is_saved(request: HttpRequest, material: Material, form: ToolForm) -> bool:
    try:
        actions.change_material(
            material, by=person_of(request), choices=form.choices(), version=form.cleaned_data["version"],
            keeps_names=form.keeps_names,
        )  # fmt: skip
    except ChangedMeanwhile as refusal:
        form.data = {**_listed(form.data), "version": str(material.version)}
        show_refusal(form, refusal)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


def _listed(data: Any) -> dict[str, Any]:
    return {key: data.getlist(key) if key == "results" else data.get(key) for key in data}


def _make(request: HttpRequest, material: Material, output: str) -> HttpResponse:
    """Make a file in the form's language and lead to where it can be taken."""
    language = request.POST.get("language", "")[:5] or material.language
    project = material.project.public_id
    try:
        version = make_version(material, language, output, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
        return redirect(_address(project, material, language))
    return redirect(f"{_address(project, material, language)}&made={version.public_id}#files")


@login_required
@require_POST
def make(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Make a file of a saved tool, for the first time or again."""
    found = get_material_for(request.user, project, material, EDIT)
    return _make(request, found, request.POST.get("output", "")[:20])


@login_required
@require_POST
def make_again(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Make all files of a tool again that are outdated or may not be handed out."""
    found = get_material_for(request.user, project, material, EDIT)
    count, refused = setting_up.make_outdated(found, by=person_of(request))
    for words in refused:
        messages.error(request, words)
    if count:
        messages.success(request, _("Made again with what your project says now: %(count)s.") % {"count": count})
    return redirect(reverse("toolkit:material", args=[project, material]) + "#files")


@login_required
@require_POST
def hand_out(request: HttpRequest, project: str, tool: str) -> HttpResponse:
    """Make a file with names of people and hand it out at once: nothing of it is kept, unless somebody asks."""
    found = get_project_for(request.user, project, EDIT)
    facts, kind = load_facts(found), get_tool(tool)
    form = setting_up.bound_form(request, facts, kind)
    if not form.is_valid():
        return _page(request, found, form, None)
    try:
        if form.keeps_names:
            kept = setting_up.keep(request, found, tool, form, by=person_of(request))
            return _make(request, kept, request.POST.get("output", "")[:20])
        language, output = form.cleaned_data["language"], request.POST.get("output", "")[:20]
        made = make_file(facts, form.chosen(), language, output, by=person_of(request))
    except DomainError as refusal:
        show_refusal(form, refusal)
        return _page(request, found, form, None)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(made.data, content_type=made.output.media_type, headers=headers)


@login_required
@require_POST
def preview(request: HttpRequest, project: str, tool: str) -> HttpResponse:
    """What the form would make: as data for the page's script, or as a page for its frame."""
    found = get_project_for(request.user, project, EDIT)
    facts, kind = load_facts(found), get_tool(tool)
    form = setting_up.bound_form(request, facts, kind)
    form.is_valid()
    language = form.cleaned_data.get("language", "")
    shown = show(facts, form.chosen(), language)
    if request.POST.get("as") == "page":
        return preview_page(shown)
    return JsonResponse(setting_up.told(shown, form))


@login_required
@require_safe
def shown(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """What a saved tool looks like, as a page for a frame."""
    found = get_material_for(request.user, project, material)
    facts = load_facts(found.project)
    language = request.GET.get("language", found.language)[:5]
    return preview_page(show(facts, setting_up.chosen_for(found, language, facts), language))


@login_required
@require_safe
def picture(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """A small picture of a saved tool."""
    found = get_material_for(request.user, project, material)
    facts = load_facts(found.project)
    if found.tool not in setting_up.known_tools():
        raise Http404
    chosen = setting_up.chosen_for(found, found.language, facts)
    if not chosen.results:
        chosen = sample_of(facts, found.tool, first_language(facts))
    return webp(request, *picture_of(facts, chosen, found.language))


@login_required
@require_POST
def remove(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Take a tool out of the list; the next page offers to put it back."""
    found = get_material_for(request.user, project, material, EDIT)
    actions.remove_material(found, by=person_of(request))
    return redirect(f"{reverse('toolkit:index', args=[project])}?removed={found.public_id}")


@login_required
@require_POST
def restore(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Put a removed tool back."""
    found = get_material_for(request.user, project, material, EDIT, is_removed=True)
    actions.restore_material(found, by=person_of(request))
    messages.success(request, _("It is back, with all its files."))
    return redirect("toolkit:index", project)


@login_required
@require_POST
def put_away(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Note that copies with a photo that may not be shown any more were put away."""
    found = get_material_for(request.user, project, material, EDIT)
    actions.confirm_put_away(found, by=person_of(request))
    messages.success(request, _("Noted. Thank you for looking after the people in your photos."))
    return redirect("toolkit:index", project)
