"""Who asks for more pages than people read waits, and learns where all of it can be had in one file.

People, and classes behind one address, stay far below the limits (`PLON_REQUESTS_PER_MINUTE`); programs that say what
they are have one of their own. Signed-in people are never limited. The workspace, the sign-in and what lies in
`static/` aren't either.
"""

import functools
import math
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from plon.counting.buckets import Buckets
from plon.counting.robots import is_robot
from plon.pages import whole_address

Handler = Callable[[HttpRequest], HttpResponse]

# What anybody may read without signing in, and programs read all of.
LIMITED = ("/pl/", "/en/", "/r/", "/p/", "/files/", "/oembed", "/data/", "/sitemap")
# Pictures come along with a page, a dozen at a time, and are kept ready.
PICTURES = (".webp", ".png", ".svg")
COST_OF_PICTURE = 0.1

# Programs don't read a dozen pages at a glance: they may go on steadily, so that nobody who works here feels them.
ROBOTS_AT_ONCE = 10

readers, robots = Buckets(), Buckets()


class LimitRequests:
    """Answer 429 to an address that asks too fast."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wait = _seconds_to_wait(request)
        if wait and not _is_signed_in(request):
            return _refusal(wait)
        return self.get_response(request)


def _seconds_to_wait(request: HttpRequest) -> float:
    if not request.path_info.startswith(LIMITED):
        return 0.0
    # A form that is sent (POST) is no sign of a program here.
    is_program = is_robot("GET", request.headers)
    limit = settings.ROBOT_REQUESTS_PER_MINUTE if is_program else settings.REQUESTS_PER_MINUTE
    if not limit:
        return 0.0
    # Of a client that sits behind a trusted proxy the server has put the true address here (site/proxy.py).
    address = request.META.get("REMOTE_ADDR", "")
    cost = COST_OF_PICTURE if request.path_info.endswith(PICTURES) else 1.0
    if is_program:
        return robots.take(address, per_minute=limit, cost=cost, holds=min(limit, ROBOTS_AT_ONCE))
    return readers.take(address, per_minute=limit, cost=cost)


def _is_signed_in(request: HttpRequest) -> bool:
    """Asked only when an address is too fast: for most it costs nothing, for an invented cookie one question."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _refusal(wait: float) -> HttpResponse:
    response = HttpResponse(_page(), status=429)
    response["Retry-After"] = str(math.ceil(wait))
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    dump = whole_address(reverse("dump_file", args=["results"]))
    response["Link"] = f'<{dump}>; rel="alternate"; type="application/gzip", <{_about_data("en")}>; rel="describedby"'
    return response


@functools.cache
def _page() -> str:
    """The answer in both languages, made once: refusing must cost less than answering."""
    return render_to_string("429.html", {"data_pl": _about_data("pl"), "data_en": _about_data("en")})


def _about_data(language: str) -> str:
    with translation.override(language):
        return whole_address(reverse("catalogue:data"))
