"""The team's pages: what people told, what they ask, which policies name a result."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.tables import MEDIA_TYPES
from plon.uptake import actions, queries
from plon.uptake.exporting import csv_of, workbook_of
from plon.uptake.forms import HideForm, ReplyForm, TeamPolicyForm
from plon.uptake.narrowing import narrowed, narrowing_of
from plon.uptake.proving import figures_of
from plon.uptake.queries import Something
from plon.uptake.team_presenting import adaptation_rows, filters_for, use_rows

SECTION = "uptake"
A_PAGE = 30
TABS = ("uses", "questions", "adaptations", "policies")
# What stands in an address for each kind of thing, and the tab on which it is found.
KINDS = {"use": "uses", "inquiry": "questions", "adaptation": "adaptations", "policy": "policies"}
UNPROCESSABLE = 422


def language_now() -> str:
    return get_language() or "en"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Figures, then one list: uses, questions, adaptations or policy references (`?show=`)."""
    found = get_project_for(request.user, project)
    show = request.GET.get("show", "")
    tab = show if show in TABS else TABS[0]
    context = {
        **workspace_context(found, request.user, SECTION),
        "figures": figures_of(found),
        "waiting": queries.waiting_in(found),
        "tab": tab,
        "form": HideForm(),
        **_list_of(tab, found, request),
    }
    return render(request, f"uptake/{tab}.html", context)


def _list_of(tab: str, project: Project, request: HttpRequest) -> dict[str, Any]:
    narrowing, language = narrowing_of(request.GET), language_now()
    number = request.GET.get("page", "1")[:9]
    if tab == "uses":
        every = queries.uses_in(project)
        page = Paginator(narrowed(every, narrowing), A_PAGE).get_page(number)
        told = every.order_by().values_list("result__public_id", "result__working_title", "country").distinct()
        filters = filters_for(told, narrowing, language)
        return {"page": page, "rows": use_rows(page, language), "narrowing": narrowing, "filters": filters}
    if tab == "questions":
        return {"page": Paginator(queries.inquiries_in(project), A_PAGE).get_page(number)}
    if tab == "adaptations":
        page_of_made = Paginator(queries.adaptations_in(project), A_PAGE).get_page(number)
        return {"page": page_of_made, "rows": adaptation_rows(page_of_made, language)}
    return {"page": Paginator(queries.policies_in(project), A_PAGE).get_page(number)}


@login_required
def inquiry(request: HttpRequest, project: str, inquiry: str) -> HttpResponse:
    """A question or suggestion with its answers; on POST the answer goes to who asked."""
    is_answer = request.method == "POST"
    found = get_project_for(request.user, project, EDIT) if is_answer else get_project_for(request.user, project)
    asked = get_object_or_404(queries.inquiries_in(found), public_id=inquiry)
    form = ReplyForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        try:
            actions.reply(asked, by=person_of(request), words=form.cleaned_data["words"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The answer is on its way by e-mail."))
            return redirect("uptake:inquiry", project, inquiry)
    context = {
        **workspace_context(found, request.user, SECTION),
        "asked": asked,
        "form": form,
        "can_answer": asked.contact is not None and not asked.closed_at and not asked.hidden_at,
    }
    return render(request, "uptake/inquiry.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def close(request: HttpRequest, project: str, inquiry: str) -> HttpResponse:
    """End a conversation."""
    found = get_project_for(request.user, project, EDIT)
    actions.close(get_object_or_404(queries.inquiries_in(found), public_id=inquiry), by=person_of(request))
    messages.success(request, _("The conversation is over. The address of who asked is erased in a month."))
    return redirect("uptake:inquiry", project, inquiry)


def thing_of(kind: str, project: Project, public_id: str) -> Something:
    """Return one told thing of a project.

    Raises:
        Http404: there is none.
    """
    if kind == "use":
        return get_object_or_404(queries.uses_in(project), public_id=public_id)
    if kind == "inquiry":
        return get_object_or_404(queries.inquiries_in(project), public_id=public_id)
    if kind == "adaptation":
        return get_object_or_404(queries.adaptations_in(project), public_id=public_id)
    if kind == "policy":
        return get_object_or_404(queries.policies_in(project), public_id=public_id)
    raise Http404


@login_required
def hide(request: HttpRequest, project: str, kind: str, thing: str) -> HttpResponse:
    """Ask why, then hide; what was told stays as it is."""
    found = get_project_for(request.user, project, EDIT)
    told = thing_of(kind, found, thing)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.hide(told, by=person_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("Hidden. It counts for nothing until you bring it back."))
        return _back(project, kind)
    context = {**workspace_context(found, request.user, SECTION), "told": told, "form": form, "tab": KINDS[kind]}
    return render(request, "uptake/hide.html", context, status=UNPROCESSABLE if form.errors else 200)


def _back(project: str, kind: str) -> HttpResponse:
    response = redirect("uptake:index", project)
    response["Location"] += f"?show={KINDS[kind]}"
    return response


@login_required
@require_POST
def restore(request: HttpRequest, project: str, kind: str, thing: str) -> HttpResponse:
    """Bring back what the team has hidden."""
    found = get_project_for(request.user, project, EDIT)
    try:
        actions.restore(thing_of(kind, found, thing), by=person_of(request))
        messages.success(request, _("It is back, and counts again."))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return _back(project, kind)


@login_required
@take_once
def add_policy(request: HttpRequest, project: str) -> HttpResponse:
    """Enter where a public body takes a result up."""
    found = get_project_for(request.user, project, EDIT)
    first = found.results.order_by("-published_at", "pk").select_related("project").first()
    if first is None:
        messages.error(request, _("Define a result first: a policy reference is about a result."))
        return _back(project, "policy")
    form = TeamPolicyForm(request.POST if request.method == "POST" else None, result=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_policy(form.cleaned_data["of"], by=person_of(request), values=form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The reference is listed and counts in the ledger."))
            return _back(project, "policy")
    context = {**workspace_context(found, request.user, SECTION), "form": form}
    return render(request, "uptake/policy.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def accept(request: HttpRequest, project: str, policy: str) -> HttpResponse:
    """Take over a reference that somebody suggested."""
    found = get_project_for(request.user, project, EDIT)
    actions.accept_policy(get_object_or_404(queries.policies_in(found), public_id=policy), by=person_of(request))
    messages.success(request, _("The reference is listed and counts in the ledger."))
    return _back(project, "policy")


@login_required
def export(request: HttpRequest, project: str, ending: str) -> HttpResponse:
    """The uses of the filters as CSV or XLSX, without anyone's name or address."""
    found = get_project_for(request.user, project)
    if ending not in MEDIA_TYPES:
        raise Http404
    uses = list(narrowed(queries.uses_in(found), narrowing_of(request.GET)))
    title = _("Use of the results of %(project)s") % {"project": found}
    content = csv_of(uses, language_now()) if ending == "csv" else workbook_of(uses, language_now(), title)
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="plon-uses-{found.public_id}.{ending}"'
    response["Cache-Control"] = "private, no-cache"
    return response
