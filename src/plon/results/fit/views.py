"""Pages of the fit card in the workspace: its questions with autosave, and copying another card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.results import queries
from plon.results.fit import actions
from plon.results.fit.facets import card_or_none
from plon.results.fit.forms import FitForm, languages_of
from plon.results.fit.guessing import guesses_for
from plon.results.fit.presenting import card_of
from plon.results.fit.questions import answered, still_open
from plon.results.models import Result
from plon.results.presenting import readable
from plon.results.seeing import bases_seen, version_seen


@login_required
def fit(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """The questions; a button with `accept` takes a guess along with whatever was typed."""
    found = queries.get_result_for(request.user, project, result)
    form = FitForm(request.POST or None, result=found, languages=languages_of(found))
    conflicts: dict[str, object] = {}
    if not request.user.has_perm(EDIT, found.project):
        form.lock()
    if request.method == "POST":
        get_project_for(request.user, project, EDIT)
        if form.is_valid():
            try:
                outcome = actions.change_fit(
                    found,
                    by=person_of(request),
                    values={**form.values(form.touched()), **_accepted(request, found)},
                    version=version_seen(request),
                    bases=bases_seen(request),
                )
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                if not outcome.conflicts:
                    messages.success(request, _("Saved."))
                    return redirect(_address(found))
                conflicts = {str(form.fields[name].label): readable(form, name, theirs)
                             for name, theirs in outcome.conflicts.items()}  # fmt: skip
                form = form.rebased(list(outcome.conflicts))
    return render(request, "results/fit/questions.html", _context(request, found, form, conflicts))


def _accepted(request: HttpRequest, result: Result) -> dict[str, object]:
    """Return the guesses that the person takes: one, or all of them."""
    wanted = request.POST.get("accept", "")
    return {
        name: list(guess.value) if isinstance(guess.value, tuple) else guess.value
        for name, guess in guesses_for(result).items()
        if wanted in {name, "all"}
    }


def _address(result: Result) -> str:
    return reverse("results:fit", args=[result.project.public_id, result.public_id])


def _context(request: HttpRequest, result: Result, form: FitForm, conflicts: dict[str, object]) -> dict[str, object]:
    language = get_language() or "en"
    done, total = answered(card_or_none(result))
    asked = form.asked()
    return {
        **workspace_context(result.project, request.user, "results"),
        "result": result,
        "title": result.title_in(language),
        "form": form,
        "asked": asked,
        "guess_count": sum(len(each.guesses) for each in asked),
        "conflicts": conflicts,
        "card": card_of(result, language),
        "done": done,
        "total": total,
        "open_questions": still_open(card_or_none(result)),
        "sources": [(other.public_id, other.title_in(language)) for other in queries.with_fit_beside(result)],
    }


@login_required
@require_POST
def save_fit(request: HttpRequest, project: str, result: str) -> JsonResponse:
    """Take what changed in the questions a moment ago; answer what became of it."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    changed = request.POST.getlist("changed")[:100]
    form = FitForm(request.POST, result=found, languages=languages_of(found))
    form.is_valid()
    errors = {name: [str(e) for e in form.errors[name]] for name in changed if name in form.errors}
    version, conflict = form.card.version if form.card else 0, {}
    try:
        outcome = actions.change_fit(
            found,
            by=person_of(request),
            values=form.values(changed),
            version=version_seen(request),
            bases=bases_seen(request),
        )
    except ValidationError as refusal:
        for name, words in refusal.message_dict.items():
            errors[name if name in changed else changed[0]] = words
    else:
        version = outcome.version
        conflict = {
            name: {"yours": request.POST.get(name, ""), "theirs": readable(form, name, theirs), "value": theirs}
            for name, theirs in outcome.conflicts.items()
        }
    answer = {"version": version, "saved_at": timezone.now().isoformat(), "errors": errors, "conflict": conflict}
    # A range that runs backwards is sent again when its other end is mended.
    waiting = [name for name in changed if errors and name.rpartition("_")[2] in {"from", "to"}]
    panels = {"fit-preview": _preview(request, queries.get_result_for(request.user, project, result))}
    return JsonResponse({**answer, "waiting": waiting, "panels": panels})


def _preview(request: HttpRequest, result: Result) -> str:
    done, total = answered(card_or_none(result))
    card = card_of(result, get_language() or "en")
    context = {"card": card, "done": done, "total": total, "open_questions": still_open(card_or_none(result))}
    return render_to_string("results/fit/preview.html", context, request)


@login_required
@require_POST
def copy_fit(request: HttpRequest, project: str, result: str) -> HttpResponse:
    """Take over another result's answers where this one's questions are still open."""
    found = queries.get_result_for(request.user, project, result, EDIT)
    source = next((one for one in queries.with_fit_beside(found) if one.public_id == request.POST.get("source")), None)
    count = actions.copy_fit(found, by=person_of(request), source=source) if source else 0
    if count:
        words = ngettext(
            "%(count)d answer was copied. Check it: no two results are quite the same.",
            "%(count)d answers were copied. Check them: no two results are quite the same.",
            count,
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("There was nothing to copy: what it says is answered here already."))
    return redirect(_address(found))
