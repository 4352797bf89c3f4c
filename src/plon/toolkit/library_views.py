"""The library: everything that was made and uploaded, its versions, where it was used."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.activities.queries import get_activity_for
from plon.errors import DomainError
from plon.evidence.receiving import Received, receive
from plon.files import storing
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusals import ChangedMeanwhile
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, VIEW
from plon.toolkit import actions, library_actions
from plon.toolkit.enums import Origin
from plon.toolkit.facts import load_facts
from plon.toolkit.labels import tool_name
from plon.toolkit.library_forms import DescriptionForm, UploadForm, UseAtForm, UseForm, VersionForm, initial_of
from plon.toolkit.library_presenting import entries_of, entry_of, versions_of
from plon.toolkit.library_queries import (
    get_library_material_for,
    get_use_for,
    library_of,
    narrowing_of,
    uses_at,
)
from plon.toolkit.models import Material, MaterialVersion
from plon.typeset.tools import table
from plon.visibility.actions import start_check_of_file
from plon.visibility.enums import CheckOf

SECTION, PER_PAGE = "library", 40


def _language() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Everything, newest first; words, kind, origin and language narrow it; `?bin` shows what was removed."""
    found = get_project_for(request.user, project)
    is_bin, narrowing = "bin" in request.GET, narrowing_of(request.GET)
    materials = narrowing.apply(library_of(found, is_removed=is_bin))
    page = Paginator(materials, PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found, request.user, SECTION),
        "page": page,
        "entries": entries_of(page.object_list, load_facts(found), _language()),
        "narrowing": narrowing,
        "is_bin": is_bin,
        "tools": [(key, tool_name(key)) for key in table.KEYS],
        "origins": Origin.choices,
        "in_bin": library_of(found, is_removed=True).count(),
    }
    return render(request, "toolkit/library.html", context)


@login_required
def detail(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """One thing: its versions, where it was used, what is known of it."""
    found = get_library_material_for(request.user, project, material)
    return _detail(request, found, VersionForm(), UseForm(project=found.project))


def _detail(request: HttpRequest, material: Material, version_form: Form, use_form: Form) -> HttpResponse:
    facts = load_facts(material.project)
    context = {
        **workspace_context(material.project, request.user, SECTION),
        "material": material,
        "entry": entry_of(material, facts, _language()),
        "versions": versions_of(material, facts, _language()),
        "version_form": version_form,
        "use_form": use_form,
    }
    is_wrong = any(form.is_bound and form.errors for form in (version_form, use_form))
    return render(request, "toolkit/library_detail.html", context, status=422 if is_wrong else 200)


@login_required
@take_once
def upload(request: HttpRequest, project: str) -> HttpResponse:
    """Take something made elsewhere into the library."""
    found = get_project_for(request.user, project, EDIT)
    first = {"language": found.languages[0] if found.languages else _language()}
    form = UploadForm(request.POST or None, request.FILES or None, project=found, language=_language(), initial=first)
    if request.method == "POST" and form.is_valid():
        received = _received(form, found)
        if received is not None:
            try:
                made = library_actions.upload_material(
                    found, by=person_of(request), received=received, description=form.description()
                )
            except (DomainError, ValidationError) as refusal:
                storing.forget([received.path])
                show_refusal(form, refusal)
            else:
                messages.success(request, _("It is in the library. Say where you hand it out, or have it checked."))
                return redirect("toolkit:library_detail", project, made.public_id)
    return _form_page(request, found, form, None)


def _received(form: Form, project: Project) -> Received | None:
    """Judge and keep the file of a form; what is refused stands on the form."""
    upload = form.cleaned_data["file"]
    try:
        return receive(upload, upload.name or "", folder=f"toolkit/{project.public_id}/uploads")
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None


def _form_page(request: HttpRequest, project: Project, form: Form, material: Material | None) -> HttpResponse:
    context = {
        **workspace_context(project, request.user, SECTION),
        "form": form,
        "material": material,
        "limit": settings.MAX_UPLOAD_BYTES,
    }
    return render(request, "toolkit/library_form.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
def describe(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Correct what is said of something made elsewhere."""
    found = get_library_material_for(request.user, project, material, EDIT)
    if found.origin != Origin.UPLOADED:
        raise Http404
    form = DescriptionForm(
        request.POST or None, project=found.project, language=_language(), initial=initial_of(found)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _is_described(request, found, form):
        messages.success(request, _("Saved."))
        return redirect("toolkit:library_detail", project, material)
    return _form_page(request, found.project, form, found)


def _is_described(request: HttpRequest, material: Material, form: DescriptionForm) -> bool:
    try:
        library_actions.describe_material(
            material, by=person_of(request), description=form.description(), version=form.cleaned_data["version"]
        )
    except ChangedMeanwhile as refusal:
        form.data = form.data.copy()  # type: ignore[attr-defined]  # POST data
        form.data["version"] = str(material.version)  # type: ignore[index]  # the copy is writable
        show_refusal(form, refusal)
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


@login_required
@require_POST
@take_once
def new_version(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Add a newer file of something made elsewhere."""
    found = get_library_material_for(request.user, project, material, EDIT)
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid() and (received := _received(form, found.project)):
        try:
            library_actions.upload_version(
                found, by=person_of(request), received=received, note=form.cleaned_data["note"]
            )
        except (DomainError, ValidationError) as refusal:
            storing.forget([received.path])
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The newer file is here; the older ones stay below it."))
            return redirect("toolkit:library_detail", project, material)
    return _detail(request, found, form, UseForm(project=found.project))


@login_required
@require_POST
def use(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Say at which activity it was handed out or shown."""
    found = get_library_material_for(request.user, project, material, EDIT)
    form = UseForm(request.POST, project=found.project)
    if form.is_valid():
        try:
            library_actions.note_use(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted. It stands on the page of the activity, too."))
            return redirect(_uses_of(project, material))
    return _detail(request, found, VersionForm(), form)


def _uses_of(project: str, material: str) -> str:
    return reverse("toolkit:library_detail", args=[project, material]) + "#uses"


@login_required
@require_POST
def unuse(request: HttpRequest, project: str, material: str, use: int) -> HttpResponse:
    """Take a use back."""
    found = get_use_for(request.user, project, material, use)
    activity = found.activity.public_id
    library_actions.forget_use(found, by=person_of(request))
    messages.success(request, _("Taken back."))
    if "at" in request.POST:
        return redirect("toolkit:library_at", project, activity)
    return redirect(_uses_of(project, material))


@login_required
def at(request: HttpRequest, project: str, activity: str) -> HttpResponse:
    """What was handed out or shown at an activity, and the form that says so."""
    is_post = request.method == "POST"
    act = get_activity_for(request.user, project, activity, VIEW)
    found = get_project_for(request.user, project, EDIT if is_post else VIEW)
    form = UseAtForm(request.POST or None, project=found)
    if is_post and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            library_actions.note_use(given.pop("material"), act, by=person_of(request), **given)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect("toolkit:library_at", project, activity)
    context: dict[str, Any] = {
        **workspace_context(found, request.user, "activities"),
        "activity": act,
        "uses": list(uses_at(act)),
        "form": form,
    }
    return render(request, "toolkit/library_at.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
@require_POST
def to_bin(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Put something into the bin, or take it out again (`back`)."""
    is_back = "back" in request.POST
    found = get_library_material_for(request.user, project, material, EDIT, is_removed=is_back)
    if is_back:
        actions.restore_material(found, by=person_of(request))
        messages.success(request, _("It is back, with all its files."))
        return redirect("toolkit:library_detail", project, material)
    actions.remove_material(found, by=person_of(request))
    messages.success(request, _("It lies in the bin for 30 days. You can put it back from here."))
    return redirect(reverse("toolkit:library", args=[project]) + "?bin")


@login_required
@require_POST
def check(request: HttpRequest, project: str, material: str) -> HttpResponse:
    """Have the newest file checked for emblem, statement, disclaimer and licence."""
    found = get_library_material_for(request.user, project, material, EDIT)
    newest = next((version for version in found.versions.all() if version.path), None)
    if newest is not None:
        try:
            started = _start_check(request, found, newest)
        except OSError:
            messages.error(request, _("The file could not be read. Upload it once more."))
        except (DomainError, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            return redirect("visibility:check", project, started)
    return redirect("toolkit:library_detail", project, material)


def _start_check(request: HttpRequest, material: Material, version: MaterialVersion) -> str:
    with storages["default"].open(version.path, "rb") as stream:
        return start_check_of_file(
            material.project, by=person_of(request), name=version.name, stream=stream, of=CheckOf.MATERIAL
        ).public_id
