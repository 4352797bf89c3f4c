"""The workspace's page of files, "read it back now", and the office's list of all that is not whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.accounts.gates import officer_required
from plon.fixity import actions
from plon.fixity.checking import SWEEP
from plon.fixity.enums import FileState
from plon.fixity.models import StoredFile
from plon.fixity.presenting import rows_of
from plon.fixity.queries import files_in, results_without_editable_form, troubles_everywhere
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT

SECTION = "stored_files"
A_PAGE = 50


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All files of the project: whole or not, when they were read back, what is risky about their formats."""
    found = get_project_for(request.user, project)
    rows = rows_of(list(files_in(found)))
    context = {
        **workspace_context(found, request.user, SECTION),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1")[:9]),
        "total": len(rows),
        "bytes": sum(row.file.size for row in rows),
        "lost": sum(row.is_trouble for row in rows),
        "risky": sum(bool(row.advice) for row in rows),
        "unchecked": sum(row.file.state == FileState.UNCHECKED for row in rows),
        "not_editable": results_without_editable_form(found),
        "sweep_days": SWEEP.days,
    }
    return render(request, "fixity/index.html", context)


@login_required
@require_POST
def check(request: HttpRequest, project: str, file: int) -> HttpResponse:
    """Read one file back now."""
    found = get_project_for(request.user, project, EDIT)
    stored = get_object_or_404(StoredFile, project=found, pk=file)
    tally = actions.read_file_back(found, path=stored.path, by=person_of(request))
    name = {"name": stored.name}
    if not tally.files:
        messages.info(request, _("“%(name)s” was deleted meanwhile.") % name)
    elif tally.mended:
        messages.success(request, _("A copy of “%(name)s” was not whole. It was written anew from the other.") % name)
    elif tally.faults:
        messages.error(request, _("“%(name)s” is not whole. Upload it again from your own copy.") % name)
    elif tally.found.get(FileState.UNREADABLE):
        messages.warning(request, _("The storage does not hand out “%(name)s” now. We try again.") % name)
    else:
        messages.success(request, _("“%(name)s” is whole, to the last byte.") % name)
    return redirect("fixity:index", project)


@officer_required
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """Everything in this installation that is not whole."""
    page = Paginator(troubles_everywhere(), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    total = StoredFile.objects.count()
    return render(request, "fixity/office.html", {"page": page, "total": total, "rows": rows_of(list(page))})
