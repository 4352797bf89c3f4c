"""Files and pictures of published results, handed out so that nothing in them can act as a page of ours."""

import io
from typing import IO

from django.core.cache import cache
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from PIL import Image, ImageOps

from plon.catalogue import queries
from plon.pages import whole_address
from plon.reach.counting import count_download

# What a browser may be told about a file; all else is just bytes to keep.
_HARMLESS = (
    "application/pdf",
    "application/zip",
    "application/epub+zip",
    "application/vnd.",
    "audio/",
    "image/",
    "video/",
)
_CODE = frozenset({"image/svg+xml"})

COVER_WIDTHS = frozenset({320, 640, 1280})
FRESH = 86_400


@require_safe
def download(request: HttpRequest, public_id: str, name: str = "") -> HttpResponseBase:
    """Hand out the newest version of a public file as a download."""
    file = queries.public_file(public_id)
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        count_download(request, file)
        return unchanged
    try:
        stream = storages["public"].open(file.path)
    except OSError as missing:
        raise Http404 from missing
    count_download(request, file)
    response = handed_out(stream, file.name, file.media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    # So that a machine that meets the file alone finds what it is (Signposting).
    response["Link"] = f'<{whole_address(file.result.get_permanent_url())}>; rel="collection"'
    return response


def handed_out(stream: IO[bytes], name: str, media_type: str) -> FileResponse:
    """Return a file as a download in which nothing can act as a page of ours."""
    is_harmless = media_type.startswith(_HARMLESS) and media_type not in _CODE
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=name,
        content_type=media_type if is_harmless else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def cover(request: HttpRequest, public_id: str, width: int) -> HttpResponse:
    """Give a published result's cover in one of three widths, as WebP without anything about where it was taken."""
    found = queries.published_results().filter(public_id=public_id).first()
    if found is None or not found.cover or width not in COVER_WIDTHS:
        raise Http404
    name = str(found.cover.name)
    etag = f'"{found.public_id}-{name.rpartition("/")[2]}-{width}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    key = f"catalogue.cover.{found.pk}.{width}.{hash(name)}"
    picture = cache.get(key)
    if picture is None:
        try:
            with found.cover.open("rb") as stored:
                picture = _narrowed(stored, width)
        except (OSError, Image.DecompressionBombError) as missing:
            raise Http404 from missing
        cache.set(key, picture, FRESH)
    response = HttpResponse(picture, content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _narrowed(stored: object, width: int) -> bytes:
    with Image.open(stored) as opened:  # type: ignore[arg-type]  # a Django file reads like any other
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((width, width * 3))
    written = io.BytesIO()
    upright.save(written, "WEBP", quality=82)
    return written.getvalue()
