"""The team's pages: who keeps what, asking somebody, handing over, going, retiring."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.keepers import actions, queries
from plon.keepers.enums import How
from plon.keepers.forms import AskForm, EndForm, NameForm
from plon.keepers.models import Keeping
from plon.keepers.presenting import rows_of
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE

SECTION = "keepers"
UNPROCESSABLE = 422


def _language() -> str:
    return get_language() or "en"


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Every result of a project and who keeps it."""
    found = get_project_for(request.user, project)
    rows = rows_of(found, _language())
    context = {
        **workspace_context(found, request.user, SECTION),
        "rows": rows,
        "without": sum(row.result.is_published and row.kept.is_orphan and row.retired is None for row in rows),
    }
    return render(request, "keepers/index.html", context)


@login_required
@take_once
def name(request: HttpRequest, project: str) -> HttpResponse:
    """Ask somebody to keep one result (`?result=`) or several."""
    found = get_project_for(request.user, project, EDIT)
    wanted = [request.GET["result"]] if request.GET.get("result") else []
    every = list(found.results.values_list("public_id", flat=True))
    form = NameForm(request.POST or None, project=found, initial={"results": wanted or every})
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.name_keeper(list(form.cleaned_data["results"]), by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            _say_asked(request, asked)
            return redirect("keepers:index", project)
    context = {**workspace_context(found, request.user, SECTION), "form": form, "has_results": bool(every)}
    return render(request, "keepers/name.html", context, status=UNPROCESSABLE if form.errors else 200)


def _say_asked(request: HttpRequest, asked: list[Keeping]) -> None:
    if asked[0].accepted_at:
        words = ngettext("You keep %(n)s result now.", "You keep %(n)s results now.", len(asked)) % {"n": len(asked)}
    else:
        words = _("The letter is on its way. Nothing changes until the person accepts.")
    messages.success(request, words)


def _keeping(project: Project, public_id: str) -> Keeping:
    found = queries.keepings_in(project).filter(ended_at=None)
    return get_object_or_404(found, public_id=public_id)


@login_required
@take_once
def hand_over(request: HttpRequest, project: str, keeping: str) -> HttpResponse:
    """Ask somebody else to take a result over; who keeps it goes on until then."""
    found = get_project_for(request.user, project, EDIT)
    kept = _keeping(found, keeping)
    form = AskForm(request.POST or None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            offered = actions.hand_over(kept, by=person_of(request), **form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            _say_asked(request, [offered])
            return redirect("keepers:index", project)
    context = {**workspace_context(found, request.user, SECTION), "form": form, "kept": kept}
    return render(request, "keepers/hand_over.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
def end(request: HttpRequest, project: str, keeping: str) -> HttpResponse:
    """Take a keeper off a result, or take back that they were asked; of the last one it asks what follows."""
    found = get_project_for(request.user, project, EDIT)
    kept = _keeping(found, keeping)
    is_last = queries.needs_follower(kept)
    may_retire = request.user.has_perm(MANAGE, found)
    form = EndForm(request.POST if request.method == "POST" else None, is_last=is_last, may_retire=may_retire)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_keeping(kept, by=person_of(request), how=How.REMOVED, **form.cleaned_data)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Done. The history keeps who kept it until today."))
            return redirect("keepers:index", project)
    context = {**workspace_context(found, request.user, SECTION), "form": form, "kept": kept, "is_last": is_last}
    return render(request, "keepers/end.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def remind(request: HttpRequest, project: str, keeping: str) -> HttpResponse:
    """Send the second letter now."""
    found = get_project_for(request.user, project, EDIT)
    try:
        actions.remind_now(_keeping(found, keeping), by=person_of(request))
        messages.success(request, _("The second letter is on its way."))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("keepers:index", project)


@login_required
@require_POST
def confirm(request: HttpRequest, project: str, keeping: str) -> HttpResponse:
    """Let somebody with an account who keeps a result say that it is still good; nobody says it for others."""
    found = get_project_for(request.user, project)
    kept = get_object_or_404(queries.keepings_in(found), public_id=keeping, keeper__account=person_of(request))
    try:
        actions.confirm(kept, by=person_of(request))
        messages.success(request, _("Thank you: visitors read that it was confirmed this month."))
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("keepers:index", project)
