"""What somebody outside sees behind the personal link in the letter: the questions, and the way out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from plon.corner.gate import keep_private
from plon.corner.letters.letter import spoken
from plon.errors import DomainError
from plon.outcomes import actions
from plon.outcomes.actions.answering import FIELDS, newest_call
from plon.outcomes.forms import AnswerForm
from plon.outcomes.letters.composing import about_of
from plon.outcomes.models import Agreement, Answer, Call
from plon.outcomes.queries import find_agreement
from plon.outcomes.secret import agreements_of
from plon.projects.refusing import show_refusal

GONE, UNPROCESSABLE = 404, 422


@never_cache
def own(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Ask; on POST keep the answer, or erase the address. A GET changes nothing: scanners of mail open every link."""
    agreement = find_agreement(secret)
    if agreement is None:
        return keep_private(render(request, "outcomes/gone.html", status=GONE))
    with translation.override(spoken(agreement.language)):
        request.LANGUAGE_CODE = translation.get_language() or "en"
        response = _answered(request, agreement, secret)
        response.headers.setdefault("Content-Language", spoken(agreement.language))
    return keep_private(response)


def _answered(request: HttpRequest, agreement: Agreement, secret: str) -> HttpResponseBase:
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        actions.withdraw(agreement, answers_too="answers_too" in request.POST)
        return render(request, "outcomes/withdrawn.html")
    call = newest_call(agreement)
    known = Answer.objects.filter(call=call).first() if call else None
    initial = model_to_dict(known, fields=FIELDS) if known else {}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(agreement, values=form.cleaned_data, language=spoken(agreement.language))
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Thank you! You can change it here as long as your address is kept."))
            return redirect("outcome:own", secret)
    status = UNPROCESSABLE if form.errors else 200
    context = {**_context(agreement, form, known, secret), "has_call": call is not None}
    return render(request, "outcomes/own.html", context, status=status)


@never_cache
@require_safe
def data(request: HttpRequest, secret: str) -> HttpResponseBase:
    """All that is kept of who is asked, to take away (GDPR, Article 20)."""
    agreement = find_agreement(secret)
    if agreement is None:
        raise Http404
    kept = {
        name: getattr(agreement, name) for name in ("email", "name", "language", "country", "agreed_on", "erase_on")
    }
    calls = Call.objects.filter(thread=agreement.public_id, sent_at__isnull=False).order_by("months")
    kept["asked"] = list(calls.values("months", "sent_at"))
    answers = Answer.objects.filter(call__in=calls).order_by("call__months")
    kept["answered"] = list(answers.values("call__months", "answered_on", "language", *FIELDS))
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="plon-my-data.json"'
    return keep_private(response)


def _context(agreement: Agreement, form: AnswerForm, known: Answer | None, secret: str) -> dict[str, Any]:
    language = translation.get_language() or "en"
    return {
        "agreement": agreement, "form": form, "known": known, "secret": secret,
        "title": about_of(agreement, language), "project_title": agreement.project,
    }  # fmt: skip


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what would end; on POST erase the address. A GET changes nothing."""
    found = agreements_of(token)
    language = spoken(found[0].language) if found else translation.get_language() or "en"
    with translation.override(language):
        if request.method == "POST" or not found:
            for agreement in found:
                actions.withdraw(agreement)
            return keep_private(render(request, "outcomes/withdrawn.html"))
        return keep_private(render(request, "outcomes/stop.html", {"token": token}))
