"""Add files by a plain form, links and figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.evidence import actions
from plon.evidence.forms import FigureForm, LinkForm, ProjectForm
from plon.evidence.models import Evidence
from plon.evidence.receiving import discard, receive
from plon.evidence.views import SECTION
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE

MOST_FILES = 50


@login_required
@require_POST
def add_files(request: HttpRequest, project: str) -> HttpResponse:
    """Take files that a plain form brings; what is refused is told, the rest is kept."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    # Pieces that the uploader sent before are there already; only files come with the form itself.
    added = len(request.POST.getlist("evidence"))
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        added += _is_added(request, found, upload)
    if added:
        text = ngettext("%(count)d piece of evidence is here.", "%(count)d pieces of evidence are here.", added)
        messages.success(request, text % {"count": added})
    elif not request.FILES:
        messages.error(request, _("Choose a file first."))
    return redirect("evidence:index", project)


def _is_added(request: HttpRequest, project: Project, upload: UploadedFile[bytes]) -> bool:
    name = upload.name or ""
    try:
        _take(request, project, upload)
    except (DomainError, ValidationError) as refusal:
        words = {"name": name[:100], "why": words_of(refusal)}
        messages.error(request, _("“%(name)s” was not taken: %(why)s") % words)
        return False
    return True


def _take(request: HttpRequest, project: Project, upload: UploadedFile[bytes]) -> Evidence:
    received = receive(upload, upload.name or "", folder=f"evidence/{project.public_id}")
    try:
        return actions.add_file(project, by=person_of(request), received=received)
    except Exception:
        discard(received)
        raise


@login_required
@take_once
def add_link(request: HttpRequest, project: str) -> HttpResponse:
    """Keep an address where something can be seen."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    form = LinkForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_link(found, by=person_of(request), **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The link is here."))
            return redirect("evidence:detail", project, added.public_id)
    return _page(request, found, form, "evidence/link.html")


@login_required
@take_once
def add_figure(request: HttpRequest, project: str) -> HttpResponse:
    """Keep a figure, with the screenshot that shows it."""
    found = get_project_for(request.user, project, CONTRIBUTE)
    form = FigureForm(
        request.POST or None, request.FILES or None, project=found, initial={"dated": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = _add_figure(request, found, form)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The figure is here."))
            return redirect("evidence:detail", project, added.public_id)
    return _page(request, found, form, "evidence/figure.html")


def _add_figure(request: HttpRequest, project: Project, form: FigureForm) -> Evidence:
    fields = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    upload = form.cleaned_data["file"]
    received = receive(upload, upload.name, folder=f"evidence/{project.public_id}") if upload else None
    try:
        return actions.add_figure(project, by=person_of(request), received=received, **fields)
    except Exception:
        if received:
            discard(received)
        raise


def _page(request: HttpRequest, project: Project, form: ProjectForm, template: str) -> HttpResponse:
    context = {**workspace_context(project, request.user, SECTION), "form": form}
    return render(request, template, context)
