"""Pages of keeping: the report, and destroying when the years are over."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.evidence.retention import actions, queries
from plon.evidence.retention.clock import clock_of
from plon.evidence.retention.exporting import keeping_document, keeping_workbook, rule_words
from plon.evidence.retention.forms import DestroyForm
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE
from plon.typeset.compiler import TypesetError

logger = logging.getLogger(__name__)
PER_PAGE = 200
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}


def _language() -> str:
    return "pl" if (get_language() or "").startswith("pl") else "en"


@login_required
def report(request: HttpRequest, project: str) -> HttpResponse:
    """What is kept, how much, until when, by which rule; what may be destroyed from then on."""
    found = get_project_for(request.user, project)
    clock = clock_of(found, timezone.localdate())
    context = {
        **workspace_context(found, request.user, "evidence"),
        "tab": "retention",
        "clock": clock,
        "rule": rule_words(clock, _language()),
        "source": clock.rule.source[_language()],
        "kept": queries.kept_of(found),
    }
    return render(request, "evidence/retention.html", context)


@login_required
def destroy(request: HttpRequest, project: str) -> HttpResponse:
    """Choose pieces after the last day of keeping, and destroy them with the project's name typed."""
    found = get_project_for(request.user, project, MANAGE)
    clock = clock_of(found, timezone.localdate())
    form = DestroyForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            _destroy(request, form)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("evidence:retention", project)
    page = Paginator(queries.destroyable_of(found), PER_PAGE).get_page(request.GET.get("page", "")[:9])
    context = {
        **workspace_context(found, request.user, "evidence"),
        "tab": "retention",
        "clock": clock,
        "rule": rule_words(clock, _language()),
        "form": form,
        "page": page,
        "chosen": set(request.POST.getlist("piece")),
        "erasable": queries.erasable_consents_of(found).count(),
    }
    return render(request, "evidence/retention_destroy.html", context)


def _destroy(request: HttpRequest, form: DestroyForm) -> None:
    chosen = None if form.cleaned_data["everything"] else request.POST.getlist("piece")
    person = person_of(request)
    with transaction.atomic():
        names = actions.erase_consents(form.project, by=person) if form.cleaned_data["consents"] else 0
        pieces = actions.destroy_after_keeping(form.project, by=person, chosen=chosen)
    told = [
        ngettext("%(count)d piece was destroyed.", "%(count)d pieces were destroyed.", pieces) % {"count": pieces},
        ngettext("%(count)d consent was erased.", "%(count)d consents were erased.", names) % {"count": names},
    ]
    messages.success(request, " ".join(text for text, number in zip(told, (pieces, names), strict=True) if number))


@login_required
def listing(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """The report as a list in a file."""
    found = get_project_for(request.user, project)
    if ending not in TYPES:
        raise Http404
    sees = request.user.has_perm(EDIT, found)
    make = keeping_workbook if ending == "xlsx" else keeping_document
    clock = clock_of(found, timezone.localdate())
    try:
        content = make(found, queries.pieces_of(found), clock, _language(), sees_confidential=sees)
    except TypesetError:
        logger.exception("The list of evidence of project %s could not be set", found.public_id)
        messages.error(request, _("The list could not be made just now. Take the workbook instead."))
        return redirect("evidence:retention", project)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="evidence-{found.public_id}.{ending}"'
    response["Cache-Control"] = "private, no-cache"
    return response
