"""Files from the corner, sent in pieces: whose link works may send, and goes on with its own uploads alone."""

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from plon.corner.gate import Corner, enter, keep_private, refuse
from plon.corner.queries import find_open_link
from plon.evidence.uploads.doors import Door
from plon.evidence.uploads.views import upload_urls


def corner_door(_request: HttpRequest, secret: str) -> Door:
    """Let in who has a link that works.

    Raises:
        Http404: the link opens nothing.
    """
    link = find_open_link(secret)
    if link is None:
        raise Http404
    corner = Corner(link, secret)
    return Door(link.project, corner.guest, corner.holder, link.organisation)


def _behind_gate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer as every page of the corner does: in the link's language, and to a wrong address with the one page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, secret: str, **address: str) -> HttpResponseBase:
        link = find_open_link(secret)
        if link is None:
            return refuse(request, secret)
        return keep_private(enter(request, Corner(link, secret), lambda: view(request, secret=secret, **address)))

    return guarded


def corner_uploads() -> list[URLPattern]:
    """Return the addresses of uploads behind a personal link."""
    return [path(str(each.pattern), _behind_gate(each.callback), name=each.name) for each in upload_urls(corner_door)]
