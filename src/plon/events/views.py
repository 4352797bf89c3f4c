"""Events for everybody: the list, the page of one, its calendar file, registering without an account."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plon.contact.guarding import PER_ADDRESS, PER_MAILBOX, STAMP, TRAP, doubt_about, is_allowed, new_stamp
from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.events import actions, feeds
from plon.events.calendar import calendar_of, calendar_of_all
from plon.events.forms import RegistrationForm, consent_of
from plon.events.models import AgencyEvent, Registration
from plon.events.moments import moment
from plon.events.presenting import card_of, cards_of, linked_event
from plon.events.queries import past, places_of, public_events, upcoming
from plon.feeds import MEDIA_TYPE
from plon.pages import linked_data, public_page, whole_address
from plon.projects.refusing import show_refusal
from plon.texts import render_markdown

UNPROCESSABLE, TOO_MANY = 422, 429
SENT_AGE = 24 * 3600
A_PAGE = 20
# Of a subscribed calendar: how long an event stays that is over or called off, and how many at most.
KEPT_DAYS, MOST_IN_CALENDAR = 90, 200
# A whole country may register in the first hour; robots send more.
PER_EVENT = 3000
_signer = TimestampSigner(salt="plon.events.sent", sep=".")


def language_now() -> str:
    return get_language() or "pl"


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What comes, the next first; what was, the newest first, in pages."""
    page = Paginator(past(language_now()), A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "coming": cards_of(upcoming(language_now()), language_now()) if page.number == 1 else [],
        "page": page,
        "past": cards_of(page.object_list, language_now()),
        "section": "events",
    }
    return render(request, "events/index.html", context)


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """What is planned, changed and called off, as Atom; the newest change first."""
    newest = list(public_events().order_by("-updated_at", "-pk")[: feeds.MOST])
    made = feeds.atom_of(newest, address=whole_address(request.path), language=language_now())
    return HttpResponse(made, content_type=MEDIA_TYPE)


@require_safe
@public_page
def all_calendar(request: HttpRequest) -> HttpResponse:
    """What comes and what was not long ago, as a calendar that programs ask again: who is told of it, sees changes."""
    since = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    found = public_events().filter(ends_at__gt=since).order_by("starts_at", "pk")[:MOST_IN_CALENDAR]
    answer = HttpResponse(calendar_of_all(found, language_now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="plon-events.ics"'
    return answer


def _event(public_id: str) -> AgencyEvent:
    return get_object_or_404(public_events(), public_id=public_id)


@require_safe
@public_page
def event(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show an event to everybody; how to join is not said here."""
    found = _event(public_id)
    if request.path != found.get_absolute_url():
        return redirect(found)
    text = found.text_in(language_now())
    context = {
        "event": found, "text": text, "card": cards_of([found], language_now())[0], "section": "events",
        "places": places_of(found), "is_other_language": text.language != language_now(),
        "description": render_markdown(text.description), "agenda": render_markdown(text.agenda),
        "accessibility": render_markdown(text.accessibility),
        "linked_data": linked_data(linked_event(found, language_now())), "closing": moment(found, found.closing),
        "opening": moment(found, found.opens_at) if found.opens_at else "",
    }  # fmt: skip
    return render(request, "events/event.html", context)


@require_safe
@public_page
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The event as a calendar file, as everybody may know it."""
    return calendar_answer(calendar_of(_event(public_id), language_now()), public_id)


def calendar_answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@never_cache
def register(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the form and take it; what is doubted comes back with all its text."""
    found = _event(public_id)
    consent = consent_of(found, language_now())
    if request.method != "POST":
        return _form_page(request, found, RegistrationForm(event=found, consent=consent))
    form = RegistrationForm(request.POST, event=found, consent=consent)
    if not _may_send(request, found):
        told = _("Very much was sent from here in the last hour. Nothing is lost: wait a few minutes, then send again.")
        response = _form_page(request, found, form, doubt=told, status=TOO_MANY)
        response["Retry-After"] = "300"
        return response
    if doubt := doubt_about(request.POST, f"event:{public_id}"):
        return _form_page(request, found, form, doubt=doubt, status=UNPROCESSABLE)
    if form.is_valid() and (token := _sent(form, consent)):
        return redirect("events:sent", token)
    return _form_page(request, found, form, status=UNPROCESSABLE)


def _may_send(request: HttpRequest, found: AgencyEvent) -> bool:
    return is_allowed("address", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS) and is_allowed(
        "event", found.public_id, PER_EVENT
    )


def _sent(form: RegistrationForm, consent: str) -> str:
    """Keep a registration; return what the next page needs, "" if it was refused. A flooded mailbox gets no more."""
    told = form.cleaned_data
    if not is_allowed("mailbox", told["email"].lower(), PER_MAILBOX):
        return sent_token("-")
    try:
        made = actions.register(
            form.event, email=told["email"], values=form.values(), agreed_to=consent, language=language_now()
        )
    except (DomainError, ValidationError) as refusal:
        show_refusal(form, refusal)
        return ""
    return sent_token(made.public_id)


def sent_token(public_id: str) -> str:
    """Return what the page after the form is asked with: a day long it can send the letter again."""
    return _signer.sign(public_id)


def _form_page(
    request: HttpRequest, found: AgencyEvent, form: RegistrationForm, *, doubt: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "event": found, "card": card_of(found, language_now()), "form": form, "doubt": doubt, "trap": TRAP,
        "stamp_name": STAMP, "stamp": new_stamp(f"event:{found.public_id}"), "places": places_of(found),
        "section": "events",
    }  # fmt: skip
    response = render(request, "events/register.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def sent(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what comes now: a letter. On POST it goes again."""
    try:
        public_id = _signer.unsign(token, max_age=SENT_AGE)
    except BadSignature as stale:
        raise Http404 from stale
    found = Registration.objects.filter(public_id=public_id).select_related("event").first()
    is_again = request.method == "POST"
    if is_again and found is not None and is_allowed("mailbox", found.email, PER_MAILBOX):
        actions.send_again(found)
    context = {"is_again": is_again, "event": found.event if found else None, "section": "events"}
    return keep_private(render(request, "events/sent.html", context))
