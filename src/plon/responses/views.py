"""The page behind the link: who asks, how it protects people, the questions, thanks. No account, no cookie.

A session or a token against forged requests would be a cookie that joins a person's requests; neither is needed. The
link is the only right there is, and a sheet changes nothing of somebody who is signed in.
"""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from plon.responses.actions import take_sheet
from plon.responses.answers import clean, spoken
from plon.responses.codes import code_in, parts_in
from plon.responses.forms import PersonForm
from plon.responses.limits import spend
from plon.responses.pages import Page, new_sheet, reading_of, sheet_in
from plon.responses.queries import find_round, is_before, is_open, questionnaire_of
from plon.responses.refusals import NotOpen, TooManyAtOnce
from plon.surveys.asking import Sent
from plon.surveys.models import Round

log = logging.getLogger("plon.responses")
BAD, GONE, CONFLICT, TOO_LARGE, UNPROCESSABLE, TOO_MANY, BUSY = 400, 404, 409, 413, 422, 429, 503


def unlogged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep refusals of a view out of the log, where Django writes them with their time; failures stay in it."""

    @functools.wraps(view)
    def quietly(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return quietly


@csrf_exempt
@never_cache
@unlogged
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a round's questions, take a sheet."""
    asked = find_round(secret)
    if asked is None or not asked.questionnaire:
        return _without_questions(request, asked)
    page = Page(asked, questionnaire_of(asked), reading_of(request, questionnaire_of(asked)))
    with translation.override(spoken(page.reading.language)), timezone.override(timezone.get_default_timezone()):
        if request.method == "POST":
            return _take(request, page)
        if is_open(asked):
            answer = _sheet(request, page, {"sheet": [new_sheet()]}, {}, PersonForm())
            if page.reading.is_shared:
                # The worker of the house may keep it for a room without connection.
                answer["Plon-Keep"] = "now"
            return answer
        return _state(request, page, "before" if is_before(asked) else "closed")


@never_cache
@unlogged
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """Say that a sheet has come."""
    asked = find_round(secret)
    if asked is None or not asked.questionnaire:
        return _without_questions(request, asked)
    page = Page(asked, questionnaire_of(asked), reading_of(request, questionnaire_of(asked)))
    with translation.override(spoken(page.reading.language)):
        return _answer(request, "responses/thanks.html", {"page": page})


def _take(request: HttpRequest, page: Page) -> HttpResponse:
    try:
        sent: Sent = {name: request.POST.getlist(name) for name in request.POST}
    except (RequestDataTooBig, TooManyFieldsSent):
        return _refused(request, page, "too_large", TOO_LARGE)
    except UnreadablePostError:
        # Nobody is there any more to read an answer; the phone sends it again.
        return HttpResponse(status=BAD)
    try:
        spend(request, page.asked)
    except TooManyAtOnce as refusal:
        return _sheet_again(request, page, sent, str(refusal), TOO_MANY)
    return _hold_and_keep(request, page, sent)


def _hold_and_keep(request: HttpRequest, page: Page, sent: Sent) -> HttpResponse:
    cleaned = clean(page.questionnaire, sent, page.reading.language)
    code, code_errors = code_in(sent) if page.questionnaire.has_pairs else ("", {})
    form = PersonForm(request.POST)
    is_named = not page.questionnaire.is_anonymous
    if not cleaned.is_valid or code_errors or (is_named and not form.is_valid()):
        if _wants_json(request):
            return JsonResponse({"state": "wrong"}, status=UNPROCESSABLE)
        return _sheet(request, page, sent, cleaned.errors, form, code_errors=code_errors, status=UNPROCESSABLE)
    person = form.person() if is_named else None
    try:
        take_sheet(page.asked, cleaned=cleaned, sheet=sheet_in(sent), language=page.reading.language, code=code,
                   person=person)  # fmt: skip
    except NotOpen:
        return _refused(request, page, "late" if not is_before(page.asked) else "before", CONFLICT)
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return _sheet(request, page, sent, {}, form, status=UNPROCESSABLE)
    except DatabaseError as failure:
        # What a database says of a failure may quote the sheet: neither log nor page hear more than its kind.
        log.error("a sheet could not be kept: %s", type(failure).__name__)  # noqa: TRY400  a traceback would quote it
        return _sheet_again(request, page, sent, translation.gettext("The server is busy. Send it again."), BUSY)
    if _wants_json(request):
        return JsonResponse({"state": "taken", "next": page.thanked})
    return HttpResponseRedirect(page.thanked, status=303)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _sheet_again(request: HttpRequest, page: Page, sent: Sent, why: str, status: int) -> HttpResponse:
    """Show the sheet as it came: it was not its fault."""
    if _wants_json(request):
        return JsonResponse({"state": "busy", "why": why}, status=status)
    return _sheet(request, page, sent, {"": (why,)}, PersonForm(request.POST), status=status)


def _sheet(
    request: HttpRequest,
    page: Page,
    sent: Sent,
    errors: Any,
    form: PersonForm,
    *,
    code_errors: Any = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page, "sections": page.sections(sent, errors), "errors": errors, "form": form,
        "sheet": sheet_in(sent), "code_parts": parts_in(sent),
        "code_errors": code_errors or {}, "code_error": next(iter((code_errors or {}).values()), ""),
        "total_errors": errors.get("", ()), "language": page.reading.language,
        "has_errors": bool(errors or code_errors or (form.is_bound and not page.questionnaire.is_anonymous
                                                     and form.errors)),
    }  # fmt: skip
    return _answer(request, "responses/sheet.html", context, status=status)


def _refused(request: HttpRequest, page: Page, state: str, status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"state": state}, status=status)
    return _state(request, page, state, status=status)


def _state(request: HttpRequest, page: Page, state: str, *, status: int = 200) -> HttpResponse:
    return _answer(
        request, "responses/state.html", {"page": page, "state": state, "opens_at": page.asked.opens_at}, status=status
    )


def _without_questions(request: HttpRequest, asked: Round | None) -> HttpResponse:
    """A link that leads nowhere, or to a round that nobody opened yet: nothing is told of it."""
    language = translation.get_language_from_request(request)
    with translation.override(spoken(language)):
        state, status = ("gone", GONE) if asked is None else ("before", 200)
        context = {"page": None, "state": state, "opens_at": asked.opens_at if asked else None}
        return _answer(request, "responses/state.html", context, status=status)


def _answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    answer = render(request, template, context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
