"""Ask the house's own pages from within, as a visitor whom nobody knows: what is private stays away by itself."""

import io
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

# Answers that are pages: a withdrawn result leaves one, too.
READABLE = frozenset({200, 410})
# Counts of readers leave out whoever calls itself a program.
NAME = "Plon (freezing bot)"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this installation: its path as written there, and its question."""

    path: str
    query: str = ""

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def visitor_at(address: Address, language: str) -> HttpRequest:
    """Return the request of an unknown visitor who reads `language`."""
    house = urlsplit(settings.BASE_URL)
    secure = house.scheme == "https"
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(address.path).encode().decode("latin-1"),
            "QUERY_STRING": address.query,
            "SERVER_NAME": house.hostname or "localhost",
            "SERVER_PORT": str(house.port or (443 if secure else 80)),
            "HTTP_HOST": house.netloc,
            "HTTP_USER_AGENT": NAME,
            "wsgi.url_scheme": house.scheme,
            # Behind a proxy the house believes this header, and no other.
            "HTTP_X_FORWARDED_PROTO": house.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = language
    return request


def match_of(path: str, language: str) -> ResolverMatch | None:
    """Return the door that an address leads to; None if there is none."""
    with translation.override(language):
        try:
            return resolve(unquote(path))
        except Resolver404:
            return None


def ask(address: Address, language: str) -> HttpResponseBase:
    """Return what the house answers an unknown visitor; `let_go` of it when it is read."""
    match = match_of(address.path, language)
    if match is None:
        return HttpResponse(status=404)
    with translation.override(language):
        try:
            answer: HttpResponseBase = match.func(visitor_at(address, language), *match.args, **match.kwargs)
        except Http404:
            return HttpResponse(status=404)
    return answer


def let_go(answer: HttpResponseBase) -> None:
    """Close the file behind an answer.

    Closing the answer itself would tell the house that a visitor has left, and connections to the database with them.
    """
    if isinstance(answer, FileResponse) and answer.file_to_stream is not None:
        answer.file_to_stream.close()
