"""The catalogue as files: the page that explains them, the files, and their list for programs."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from plon.catalogue.dumps import KINDS, Dump, newest_dumps
from plon.files.handing import Handed, hand_out
from plon.pages import public_page, whole_address

# The files change once a night; an hour more or less does no harm.
FRESH = 3600


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Explain the files: what is in them, how old they are, on what terms they may be used."""
    context = {"dumps": list(newest_dumps().values()), "kinds": tuple(KINDS), "sample": "results"}
    return render(request, "catalogue/data.html", context)


@require_safe
def dump(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Hand out the newest file of a kind, whole or in parts, so that a broken download goes on."""
    found = newest_dumps().get(kind)
    if found is None:
        raise Http404
    etag, changed = f'"{found.sha256}"', int(found.made_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None or response.status_code not in {304, 412}:
        try:
            response = hand_out(request, _handed(found))
        except FileNotFoundError as missing:
            raise Http404 from missing
        response["Content-Disposition"] = f'attachment; filename="plon-{kind}.jsonl.gz"'
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Access-Control-Allow-Origin"] = "*"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _handed(dump: Dump) -> Handed:
    return Handed(
        storages["public"], dump.path, f"{dump.kind}.jsonl.gz", "application/gzip", dump.size, tag=dump.sha256
    )


@require_safe
@cache_control(public=True, max_age=FRESH)
def index(request: HttpRequest) -> HttpResponse:
    """List the files for programs."""
    answer = JsonResponse(
        {
            "name": "Plon",
            "address": settings.BASE_URL,
            "about": whole_address(reverse("catalogue:data")),
            "format": "JSON Lines, UTF-8, gzip; one thing per line",
            "terms": "Name the source. A result's own licence stands in its line (licence).",
            "files": [_told(each) for each in newest_dumps().values()],
        }
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _told(dump: Dump) -> dict[str, Any]:
    return {
        "kind": dump.kind,
        "address": whole_address(reverse("dump_file", args=[dump.kind])),
        "made_at": dump.made_at.isoformat(),
        "count": dump.count,
        "size": dump.size,
        "sha256": dump.sha256,
    }
