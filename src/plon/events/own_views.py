"""One's own registration, behind the personal link in the letters: confirm, see, change, cancel, the certificate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.events import actions
from plon.events.calendar import calendar_of
from plon.events.certificates import certificate_of
from plon.events.forms import ChangeForm
from plon.events.models import Registration
from plon.events.presenting import card_of
from plon.events.queries import answering_address, find_registration, waiting_before
from plon.events.secret import registration_of_stop
from plon.events.views import calendar_answer, language_now
from plon.projects.pages import words_of
from plon.projects.refusing import show_refusal
from plon.typeset.tools.tool import TextTooLong

GONE, UNPROCESSABLE = 404, 422
_NO_ROOM_FOR_NAME = gettext_lazy("Your name has no room on the certificate. Make it shorter here, then take it again.")
_NO_ROOM = gettext_lazy("A text of the event has no room on the certificate. Write to who invited you, please.")


@never_cache
def own(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show a registration; on POST confirm, cancel, choose letters. A GET changes nothing: scanners open addresses."""
    found = find_registration(secret)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        return _done(request, found, secret)
    context = {
        "registration": found, "event": found.event, "card": card_of(found.event, language_now()), "secret": secret,
        "place": waiting_before(found) + 1 if found.is_waiting else 0, "section": "events",
        "survey": answering_address(found.event),
    }  # fmt: skip
    return keep_private(render(request, "events/own.html", context))


def _done(request: HttpRequest, found: Registration, secret: str) -> HttpResponseBase:
    what = request.POST.get("do", "")
    try:
        if what == "confirm":
            actions.confirm(found)
        elif what == "cancel":
            if actions.cancel(found):
                return keep_private(render(request, "events/erased.html", {"section": "events"}))
        elif what in {"letters", "no-letters"}:
            actions.choose_letters(found, wants=what == "letters")
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return keep_private(redirect("events:own", secret))


def _gone(request: HttpRequest) -> HttpResponseBase:
    return keep_private(render(request, "events/gone.html", {"section": "events"}, status=GONE))


@never_cache
def change(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Let who registered change what they told."""
    found = find_registration(secret)
    if found is None or not found.is_confirmed:
        return _gone(request)
    form = ChangeForm(request.POST if request.method == "POST" else None, registration=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_registration(found, values=form.values())
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Changed."))
            return keep_private(redirect("events:own", secret))
    context = {"form": form, "event": found.event, "secret": secret, "section": "events"}
    return keep_private(render(request, "events/change.html", context, status=UNPROCESSABLE if form.errors else 200))


@never_cache
@require_safe
def own_calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar file with the way to join, for who has a place."""
    found = find_registration(secret)
    if found is None or not found.is_seated:
        raise Http404
    own_address = request.build_absolute_uri().rpartition("calendar.ics")[0]
    content = calendar_of(found.event, language_now(), for_registered=True, own_address=own_address)
    return keep_private(calendar_answer(content, found.event.public_id))


@never_cache
@require_safe
def certificate(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The certificate of who was there, as PDF; a text without room is told on their own page."""
    found = find_registration(secret)
    if found is None or not found.attended_it or not found.event.gives_certificates:
        raise Http404
    try:
        paper = certificate_of(found)
    except TextTooLong as refusal:
        is_name = any(each.text == "names" for each in refusal.texts)
        messages.error(request, _NO_ROOM_FOR_NAME if is_name else _NO_ROOM)
        return keep_private(redirect("events:own", secret))
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_("certificate")}-{found.event.public_id}.pdf"'
    return keep_private(response)


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say which letters would end; end them on POST. A GET changes nothing: scanners of mail open every address."""
    found = registration_of_stop(token)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        actions.choose_letters(found, wants=False)
        found.wants_letters = False
    context = {"registration": found, "event": found.event, "section": "events"}
    return keep_private(render(request, "events/stop.html", context))
