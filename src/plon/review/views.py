"""The team's pages: the same checks as the agency sees, submission, messages, an appeal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import CONTRIBUTE, MANAGE
from plon.review import actions
from plon.review.clock import days_to_answer, today
from plon.review.forms import AppealForm, RemarkForm
from plon.review.presenting import general, page_of
from plon.review.queries import get_hiding_for, get_item_for, hidings_in, review_of

SECTION = "review"
UNPROCESSABLE = 422


def language_now() -> str:
    return (get_language() or "en").partition("-")[0]


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """All results with their checks, and how far each is with the agency."""
    found = get_project_for(request.user, project)
    return _page(request, found)


def _page(
    request: HttpRequest, project: Project, *, form: RemarkForm | None = None, at: str = "", status: int = 200
) -> HttpResponse:
    """Show the page; `form` is a message that was refused, `at` the item it is about ("" for the whole)."""
    review = review_of(project)
    page = page_of(project, review, hidings_in(project), language_now(), in_office=False)
    context: dict[str, Any] = {
        **workspace_context(project, request.user, SECTION),
        "review": review,
        "page": page,
        "owed": review.days_owed(today()) if review else None,
        "days": days_to_answer(),
        "remarks": general(review, in_office=False),
        "refused": form,
        "refused_at": at,
    }
    return render(request, "review/team.html", context, status=status)


@login_required
@require_POST
@take_once
def submit(request: HttpRequest, project: str) -> HttpResponse:
    """Hand the chosen results to the agency."""
    found = get_project_for(request.user, project, MANAGE)
    try:
        actions.submit_results(found, by=person_of(request), results=_chosen(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        days = days_to_answer()
        messages.success(request, ngettext(
            "Submitted. The agency answers within %(days)s day.", "Submitted. The agency answers within %(days)s days.",
            days,
        ) % {"days": days})  # fmt: skip
    return redirect("review:index", project)


def _chosen(request: HttpRequest) -> list[str]:
    """Return the public ids that were ticked; a text that is none names nothing."""
    return [each for each in request.POST.getlist("result")[:1000] if each.isalnum()]


@login_required
@require_POST
@take_once
def remark(request: HttpRequest, project: str, item: str = "") -> HttpResponse:
    """Write to the officer about one result, or about the whole."""
    if item:
        found, about = get_item_for(request.user, project, item, CONTRIBUTE)
    else:
        found, about = get_project_for(request.user, project, CONTRIBUTE), None
    review, form = review_of(found), RemarkForm(request.POST)
    if review is None:
        messages.error(request, _("Messages begin with the first submission."))
        return redirect("review:index", project)
    if not form.is_valid():
        return _page(request, found, form=form, at=item, status=UNPROCESSABLE)
    actions.add_remark(review, by=person_of(request), text=form.cleaned_data["text"], item=about, from_office=False)
    messages.success(request, _("Sent. The officer gets a letter."))
    return redirect("review:index", project)


@login_required
def appeal(request: HttpRequest, project: str, hiding: str) -> HttpResponse:
    """Say why a hidden result should be public again."""
    found = get_hiding_for(request.user, project, hiding, MANAGE)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal_hiding(found, by=person_of(request), text=form.cleaned_data["text"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your appeal is with the agency. You get a letter with its answer."))
            return redirect("review:index", project)
    assert found.project  # noqa: S101  the gate found it by its project
    context = {**workspace_context(found.project, request.user, SECTION), "hiding": found, "form": form}
    return render(request, "review/appeal.html", context, status=UNPROCESSABLE if form.errors else 200)
