"""Questions and sections of a survey: add, change, move, copy, take out with undo, pick from banks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.pages import person_of
from plon.projects.refusing import show_refusal
from plon.projects.rules import EDIT
from plon.surveys import actions
from plon.surveys.actions.keeping import print_of
from plon.surveys.asking import AskedQuestion, asked_of
from plon.surveys.banks import banks
from plon.surveys.drafting.changing import section_of
from plon.surveys.enums import QuestionKind
from plon.surveys.forms import language_now, reader_of
from plon.surveys.models import Survey
from plon.surveys.queries import get_survey_for, questionnaire_of
from plon.surveys.question_forms import QuestionForm, SectionForm, first_values, values_of
from plon.surveys.questionnaire import Question, Questionnaire, Section
from plon.surveys.refusals import GoneMeanwhile
from plon.surveys.views import UNPROCESSABLE, survey_context


@login_required
@take_once
def new_question(request: HttpRequest, project: str, survey: str, kind: str) -> HttpResponse:
    """Add a question of a kind; `?section=s2` says where."""
    found = get_survey_for(request.user, project, survey, EDIT)
    if kind not in QuestionKind.values:
        raise Http404
    asked = questionnaire_of(found)
    initial = first_values(kind) | {
        "section": request.GET.get("section", asked.sections[-1].key if asked.sections else "")
    }
    form = QuestionForm(request.POST or None, questionnaire=asked, kind=kind, initial=initial)
    if request.method == "POST" and not form.is_rearranging and form.is_valid():
        try:
            made = actions.add_question(
                found, by=person_of(request), question=form.as_question(), section=form.cleaned_data.get("section", "")
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Added."))
            return _back(found, made.key)
    return _question_page(request, found, form, QuestionKind(kind))


@login_required
def question(request: HttpRequest, project: str, survey: str, question: str) -> HttpResponse:
    """Change a question; who saves after somebody else sees both."""
    found = get_survey_for(request.user, project, survey, EDIT)
    asked = questionnaire_of(found)
    the_question = asked.question(question)
    if the_question is None:
        raise Http404
    kind, seen = QuestionKind(the_question.kind), _seen(request, the_question)
    form = QuestionForm(
        request.POST or None, questionnaire=asked, kind=kind, question=the_question,
        initial=values_of(the_question, asked.base),
    )  # fmt: skip
    theirs: AskedQuestion | None = None
    if request.method == "POST" and not form.is_rearranging and form.is_valid():
        try:
            actions.change_question(found, by=person_of(request), question=form.as_question(), seen=seen)
        except ChangedMeanwhile as refusal:
            show_refusal(form, refusal)
            theirs, seen = _shown(asked, the_question), print_of(the_question)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(found, question)
    return _question_page(request, found, form, kind, question=the_question, theirs=theirs, seen=seen)


def _seen(request: HttpRequest, part: Question | Section) -> int:
    """Return what the person saw of a part when they opened its form: what they send, else the part as it is."""
    sent = request.POST.get("seen", "")
    return int(sent[:18]) if sent.isdecimal() else print_of(part)


def _shown(asked: Questionnaire, question: Question) -> AskedQuestion:
    shown = (each for section in asked_of(asked, asked.base) for each in section.questions)
    return next(each for each in shown if each.key == question.key)


def _question_page(
    request: HttpRequest, survey: Survey, form: QuestionForm, kind: QuestionKind, **more: Any
) -> HttpResponse:
    context = survey_context(request, survey, form=form, kind=kind, asked=form.asked, **more)
    status = UNPROCESSABLE if form.is_bound and not form.is_rearranging and form.errors else 200
    return render(request, "surveys/question.html", context, status=status)


def _back(survey: Survey, anchor: str = "", removed: int | None = None) -> HttpResponse:
    address = reverse("surveys:detail", args=[survey.project.public_id, survey.public_id])
    asked = f"?removed={removed}" if removed else ""
    return redirect(f"{address}{asked}#{anchor}" if anchor else f"{address}{asked}")


def _do(request: HttpRequest, survey: Survey, anchor: str, do: Callable[[], object]) -> HttpResponse:
    """Do one step of the list, tell what was refused, and go back to where it was."""
    try:
        do()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return _back(survey, anchor)


@login_required
@require_POST
def move_question(request: HttpRequest, project: str, survey: str, question: str) -> HttpResponse:
    """Move a question up or down."""
    found = get_survey_for(request.user, project, survey, EDIT)
    by, up = person_of(request), request.POST.get("to") == "up"
    return _do(request, found, question, lambda: actions.move_question(found, by=by, key=question, up=up))


@login_required
@require_POST
@take_once
def copy_question(request: HttpRequest, project: str, survey: str, question: str) -> HttpResponse:
    """Put a copy of a question behind it, and open the copy."""
    found = get_survey_for(request.user, project, survey, EDIT)
    try:
        made = actions.copy_question(found, by=person_of(request), key=question)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _back(found, question)
    messages.success(request, _("Here is the copy: change what is different."))
    return redirect("surveys:question", project, survey, made.key)


@login_required
@require_POST
def remove_question(request: HttpRequest, project: str, survey: str, question: str) -> HttpResponse:
    """Take a question out; the page then offers to undo it."""
    found = get_survey_for(request.user, project, survey, EDIT)
    return _take_out(
        request, found, question, lambda: actions.remove_question(found, by=person_of(request), key=question)
    )


def _take_out(request: HttpRequest, survey: Survey, anchor: str, take: Callable[[], Any]) -> HttpResponse:
    try:
        event = take()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _back(survey, anchor)
    return _back(survey, removed=event.pk)


@login_required
@take_once
def new_section(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Add a section at the end."""
    found = get_survey_for(request.user, project, survey, EDIT)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, intro = form.cleaned_data["title"], form.cleaned_data["intro"]
        try:
            made = actions.add_section(found, by=person_of(request), title=title, intro=intro)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return _back(found, made.key)
    context = survey_context(request, found, form=form)
    return render(request, "surveys/section.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
def section(request: HttpRequest, project: str, survey: str, section: str) -> HttpResponse:
    """Change the texts of a section."""
    found = get_survey_for(request.user, project, survey, EDIT)
    the_section, base, theirs = _section(found, section), found.base_language, None
    seen = _seen(request, the_section)
    initial = {"title": the_section.words.get(base, ""), "intro": the_section.intro.get(base, "")}
    form = SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_section(
                found, by=person_of(request), key=section, title=form.cleaned_data["title"],
                intro=form.cleaned_data["intro"], seen=seen,
            )  # fmt: skip
        except ChangedMeanwhile as refusal:
            show_refusal(form, refusal)
            theirs, seen = initial, print_of(the_section)
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(found, section)
    context = survey_context(request, found, form=form, section=the_section, theirs=theirs, seen=seen)
    return render(request, "surveys/section.html", context, status=UNPROCESSABLE if form.errors else 200)


def _section(survey: Survey, key: str) -> Section:
    try:
        found = section_of(questionnaire_of(survey), key)
    except GoneMeanwhile as gone:
        raise Http404 from gone
    if found.key != key:
        raise Http404
    return found


@login_required
@require_POST
def move_section(request: HttpRequest, project: str, survey: str, section: str) -> HttpResponse:
    """Move a section up or down."""
    found = get_survey_for(request.user, project, survey, EDIT)
    by, up = person_of(request), request.POST.get("to") == "up"
    return _do(request, found, section, lambda: actions.move_section(found, by=by, key=section, up=up))


@login_required
@require_POST
def remove_section(request: HttpRequest, project: str, survey: str, section: str) -> HttpResponse:
    """Take a section out with its questions; the page then offers to undo it."""
    found = get_survey_for(request.user, project, survey, EDIT)
    return _take_out(request, found, section, lambda: actions.remove_section(found, by=person_of(request), key=section))


@login_required
def pick(request: HttpRequest, project: str, survey: str) -> HttpResponse:
    """Choose ready questions."""
    found = get_survey_for(request.user, project, survey, EDIT)
    if request.method == "POST":
        chosen = [
            (code, name) for code, _dot, name in (each.partition(".") for each in request.POST.getlist("question"))
        ]
        try:
            count = actions.pick_questions(found, by=person_of(request), chosen=chosen[:200])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            if count:
                told = ngettext(
                    "%(count)s question was added at the end.", "%(count)s questions were added at the end.", count
                )
                messages.success(request, told % {"count": count})
                return _back(found)
            messages.info(request, _("Tick the questions that you want."))
    reader = reader_of(language_now())
    shown = [
        (each.name[reader], each.about[reader], [
            (f"{each.code}.{question.key}", question.words[reader], QuestionKind(question.kind).label,
             [option.words[reader] for option in (*question.options, *question.statements)],
             each.advice.get(question.key, {}).get(reader, ""))
            for question in each.questions
        ])
        for each in banks()
    ]  # fmt: skip
    return render(request, "surveys/pick.html", survey_context(request, found, banks=shown))
