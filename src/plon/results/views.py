"""Pages of results in the workspace: list, edit with autosave, publish, withdraw, delete."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.programme.authorities import authority
from plon.programme.codelists import codelist
from plon.programme.places import language_choices
from plon.programme.visibility import disclaimer, funding_statement
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE
from plon.projects.views import person_of
from plon.results import actions, queries
from plon.results.checks import findings_for
from plon.results.enums import TRANSITIONS, ResultState
from plon.results.forms import CoverForm, DefineForm, FileForm, LinkForm, ResultForm, WithdrawForm, languages_of
from plon.results.models import Result


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The project's results in its order, each with what it still needs."""
    found = get_project_for(request.user, project)
    rows = [(result, [f for f in findings_for(result) if f.is_must]) for result in queries.results_of(found)]
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
    if request.method == "POST":
        get_project_for(request.user, project, EDIT)
        if form.is_valid():
            try:
                outcome = actions.change_result(
                    found, by=person_of(request), values=form.values(form.changed_data), version=_version(request)
                )
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                if not outcome.conflicts:
                    messages.success(request, _("Saved."))
                    return redirect(found.get_workspace_url())
                conflicts = {str(form.fields[name].label): theirs for name, theirs in outcome.conflicts.items()}
                form.data = {**_plain(form), "version": str(outcome.version)}
    return render(request, "results/edit.html", _edit_context(request, found, form, conflicts))


def _plain(form: ResultForm) -> dict[str, object]:
    return {name: form[name].value() for name in form.fields}


def _version(request: HttpRequest) -> int | None:
    raw = request.POST.get("version", "")
    return int(raw) if raw.isdecimal() and len(raw) < 10 else None


def _edit_context(
    request: HttpRequest, result: Result, form: ResultForm, conflicts: dict[str, object]
) -> dict[str, object]:
    language = get_language() or "en"
    findings = findings_for(result)
    written = set(form.text_languages)
    licence = codelist("licences").get(result.licence)
    return {
        **workspace_context(result.project, request.user, "results"),
        "result": result,
        "form": form,
        "conflicts": conflicts,
        "findings": findings,
        "is_publishable": not any(finding.is_must for finding in findings),
        "licence": licence,
        "licence_words": licence.explanation(language) if licence else "",
        "category_words": _explanation("result_categories", result.category),
        "other_languages": [(code, name) for code, name in language_choices(language) if code not in written],
        "next_states": [(state, state.label) for state in TRANSITIONS[ResultState(result.state)] if state in _BY_HAND],
        "wordings": _wordings(result),
        "file_form": FileForm(result=result),
        "link_form": LinkForm(),
        "cover_form": CoverForm(),
    }


_BY_HAND = (ResultState.PLANNED, ResultState.IN_WORK, ResultState.READY)


def _explanation(name: str, code: str) -> str:
    term = codelist(name).get(code)
    return term.explanation(get_language() or "en") if term else ""


def _wordings(result: Result) -> list[tuple[str, str, str]]:
    """Return (language, statement, disclaimer) to copy onto the result."""
    project = result.project
    found = []
    for language in ("pl", "en"):
        statement = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
        words = disclaimer(
            language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
        )
        if statement:
            found.append((statement.language, statement.text, words.text if words else ""))
    return list(dict.fromkeys(found))


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
            found, by=person_of(request), values=form.values(changed), version=_version(request)
        )
    except ValidationError as refusal:
        return JsonResponse({"version": found.version, "errors": {**errors, changed[0]: refusal.messages}})
    conflict = {
        name: {"yours": request.POST.get(name, ""), "theirs": str(theirs or "")}
        for name, theirs in outcome.conflicts.items()
    }
    return JsonResponse({"version": outcome.version, "errors": errors, "conflict": conflict})


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
    actions.move_result(found, by=person_of(request), up=request.POST.get("to") == "up")
    return redirect("results:index", project)


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
    if request.method == "POST":
        try:
            actions.delete_result(found, by=person_of(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(found.get_workspace_url())
        messages.success(request, _("“%(title)s” was deleted.") % {"title": found})
        return redirect("results:index", project)
    context = {**workspace_context(found.project, request.user, "results"), "result": found}
    return render(request, "results/delete.html", context)
