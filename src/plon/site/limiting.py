"""Who asks for more pages than people read waits, and learns where all of it can be had in one file.

People, and classes behind one address, stay far below the limits (`PLON_REQUESTS_PER_MINUTE`); programs that say what
they are have one of their own. Signed-in people are never limited. The workspace, the sign-in and what lies in
`static/` aren't either.

It stands before Django: refusing costs a fraction of a millisecond, so that a program that doesn't listen slows nobody.
"""

import functools
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.http.request import HttpHeaders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from plon.counting.buckets import Buckets
from plon.counting.robots import is_robot
from plon.pages import whole_address
from plon.site.turns import Turns

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What anybody may read without signing in, and programs read all of.
LIMITED = ("/pl/", "/en/", "/r/", "/p/", "/files/", "/oembed", "/data/", "/sitemap")
# Pictures come along with a page, a dozen at a time, and are kept ready; so do the parts of a kept copy.
PICTURES = (".webp", ".png", ".svg", ".part")
COST_OF_PICTURE = 0.1

# Programs don't read a dozen pages at a glance: they may go on steadily, so that nobody who works here feels them.
ROBOTS_AT_ONCE = 10
# Seconds after which a program may come again when others are being served.
CROWDED = 2.0

readers, robots = Buckets(), Buckets()
turns = Turns()


class LimitRequests:
    """Answer 429 to an address that asks too fast, and let programs read when nobody else is served."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(LIMITED):
            return self._serve(environ, start_response)
        # A form that is sent (POST) is no sign of a program here.
        is_program = is_robot("GET", HttpHeaders(environ))
        wait = _seconds_to_wait(environ, is_program=is_program)
        if (wait or is_program) and _is_signed_in(environ):
            return self._serve(environ, start_response)
        if wait:
            return _refuse(environ, start_response, wait)
        if not is_program or not settings.ROBOT_REQUESTS_PER_MINUTE:
            return self._serve(environ, start_response)
        with turns.of_programs() as is_let_in:
            if is_let_in:
                return self.application(environ, start_response)
        return _refuse(environ, start_response, CROWDED)

    def _serve(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with turns.of_people():
            return self.application(environ, start_response)


def _seconds_to_wait(environ: "WSGIEnvironment", *, is_program: bool) -> float:
    limit = settings.ROBOT_REQUESTS_PER_MINUTE if is_program else settings.REQUESTS_PER_MINUTE
    if not limit:
        return 0.0
    # Of a client that sits behind a trusted proxy the server has put the true address here (site/proxy.py).
    address = environ.get("REMOTE_ADDR", "")
    cost = COST_OF_PICTURE if environ.get("PATH_INFO", "").endswith(PICTURES) else 1.0
    if is_program:
        return robots.take(address, per_minute=limit, cost=cost, holds=min(limit, ROBOTS_AT_ONCE))
    return readers.take(address, per_minute=limit, cost=cost)


def _is_signed_in(environ: "WSGIEnvironment") -> bool:
    """Asked only of programs and who is too fast: for most it costs nothing, for an invented cookie one question."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request = HttpRequest()
    request.session = SessionStore(key)
    # Django does so at the beginning and the end of a request, which this is not.
    close_old_connections()
    try:
        return get_user(request).is_authenticated
    finally:
        close_old_connections()


def _refuse(environ: "WSGIEnvironment", start_response: "StartResponse", wait: float) -> Iterable[bytes]:
    start_response("429 Too Many Requests", [("Retry-After", str(math.ceil(wait))), *_headers()])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [_page()]


@functools.cache
def _headers() -> tuple[tuple[str, str], ...]:
    dump = whole_address(reverse("dump_file", args=["results"]))
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(_page()))),
        ("Cache-Control", "no-store"),
        ("X-Robots-Tag", "noindex"),
        ("Link", f'<{dump}>; rel="alternate"; type="application/gzip", <{_about_data("en")}>; rel="describedby"'),
        ("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    )


@functools.cache
def _page() -> bytes:
    """The answer in both languages, made once: refusing must cost less than answering."""
    return render_to_string("429.html", {"data_pl": _about_data("pl"), "data_en": _about_data("en")}).encode()


def _about_data(language: str) -> str:
    with translation.override(language):
        return whole_address(reverse("catalogue:data"))
