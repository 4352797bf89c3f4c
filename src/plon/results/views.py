"""Pages of results in the workspace: list, edit with autosave, publish, withdraw, delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.programme.codelists import codelist
from plon.programme.places import language_choices, language_name
from plon.projects.pages import person_of, workspace_context
from plon.projects.promises import ReasonNeeded, is_promised
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE
from plon.results import actions, queries
from plon.results.checks import PLATFORM_LIMIT, findings_for
from plon.results.enums import TRANSITIONS, ResultState
from plon.results.fit.facets import card_or_none
from plon.results.fit.presenting import card_of
from plon.results.fit.questions import answered, still_open
from plon.results.forms import DefineForm, DeleteForm, ResultForm, WithdrawForm, languages_of
from plon.results.models import Result
from plon.results.panels import panels_for
from plon.results.presenting import licence_notices, licences_compared, readable, successors_of, text_tabs, wordings_for
from plon.results.seeing import bases_seen, version_seen


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The project's results in its order, each with what it still needs."""
    found = get_project_for(request.user, project)
    language = get_language() or "en"
    rows = [
        (
            result,
            result.title_in(language),
            [finding for finding in findings_for(result) if finding.is_must],
            ", ".join(language_name(code, language) for code in result.languages),
            len(queries.newest_files(result)),
        )
        for result in queries.results_of(found)
    ]
    return render(request, "results/index.html", {**workspace_context(found, request.user, "results"), "rows": rows})


@login_required
@take_once
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Define a result."""
    found = get_project_for(request.user, project, EDIT)
    form = DefineForm(request.POST or None, initial={"language": (get_language() or "pl")[:2]})
    if request.method == "POST" and form.is_valid():
        result = actions.define_result(found, by=person_of(request), **form.cleaned_data)
        return redirect(result.get_workspace_url())
    return render(request, "results/new.html", {**workspace_context(found, request.user, "results"), "form": form})


@login_required
def edit(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """One result with everything about it. Without JavaScript the Save button saves it."""
    found = queries.get_result_for(request.user, project, result)
    languages = languages_of(found, request.GET.get("add", ""))
    form = ResultForm(request.POST or None, result=found, languages=languages)
    conflicts: dict[str, object] = {}
    if not request.user.has_perm(EDIT, found.project):
        form.lock()
    if request.method == "POST":
        get_project_for(request.user, project, EDIT)
        if form.is_valid():
            try:
                outcome = actions.change_result(
                    found,
                    by=person_of(request),
                    values=form.values(form.touched()),
                    version=version_seen(request),
                    bases=bases_seen(request),
                    reason=form.cleaned_data.get("reason", ""),
                )
            except (DomainError, ValidationError) as refusal:
                show_refusal(form, refusal)
            else:
                if not outcome.conflicts:
                    messages.success(request, _("Saved."))
                    return redirect(found.get_workspace_url())
                conflicts = {str(form.fields[name].label): readable(form, name, theirs)
                             for name, theirs in outcome.conflicts.items()}  # fmt: skip
                form = form.rebased(list(outcome.conflicts))
    return render(request, "results/edit.html", _edit_context(request, found, form, conflicts))


def _edit_context(
    request: HttpRequest, result: Result, form: ResultForm, conflicts: dict[str, object]
) -> dict[str, object]:
    language = get_language() or "en"
    findings = findings_for(result)
    written = set(form.text_languages)
    licence = codelist("licences").get(result.licence)
    done, total = answered(card_or_none(result))
    return {
        **workspace_context(result.project, request.user, "results"),
        "result": result,
        "title": result.title_in(language),
        "form": form,
        "conflicts": conflicts,
        "findings": findings,
        "is_publishable": not any(finding.is_must for finding in findings),
        "licence": licence,
        "licence_words": licence.explanation(language) if licence else "",
        "texts": text_tabs(form, language, added=request.GET.get("add", "")),
        "categories": [(term.name(language), term.explanation(language)) for term in codelist("result_categories")],
        "platform_limit": PLATFORM_LIMIT,
        "category_words": _explanation("result_categories", result.category),
        "other_languages": [(code, name) for code, name in language_choices(language) if code not in written],
        "next_states": [(state, state.label) for state in TRANSITIONS[ResultState(result.state)] if state in _BY_HAND],
        "wordings": wordings_for(result.project),
        "notices": licence_notices(result),
        "licences": licences_compared(language),
        "former": successors_of(result, language),
        "newest_files": queries.newest_files(result),
        "panels": panels_for(result),
        "fit_card": card_of(result, language),
        "fit_done": done,
        "fit_total": total,
        "open_questions": still_open(card_or_none(result)),
    }


_BY_HAND = (ResultState.PLANNED, ResultState.IN_WORK, ResultState.READY)


def _explanation(name: str, code: str) -> str:
    term = codelist(name).get(code)
    return term.explanation(get_language() or "en") if term else ""


@login_required
@require_POST
def save(request: HttpRequest, project: str, result: str) -> JsonResponse:
    """Take what changed in the form a moment ago; answer what became of it."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    changed = request.POST.getlist("changed")[:100]
    languages = tuple({*languages_of(found), *(name.rpartition("_")[2] for name in changed)} & _known_languages())
    form = ResultForm(request.POST, result=found, languages=languages)
    form.is_valid()
    errors = {name: [str(e) for e in form.errors[name]] for name in changed if name in form.errors}
    try:
        outcome = actions.change_result(
            found,
            by=person_of(request),
            values=form.values(changed),
            version=version_seen(request),
            bases=bases_seen(request),
            reason=str(form.cleaned_data.get("reason", "")),
        )
    except ReasonNeeded as refusal:
        # What was typed stays in the page, and is sent again with the reason.
        return JsonResponse(
            {
                "version": found.version,
                "errors": {**errors, "reason": [str(refusal)]},
                "conflict": {},
                "waiting": changed,
            }
        )
    except ValidationError as refusal:
        return JsonResponse(
            {"version": found.version, "errors": {**errors, changed[0]: refusal.messages}, "conflict": {}}
        )
    conflict = {
        name: {
            "yours": request.POST.get(name, ""),
            "theirs": readable(form, name, theirs),
            "value": theirs["id"] if isinstance(theirs, dict) else theirs,
        }
        for name, theirs in outcome.conflicts.items()
    }
    answer = {"version": outcome.version, "saved_at": timezone.now().isoformat(), "errors": errors}
    findings = findings_for(queries.get_result_for(request.user, project, result))
    panels = {"checklist": render_to_string("results/checklist.html", {"findings": findings, "result": found}, request)}
    return JsonResponse({**answer, "conflict": conflict, "panels": panels})


def _known_languages() -> set[str]:
    return {code for code, _name in language_choices("en")}


@login_required
@require_POST
def state(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Say how far the result is."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    try:
        actions.change_state(found, by=person_of(request), state=request.POST.get("state", ""))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(found.get_workspace_url())


@login_required
@require_POST
def move(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Move a result up or down in the project's order."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    to = "up" if request.POST.get("to") == "up" else "down"
    actions.move_result(found, by=person_of(request), up=to == "up")
    # The address names the button pressed, which the browser then focuses: the keyboard can go on moving.
    order = [each.public_id for each in queries.results_of(found.project).prefetch_related(None)]
    if order[0 if to == "up" else -1] == found.public_id:
        to = "down" if to == "up" else "up"
    return redirect(f"{reverse('results:index', args=[project])}#{found.public_id}-{to}")


@login_required
@require_POST
def publish(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Make it public."""
    found = queries.get_result_for(request.user, project, result, MANAGE)
    try:
        actions.publish_result(found, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Published. Its page is public now; it is found in a moment."))
    return redirect(found.get_workspace_url())


@login_required
def withdraw(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Take it back, with a reason that visitors read."""
    found = queries.get_result_for(request.user, project, result, MANAGE)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_result(found, by=person_of(request), reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Withdrawn. Its address tells visitors why."))
        return redirect(found.get_workspace_url())
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form}
    return render(request, "results/withdraw.html", context)


@login_required
def delete(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Delete a result that was never public, after asking."""
    found = queries.get_result_for(request.user, project, result, MANAGE)
    is_promise = is_promised(found.project_id, "result", found.public_id)
    form = DeleteForm(request.POST or None) if is_promise else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            actions.delete_result(found, by=person_of(request), reason=form.cleaned_data["reason"] if form else "")
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(found.get_workspace_url())
        messages.success(request, _("“%(title)s” was deleted.") % {"title": found})
        return redirect("results:index", project)
    context = {**workspace_context(found.project, request.user, "results"), "result": found, "form": form}
    return render(request, "results/delete.html", context)
