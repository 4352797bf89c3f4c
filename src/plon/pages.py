"""What every public page needs: a short shared life in caches, its whole address, data that machines read.

Public pages are the same for every visitor, so browsers and shared caches may keep them for a while.
"""

import datetime
import functools
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.utils.safestring import SafeString, mark_safe

P = ParamSpec("P")

_UNSAFE = {
    ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029",
}  # fmt: skip

# Seconds. Short, so that a withdrawn result is gone everywhere within a minute.
FRESH = 60
OK = 200


def public_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give anonymous readers an ETag and a short shared life; everyone else gets an answer of their own.

    An answer that sets a cookie or belongs to a signed-in person is never left to a shared cache.
    """

    @functools.wraps(view)
    def with_headers(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.GET and response.status_code == OK:
            # An address with a question is one of endless many: search engines keep the plain one.
            response["X-Robots-Tag"] = "noindex, follow"
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated or response.cookies:
            response["Cache-Control"] = "private, no-cache"
            return response
        if response.streaming:
            return response
        # A reader asks each time (and is mostly told "unchanged"); only shared caches keep it for a minute.
        response["Cache-Control"] = f"public, max-age=0, s-maxage={FRESH}"
        if response.status_code != OK:
            return response
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        modified = response.headers.get("Last-Modified")
        answer = get_conditional_response(
            request,
            etag=etag,
            last_modified=parse_http_date_safe(modified) if modified else None,
            response=response,
        )
        return answer if isinstance(answer, HttpResponse) else response

    return with_headers


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer that every visitor gets, as it went out."""

    at: float
    content: bytes
    headers: Mapping[str, str]


class KeptPages:
    """The pages that everybody opens, kept in this process for some seconds, until something public changes.

    Another process learns of a change by the clock: `settings.KEPT_PAGES_SECONDS` is as long as a page may be old.
    """

    MOST = 64

    def __init__(self) -> None:
        self._pages: dict[str, KeptPage] = {}
        self._changes = 0

    @property
    def changes(self) -> int:
        """How often everything was forgotten: a page that was begun before a change is not kept after it."""
        return self._changes

    def find(self, key: str) -> KeptPage | None:
        """Return a page that is still fresh."""
        page = self._pages.get(key)
        return page if page and time.monotonic() - page.at < settings.KEPT_PAGES_SECONDS else None

    def keep(self, key: str, response: HttpResponse, *, since: int) -> None:
        """Keep an answer, unless something changed `since` it was begun."""
        if since != self._changes or not settings.KEPT_PAGES_SECONDS:
            return
        if len(self._pages) >= self.MOST:
            self._pages.clear()
        self._pages[key] = KeptPage(time.monotonic(), response.content, dict(response.headers))

    def forget(self) -> None:
        """Show everything anew: something public changed."""
        self._changes += 1
        self._pages.clear()


KEPT = KeptPages()


def kept_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the answer of a `public_page` be kept for some seconds (see `plon.site.middleware.AnswerFromKept`)."""

    @functools.wraps(view)
    def marked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.may_be_kept = True  # type: ignore[attr-defined]  # a note to the middleware on the way out
        return response

    return marked


def say_when_changed(response: HttpResponse, *moments: datetime.datetime) -> HttpResponse:
    """Date the answer by the newest of what it shows; only where these moments are all that can change it."""
    response["Last-Modified"] = http_date(max(moments).timestamp())
    return response


def whole_address(path: str) -> str:
    """Return the address under which others reach `path`."""
    return f"{settings.BASE_URL}{path}"


def linked_data(thing: Mapping[str, Any]) -> SafeString:
    """Return JSON-LD that can't leave the script element it stands in, whatever people typed."""
    written = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    return mark_safe(written.translate(_UNSAFE))
