"""Texts around the questions, translations side by side, and the survey as people will see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plon.plans.saving_together import save_together, seen_by
from plon.programme.places import language_name
from plon.projects.pages import person_of
from plon.projects.rules import EDIT
from plon.surveys import actions
from plon.surveys.actions.texts import texts_in, version_of
from plon.surveys.asking import asked_of, opening_of
from plon.surveys.drafting.translating import standing_in
from plon.surveys.forms import language_now
from plon.surveys.language_forms import TranslationForm, WordsForm, lines_of, translations_of
from plon.surveys.queries import draft_of, get_survey_for
from plon.surveys.views import UNPROCESSABLE, survey_context

# Texts on one page: so many that a person does them in one go.
PER_PAGE = 60


@login_required
def words(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Title, welcome, privacy and thanks, in the language that the survey is written in."""
    found = get_survey_for(request.user, project, survey, EDIT)
    draft, base = draft_of(found), found.base_language
    version, texts = version_of(draft, base), texts_in(draft, base)
    initial = {name: texts[name] for name in ("title", "intro", "privacy", "thanks")} | {"version": version}
    saving = save_together(
        request,
        lambda data: WordsForm(data, initial=initial),
        version,
        lambda form: actions.write_texts(
            found, by=person_of(request), language=base, texts=form.texts(), version=form.cleaned_data["version"]
        ),
    )
    if saving.is_saved:
        messages.success(request, saving.told)
        return redirect("surveys:detail", project, survey)
    context = survey_context(
        request, found, form=saving.form, theirs=saving.theirs, seen=seen_by(saving.form), asked=draft.questionnaire,
        language=language_name(base, language_now()),
    )  # fmt: skip
    return render(request, "surveys/words.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


@login_required
def language(request: HttpRequest, project: str, survey: str, language: str) -> HttpResponse:
    """Translations into one language beside what they are made from; `?show=open` leaves out what is done."""
    found = get_survey_for(request.user, project, survey, EDIT)
    draft = draft_of(found)
    if language not in found.languages:
        raise Http404
    shows_open = request.GET.get("show") == "open"
    # What is sent is saved wherever it stood; which lines are open may have changed since.
    lines = lines_of(draft, language, only_open=shows_open and request.method != "POST")
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    if request.method == "POST":
        shown = [line for line in lines if line.place.key in request.POST]
    version = version_of(draft, language)
    saving = save_together(
        request,
        lambda data: TranslationForm(data, lines=shown, language=language, initial=translations_of(shown, version)),
        version,
        lambda form: actions.write_texts(
            found, by=person_of(request), language=language, texts=form.texts(), seen=form.seen(),
            still_right=form.still_right(), version=form.cleaned_data["version"],
        ),
    )  # fmt: skip
    if saving.is_saved:
        messages.success(request, saving.told)
        return _next(request, project, survey, language, page.number, page.paginator.num_pages)
    context = survey_context(
        request, found, form=saving.form, theirs=saving.theirs, seen=seen_by(saving.form), page=page, code=language,
        standing=standing_in(draft, language), shows_open=shows_open,
        name=language_name(language, language_now()),
        base_name=language_name(found.base_language, language_now()),
    )  # fmt: skip
    return render(request, "surveys/language.html", context, status=UNPROCESSABLE if saving.form.errors else 200)


def _next(request: HttpRequest, project: str, survey: str, language: str, number: int, pages: int) -> HttpResponse:
    """Go to the next page of texts, after the last one back to the survey."""
    if request.POST.get("then") == "next" and number < pages:
        address = reverse("surveys:language", args=[project, survey, language])
        return redirect(f"{address}?page={number + 1}")
    return redirect(f"{reverse('surveys:detail', args=[project, survey])}#languages")


@login_required
@require_safe
def preview(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """The survey exactly as people will see it: `?language=en`. Nothing can be sent."""
    found = get_survey_for(request.user, project, survey)
    questionnaire = draft_of(found).questionnaire
    wanted = request.GET.get("language", "")
    chosen = wanted if wanted in questionnaire.languages else questionnaire.base
    reader = language_now()
    context = survey_context(
        request, found,
        language=chosen,
        spoken=[(code, language_name(code, reader)) for code in questionnaire.languages],
        opening=opening_of(questionnaire, chosen),
        parts=asked_of(questionnaire, chosen),
        thanks=questionnaire.thanks.get(chosen) or questionnaire.thanks.get(questionnaire.base, ""),
    )  # fmt: skip
    return render(request, "surveys/preview.html", context)
