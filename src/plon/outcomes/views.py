"""The team's pages: who is asked when, what they answered, the letter and whether it goes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plon.errors import DomainError
from plon.outcomes import actions
from plon.outcomes.enums import Kind
from plon.outcomes.forms import HideForm, TextForm, TurnForm
from plon.outcomes.letters.composing import sample_of, texts_of
from plon.outcomes.presenting import told_answers
from plon.outcomes.queries import answers_in, due_months, figures_of, get_answer_for, is_calling, waiting_in
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT, MANAGE
from plon.texts import INTERFACE_LANGUAGES

SECTION = "outcomes"
A_PAGE = 30
UNPROCESSABLE = 422


@login_required
@require_safe
def index(request: HttpRequest, project: str) -> HttpResponse:
    """Figures, when how many are asked, and the answers."""
    found = get_project_for(request.user, project)
    page = Paginator(answers_in(found), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        **workspace_context(found, request.user, SECTION),
        "figures": figures_of(found),
        "due": due_months(found),
        "is_on": is_calling(found),
        "waiting": waiting_in(found),
        "page": page,
        "answers": told_answers(page, get_language() or "en"),
    }
    return render(request, "outcomes/index.html", context)


@login_required
def letter(request: HttpRequest, project: str, kind: str, language: str) -> HttpResponse:
    """The letter as it goes, its own words, and the switch."""
    found = get_project_for(request.user, project, EDIT)
    if kind not in Kind.values or language not in INTERFACE_LANGUAGES:
        raise Http404
    opening = texts_of([found.pk]).get((found.pk, kind, language), "")
    form = TextForm(request.POST if request.method == "POST" else None, initial={"opening": opening})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(
                found, by=person_of(request), kind=kind, language=language, opening=form.cleaned_data["opening"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. This is how the letter goes now."))
            return redirect("outcomes:letter", project, kind, language)
    context = {
        **workspace_context(found, request.user, SECTION),
        "form": form, "kind": kind, "language": language, "letter": sample_of(found, kind, language),
        "letters": [(each, other, each == kind and other == language, f"{each.label}, {other}")
                    for each in Kind for other in INTERFACE_LANGUAGES],
        "is_on": is_calling(found), "turn": TurnForm(),
    }  # fmt: skip
    return render(request, "outcomes/letter.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def turn(request: HttpRequest, project: str) -> HttpResponse:
    """Let letters go, or stop them."""
    found = get_project_for(request.user, project, MANAGE)
    if request.POST.get("do") == "off":
        actions.turn_off(found, by=person_of(request))
        messages.success(request, _("No further letter goes. Who got one may still answer."))
        return redirect("outcomes:index", project)
    try:
        actions.turn_on(found, by=person_of(request), has_looked="has_looked" in request.POST)
    except DomainError as refusal:
        messages.error(request, words_of(refusal))
        return redirect("outcomes:letter", project, Kind.USER, get_language() or "en")
    messages.success(request, _("Letters go by themselves from now on, by day, each once."))
    return redirect("outcomes:index", project)


@login_required
def hide(request: HttpRequest, project: str, answer: str) -> HttpResponse:
    """Take an answer out of sight and of every count."""
    found = get_answer_for(request.user, project, answer, EDIT)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.hide(found, by=person_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("Hidden. It counts for nothing; you can bring it back."))
        return redirect("outcomes:index", project)
    context = {
        **workspace_context(found.call.project, request.user, SECTION),
        "form": form, "answer": told_answers([found], get_language() or "en")[0],
    }  # fmt: skip
    return render(request, "outcomes/hide.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_POST
def restore(request: HttpRequest, project: str, answer: str) -> HttpResponse:
    """Bring a hidden answer back."""
    found = get_answer_for(request.user, project, answer, EDIT)
    actions.restore(found, by=person_of(request))
    messages.success(request, _("It is back and counts again."))
    return redirect("outcomes:index", project)
