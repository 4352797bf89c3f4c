"""The door of the corner: who has a link that works comes in; everybody else sees one and the same page."""

import functools
import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from plon.accounts.guests import Guest
from plon.corner import actions, queries
from plon.corner.letters.letter import spoken
from plon.corner.models import PartnerLink
from plon.corner.zones import zone_of
from plon.projects.queries import hash_of

log = logging.getLogger("plon.corner")
P = ParamSpec("P")

# Wrong addresses from one machine: so many at once, then one more every so many seconds. The secret has 192 bits and
# can't be guessed; this spares the log and the database. Links that work are never held up by a colleague's old one.
MOST_TRIES = 20
SECONDS_PER_TRY = 15


@dataclass(frozen=True)
class Corner:
    """What a visitor with a link may see: their partner's part of one project."""

    link: PartnerLink
    secret: str

    @property
    def guest(self) -> Guest:
        """Who acts, as the history names them."""
        return Guest(f"{self.link.name} ({self.link.organisation})"[:200], self.link.organisation_id)

    @property
    def holder(self) -> str:
        """Whose uploads are whose: an upload begun with a link goes on with this link alone."""
        return f"link:{self.link.pk}"


View = Callable[Concatenate[HttpRequest, Corner, P], HttpResponseBase]


def corner_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Open a page to who has a link that works, in the link's language and time zone."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        link = queries.find_open_link(secret)
        if link is None:
            return refuse(request, secret)
        corner = Corner(link, secret)
        return keep_private(enter(request, corner, lambda: view(request, corner, *args, **kwargs)))

    return guarded


def enter(request: HttpRequest, corner: Corner, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer in the language and time zone of a link; what is not its own is not there, as with a wrong address."""
    actions.note_use(corner.link)
    language = spoken(corner.link.language)
    with translation.override(language), timezone.override(zone_of(corner.link.time_zone)):
        request.LANGUAGE_CODE = language
        try:
            response = answer()
        except Http404:
            log.warning("Link %s asked for something that is not its own", fingerprint(corner.secret))
            response = _refusal(request, 404)
        response.headers.setdefault("Content-Language", language)
    return response


def keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep the secret in the address out of caches, search engines and other sites' logs."""
    response.headers.setdefault("Cache-Control", "no-store, private")
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Not "no-referrer": browsers would then hide the origin of forms, which guards against forged ones.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def refuse(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Answer a secret that opens nothing, whatever the reason: the page doesn't tell, the log does."""
    if not _may_try(request):
        response = _refusal(request, 429)
        response.headers["Retry-After"] = str(SECONDS_PER_TRY)
        return response
    log.warning("A link that doesn't work was tried: %s, %s", fingerprint(secret), _why(secret))
    return _refusal(request, 404)


def fingerprint(secret: str) -> str:
    """Return what a log may hold of a secret: enough to find its row."""
    return hash_of(secret)[:10]


def _refusal(request: HttpRequest, status: int) -> HttpResponseBase:
    return keep_private(render(request, "corner/closed.html", status=status))


def _why(secret: str) -> str:
    link = PartnerLink.objects.filter(secret_hash=hash_of(secret)).first()
    if link is None:
        return "unknown"
    if link.revoked_at:
        return "revoked"
    return "partner left" if link.is_open else "expired"


def _may_try(request: HttpRequest) -> bool:
    """Take one from the bucket of the machine that asks; False if it is empty."""
    address = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
    key, now = f"corner-tries:{address}", time.time()
    left, since = cache.get(key, (float(MOST_TRIES), now))
    left = min(float(MOST_TRIES), left + (now - since) / SECONDS_PER_TRY)
    allowed = left >= 1
    cache.set(key, (left - 1 if allowed else left, now), MOST_TRIES * SECONDS_PER_TRY)
    return bool(allowed)
