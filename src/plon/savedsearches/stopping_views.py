"""Ending letters with one click and without signing in (RFC 8058), and beginning them again."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plon.corner.gate import keep_private
from plon.corner.letters.letter import spoken
from plon.savedsearches import actions
from plon.savedsearches.alerts.tokens import searches_behind


@csrf_exempt  # mail programs send the click (RFC 8058, 3.1); the token proves that the letter was read
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what would end; end it on POST. A GET changes nothing: scanners of mail open every address."""
    return _choose(request, token, wants=False if request.method == "POST" else None)


@csrf_exempt  # as above: the same token
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take it back."""
    return _choose(request, token, wants=True)


def _choose(request: HttpRequest, token: str, *, wants: bool | None) -> HttpResponseBase:
    try:
        searches = searches_behind(token)
    except BadSignature:
        raise Http404 from None
    for search in searches if wants is not None else ():
        act = actions.resume_search if wants else actions.pause_search
        act(search, by=search.owner)
    context = {"token": token, "wants": wants, "searches": searches}
    language = spoken(searches[0].language) if searches else translation.get_language() or "en"
    with translation.override(language):
        return keep_private(render(request, "savedsearches/stop.html", context))
