"""One's own subscription, behind the personal link in the letters: confirm, choose anew, leave. And the one click."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from plon.corner.gate import keep_private
from plon.errors import DomainError
from plon.newsletter import actions
from plon.newsletter.forms import ChoiceForm, choice_of
from plon.newsletter.models import LANGUAGES, Subscriber
from plon.newsletter.secret import find_subscriber, subscriber_of_stop
from plon.newsletter.topics import names_of
from plon.newsletter.views import language_now
from plon.projects.refusing import show_refusal

GONE, UNPROCESSABLE = 404, 422


@never_cache
def own(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show a subscription; on POST confirm, choose, leave. A GET changes nothing: scanners of mail open addresses."""
    found = find_subscriber(secret)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        return _done(request, found, secret)
    return _page(request, found, ChoiceForm(initial=choice_of(found)))


def _page(request: HttpRequest, found: Subscriber, form: ChoiceForm, *, status: int = 200) -> HttpResponseBase:
    context = {
        "subscriber": found, "form": form, "asked": names_of(found.asked_topics, language_now()),
        "asked_language": dict(LANGUAGES).get(found.asked_language, ""),
    }  # fmt: skip
    return keep_private(render(request, "newsletter/own.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponseBase:
    return keep_private(render(request, "newsletter/gone.html", status=GONE))


def _erased(request: HttpRequest) -> HttpResponseBase:
    return keep_private(render(request, "newsletter/erased.html"))


def _done(request: HttpRequest, found: Subscriber, secret: str) -> HttpResponseBase:
    what = request.POST.get("do", "")
    if what == "confirm":
        if actions.confirm(found):
            messages.success(request, _("Thank you: you are subscribed."))
    elif what == "decline":
        if actions.decline(found):
            return _erased(request)
        messages.success(request, _("Nothing has changed."))
    elif what == "leave":
        actions.leave(found)
        return _erased(request)
    elif what == "choose" and found.is_confirmed:
        return _chosen(request, found, secret)
    return keep_private(redirect("newsletter:own", secret))


def _chosen(request: HttpRequest, found: Subscriber, secret: str) -> HttpResponseBase:
    form = ChoiceForm(request.POST)
    if form.is_valid():
        try:
            changed = actions.change_subscription(
                found, topics=form.cleaned_data["topics"], language=form.cleaned_data["language"]
            )
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            if changed is None:
                return _gone(request)
            messages.success(request, _("Saved."))
            return keep_private(redirect("newsletter:own", secret))
    return _page(request, found, form, status=UNPROCESSABLE)


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask whether the letters shall end; end them on POST. A GET changes nothing: scanners open every address."""
    found = subscriber_of_stop(token)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        actions.leave(found)
        return _erased(request)
    return keep_private(render(request, "newsletter/stop.html"))
