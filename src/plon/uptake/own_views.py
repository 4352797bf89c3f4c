"""What somebody told, behind the personal link in their letter: confirm, change, take back, the card."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.programme import places
from plon.projects.pages import words_of
from plon.projects.refusing import show_refusal
from plon.uptake import actions
from plon.uptake.cards import thanks_card
from plon.uptake.enums import Telling
from plon.uptake.forms import AskAgainForm, ChangeUseForm
from plon.uptake.letters.composing import contact_of_stop
from plon.uptake.models import Contact, Inquiry, Use
from plon.uptake.presenting import how_words, purpose_words, shown_words
from plon.uptake.queries import Something, find_contact, told_by

GONE, UNPROCESSABLE = 404, 422
TYPES = {"png": "image/png", "pdf": "application/pdf"}


@never_cache
def own(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show what was told; on POST confirm it, take it back, stop news, write again. A GET changes nothing."""
    contact = find_contact(secret)
    told = told_by(contact) if contact else None
    if contact is None or told is None:
        return _gone(request)
    form = AskAgainForm(request.POST if request.POST.get("do") == "say" else None)
    if request.method == "POST":
        what = request.POST.get("do", "confirm")
        if what == "withdraw":
            return _withdrawn(request, contact, told)
        if what != "say" or form.is_valid():
            _do(request, contact, what, form)
            return redirect("uses:own", secret)
    return keep_private(render(request, "uptake/own.html", _context(contact, told, secret) | {"form": form}))


def _do(request: HttpRequest, contact: Contact, what: str, form: AskAgainForm) -> None:
    try:
        if what == "confirm":
            actions.confirm(contact)
        elif what in {"news", "no-news"}:
            actions.choose_news(contact, wants=what == "news")
        elif what in {"ask", "no-ask"}:
            actions.choose_asking(contact, wants=what == "ask")
        elif what == "say":
            actions.ask_again(contact, words=form.cleaned_data["words"])
            messages.success(request, _("Sent. The answer comes by e-mail."))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))


def _withdrawn(request: HttpRequest, contact: Contact, told: Something) -> HttpResponseBase:
    actions.withdraw(contact)
    return keep_private(render(request, "uptake/withdrawn.html", {"result": told.result, "section": "results"}))


def _context(contact: Contact, told: Something, secret: str) -> dict[str, Any]:
    language = get_language() or "pl"
    context: dict[str, Any] = {
        "contact": contact, "told": told, "secret": secret, "result": told.result, "section": "results",
        "title": told.result.title_in(language), "is_use": isinstance(told, Use),
        "is_inquiry": isinstance(told, Inquiry), "heading": Telling(contact.about).label,
    }  # fmt: skip
    if isinstance(told, Use):
        context |= {"how": how_words(told, language), "purposes": purpose_words(told), "shown": shown_words(told),
                    "country": places.country_name(told.country, language)}  # fmt: skip
    if isinstance(told, Inquiry):
        context["replies"] = told.replies.all()
    return context


def _gone(request: HttpRequest) -> HttpResponseBase:
    return keep_private(render(request, "uptake/gone.html", {"section": "results"}, status=GONE))


@never_cache
def change(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Let who told of a use change it and what is shown of it."""
    contact = find_contact(secret)
    told = told_by(contact) if contact else None
    if contact is None or not isinstance(told, Use):
        return _gone(request)
    initial = model_to_dict(told) | {"wants_news": contact.wants_news, "may_ask_again": contact.may_ask_again}
    form = ChangeUseForm(request.POST if request.method == "POST" else None, initial=initial, result=told.result)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_use(
                contact, values=form.values(), wants_news=form.cleaned_data["wants_news"],
                may_ask_again=form.cleaned_data["may_ask_again"],
            )  # fmt: skip
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("uses:own", secret)
    context = _context(contact, told, secret) | {"form": form}
    status = UNPROCESSABLE if form.errors else 200
    return keep_private(render(request, "uptake/change.html", context, status=status))


@never_cache
@require_safe
def card(request: HttpRequest, secret: str, ending: str) -> HttpResponseBase:
    """The card of thanks, as PNG or PDF."""
    contact = find_contact(secret)
    told = told_by(contact) if contact else None
    if not isinstance(told, Use) or told.confirmed_at is None or ending not in TYPES:
        raise Http404
    made = thanks_card(told, get_language() or "pl", "pdf" if ending == "pdf" else "png")
    response = HttpResponse(made, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="plon-{told.result.public_id}.{ending}"'
    return keep_private(response)


@never_cache
@require_safe
def data(request: HttpRequest, secret: str) -> HttpResponseBase:
    """All that is kept of who told it, to take away (GDPR, Article 20)."""
    contact = find_contact(secret)
    told = told_by(contact) if contact else None
    if contact is None or told is None:
        raise Http404
    of_contact = ("email", "name", "language", "shares_address", "wants_news", "may_ask_again", "made_at", "erase_on")
    left_out = {"id", "public_id", "contact", "result", "repeats", "organisation_key", "town_key", "other", "evidence",
                "added_by", "file", "hidden_as", "hidden_reason"}  # fmt: skip
    fields = [field.name for field in told._meta.concrete_fields if field.name not in left_out]
    kept = {name: getattr(contact, name) for name in of_contact}
    kept |= {"result": told.result.public_id, "told": {name: getattr(told, name) for name in fields}}
    if isinstance(told, Inquiry):
        kept["replies"] = list(told.replies.values("words", "is_from_asker", "said_at"))
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1, "default": _plain})
    response["Content-Disposition"] = 'attachment; filename="plon-my-data.json"'
    return keep_private(response)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else str(value)


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop_news(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what would end; end it on POST. A GET changes nothing: scanners of mail open every address."""
    contact = contact_of_stop(token)
    if contact is None:
        return _gone(request)
    if request.method == "POST":
        actions.choose_news(contact, wants=False)
        contact.wants_news = False
    told = told_by(contact)
    context = {"contact": contact, "result": told.result if told else None, "section": "results"}
    return keep_private(render(request, "uptake/stop_news.html", context))
