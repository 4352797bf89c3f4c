"""The door behind a QR code: counts, and leads on. No cookie, no session, nothing of the visitor is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from plon.shortlinks.counting import count_opening
from plon.shortlinks.leading import target_of
from plon.shortlinks.queries import find_link
from plon.texts import INTERFACE_LANGUAGES


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the public page; say in plain words where there is none yet, or where nothing is (`?lang=pl`)."""
    asked = request.GET.get("lang", "")
    reader = asked if asked in INTERFACE_LANGUAGES else translation.get_language() or "en"
    link = find_link(code)
    with translation.override(reader):
        if link is None:
            return _unkept(render(request, "shortlinks/unknown.html", status=404))
        if not asked:
            address = request.META.get("REMOTE_ADDR", "")
            count_opening(link, method=request.method or "", headers=request.headers, address=address)
        if target := target_of(link, reader):
            return _unkept(HttpResponseRedirect(target))
        project = link.project if link.project.is_public else None
        return _unkept(render(request, "shortlinks/waiting.html", {"public_project": project}))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
