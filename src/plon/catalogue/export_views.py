"""A list as a file: small ones at once, long ones by a worker, on a page that tells how far it is."""

import threading
import time
from collections import deque

from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plon.catalogue import exporting
from plon.catalogue.actions import request_export
from plon.catalogue.listing import ALL, KINDS, Listing, read_listing
from plon.catalogue.models import ListExport
from plon.files.handing import Handed, hand_out
from plon.jobs.lengthy import WorkState
from plon.texts import fold

# So many are made while the person waits.
AT_ONCE = 200

# Per process and minute: a person asks for a few, a machine is told to wait.
MOST_A_MINUTE = 20
_MINUTE = 60


class _Gate:
    """Lets so many through a minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._passed: deque[float] = deque()
        self._lock = threading.Lock()

    def is_open(self) -> bool:
        with self._lock:
            now = time.monotonic()
            while self._passed and now - self._passed[0] > _MINUTE:
                self._passed.popleft()
            if len(self._passed) >= self._most:
                return False
            self._passed.append(now)
            return True

    def reset(self) -> None:
        self._passed.clear()


gate = _Gate(MOST_A_MINUTE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Choose a kind of file for the list of a question, and have it made."""
    language = get_language() or "pl"
    kind = KINDS.get(request.GET.get("of", ""), ALL)
    listing = read_listing(request.GET, kind, language, size=1, counted=False)
    ending = request.POST.get("format", "")
    if request.method == "POST" and ending in exporting.FORMATS:
        if not gate.is_open():
            return _choose(request, listing, status=429)
        if listing.answer.total <= AT_ONCE:
            return _at_once(listing, ending, language)
        made = request_export(
            of=kind.name, question=listing.question, language=language, ending=ending, total=listing.answer.total
        )
        return redirect("catalogue:export_state", made.key)
    return _choose(request, listing)


def _choose(request: HttpRequest, listing: Listing, status: int = 200) -> HttpResponse:
    context = {
        "listing": listing,
        "formats": [(ending, one.name) for ending, one in exporting.FORMATS.items()],
        "most": exporting.MOST,
        "back": f"{listing.kind.address}?{listing.question}",
        "is_busy": status == 429,
    }
    answer = render(request, "catalogue/export.html", context, status=status)
    if status == 429:
        answer["Retry-After"] = str(_MINUTE)
    return answer


def _at_once(listing: Listing, ending: str, language: str) -> HttpResponse:
    found = list(exporting.records_of(listing.kind.name, listing.question, language, most=AT_ONCE))
    answer = HttpResponse(
        exporting.FORMATS[ending].write(found, language), content_type=exporting.FORMATS[ending].media_type
    )
    answer["Content-Disposition"] = f'attachment; filename="{_name(listing.kind.name)}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _name(of: str) -> str:
    names = {"results": _("results"), "projects": _("projects"), "organisations": _("organisations")}
    return f"plon-{slugify(fold(names.get(of, _('catalogue'))))}"


def _export(key: str) -> ListExport:
    found = ListExport.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def export_state(request: HttpRequest, key: str) -> HttpResponse:
    """Tell how far a file is, and give it when it is there."""
    made = _export(key)
    context = {
        "export": made,
        "again": _again(made),
        "back": f"{KINDS[made.of].address}?{made.question}",
        "words": QueryDict(made.question).get("q", ""),
    }
    return render(request, "catalogue/export_state.html", context)


@never_cache
@require_safe
def export_part(request: HttpRequest, key: str) -> HttpResponse:
    """The part of the page that changes while the file is made."""
    made = _export(key)
    return render(request, "catalogue/_export_state.html", {"export": made, "again": _again(made)})


def _again(made: ListExport) -> str:
    return f"?of={made.of}&{made.question}"


@never_cache
@require_safe
def export_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """Hand a finished file to whoever knows its key."""
    made = _export(key)
    if made.state != WorkState.DONE:
        raise Http404
    file = Handed(
        storage=storages["default"],
        path=made.path,
        name=f"{_name(made.of)}.{made.ending}",
        media_type=exporting.FORMATS[made.ending].media_type,
        size=made.size,
        tag=made.sha256,
    )
    try:
        return hand_out(request, file)
    except FileNotFoundError as missing:
        raise Http404 from missing
