"""Photos and papers that a team made public. Each request asks anew whether they still are: consents end."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from plon.catalogue.downloads import handed_out
from plon.evidence.public_copies import WIDTHS, size_path
from plon.evidence.published import public_piece
from plon.pages import FRESH

# A browser asks each time and is mostly told "unchanged"; only shared caches keep a copy, for a minute.
_SHORT = f"public, max-age=0, s-maxage={FRESH}"


@require_safe
def photo(request: HttpRequest, public_id: str, width: int) -> HttpResponseBase:
    """Give a public photo in one of its sizes."""
    found = public_piece(public_id, is_photo=True)
    if found is None or width not in WIDTHS:
        raise Http404
    etag = f'"{found.sha256[:24]}-{width}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _dated(unchanged, etag)
    try:
        stream = storages["public"].open(size_path(found, width))
    except OSError as missing:
        raise Http404 from missing
    response = FileResponse(stream, content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    return _dated(response, etag)


@require_safe
def file(request: HttpRequest, public_id: str, name: str) -> HttpResponseBase:
    """Hand out a public file as a download."""
    found = public_piece(public_id, is_photo=False)
    if found is None or name != found.name:
        raise Http404
    etag = f'"{found.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _dated(unchanged, etag)
    try:
        stream = storages["public"].open(found.path)
    except OSError as missing:
        raise Http404 from missing
    return _dated(handed_out(stream, found.name, found.media_type), etag)


def _dated(response: HttpResponse | FileResponse, etag: str) -> HttpResponse | FileResponse:
    response["ETag"] = etag
    response["Cache-Control"] = _SHORT
    return response
