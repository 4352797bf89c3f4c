"""Pages of public files as pictures, sound and film to be played where they stand."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from plon.catalogue import queries
from plon.files.handing import Handed, hand_out

_CACHED = "public, max-age=300"


@require_safe
def page(request: HttpRequest, public_id: str, number: int) -> HttpResponseBase:
    """Give the picture of one page; as public as the file itself, and gone with it."""
    file = queries.public_file(public_id)
    preview = getattr(file, "preview", None)
    if file is None or preview is None or not 1 <= number <= len(preview.pages):
        raise Http404
    etag = f'"{preview.sha256[:24]}-{number}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        stream = storages["default"].open(preview.path_of(number))
    except OSError as missing:
        raise Http404 from missing
    response = FileResponse(stream, content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = _CACHED
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def play(request: HttpRequest, public_id: str, name: str) -> HttpResponseBase:
    """Hand out sound or film in the ranges that a player asks for."""
    file = queries.public_file(public_id)
    if file is None or not file.media_type.startswith(("audio/", "video/", "text/vtt")):
        raise Http404
    handed = Handed(storages["public"], file.path, file.name, file.media_type, file.size, file.sha256)
    try:
        response = hand_out(request, handed)
    except OSError as missing:
        raise Http404 from missing
    if file.media_type == "text/vtt":
        response["Content-Type"] = "text/vtt; charset=utf-8"
    if response.status_code in {200, 206, 304}:
        response["Cache-Control"] = _CACHED
    return response
