"""Ending letters with one click and without signing in (RFC 8058), and beginning them again."""

from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plon.corner import actions
from plon.corner.gate import keep_private, refuse
from plon.corner.letters.letter import spoken
from plon.corner.letters.readers import rows_of
from plon.corner.models import PartnerLink
from plon.projects.models import Membership


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
        links, members = rows_of(token)
    except BadSignature:
        return refuse(request, token)
    if wants is not None:
        for link in links:
            actions.choose_letters(link, wants=wants)
        for member in members:
            actions.choose_own_letters(member.project, by=member.person, wants=wants)
    language = next((spoken(language) for language in _languages(links, members)), translation.get_language() or "en")
    context = {
        "token": token,
        "wants": wants,
        "projects": [*(member.project for member in members), *(link.project for link in links)],
    }
    with translation.override(language):
        return keep_private(render(request, "corner/stop.html", context))


def _languages(links: list[PartnerLink], members: list[Membership]) -> list[str]:
    return [*(member.person.language for member in members), *(link.language for link in links)]
