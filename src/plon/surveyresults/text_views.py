"""What people said in own words, apart from all else; and the sheets of identified surveys."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.projects.pages import workspace_context
from plon.projects.rules import EDIT, MANAGE
from plon.surveyresults.people import sheets_of
from plon.surveyresults.queries import AskedRound, asked_rounds, one_of
from plon.surveyresults.reading import Reader
from plon.surveyresults.texts import matching, questions_in_words, texts_of
from plon.surveyresults.views import SECTION, language_now
from plon.surveys.queries import get_survey_for

A_PAGE, SHEETS_ON_PAGE = 30, 10
LONGEST_SEARCH = 200


@login_required
@require_safe
@never_cache
def texts(request: HttpRequest, project: str, survey: str, asking: str) -> HttpResponse:
    """Show the texts of one question: in an order that tells nothing, paged, searchable (`?q=`)."""
    found = get_survey_for(request.user, project, survey, EDIT)
    chosen = one_of(asked_rounds(found), asking)
    reader = Reader(chosen.questionnaire, language_now())
    offered = questions_in_words(chosen.questionnaire, chosen.shown)
    key = request.GET.get("question", "") or (offered[0].key if offered else "")
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    asked = next((question for question in offered if question.key == key), None)
    if asked is None and offered:
        raise Http404
    every = texts_of(chosen, key) if asked else []
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "survey": found,
        "round": chosen.round,
        "questions": [(question.key, reader.text(question.words), question.key == key) for question in offered],
        "asked": reader.text(asked.words) if asked else "",
        "key": key,
        "words": words,
        "every": len(every),
        "query": urlencode({"question": key, "q": words}) + "&",
        "page": Paginator(matching(every, words), A_PAGE).get_page(request.GET.get("page", "1")[:9]),
        "is_anonymous": chosen.questionnaire.is_anonymous,
    }
    return render(request, "surveyresults/texts.html", context)


@login_required
@require_safe
@never_cache
def people(request: HttpRequest, project: str, survey: str, asking: str) -> HttpResponse:
    """Show the sheets of an identified survey with their names."""
    found = get_survey_for(request.user, project, survey, MANAGE)
    chosen = one_of(asked_rounds(found), asking)
    hold_identified(chosen)
    page = Paginator(sheets_of(chosen), SHEETS_ON_PAGE).get_page(request.GET.get("page", "1")[:9])
    reader = Reader(chosen.questionnaire, language_now())
    context = {
        **workspace_context(found.project, request.user, SECTION),
        "survey": found,
        "round": chosen.round,
        "page": page,
        "sheets": [(sheet, reader.sheet(sheet.answers)) for sheet in page],
        "keep_until": chosen.questionnaire.keep_until,
    }
    return render(request, "surveyresults/people.html", context)


def hold_identified(chosen: AskedRound) -> None:
    """Let only identified surveys through.

    Raises:
        Http404: the survey is anonymous, so there are no names.
    """
    if chosen.questionnaire.is_anonymous:
        raise Http404
