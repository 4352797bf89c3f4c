"""Hand a file out without letting it act: as what it is only if it is harmless, in ranges, in small pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from plon.files import storing

# Shown where they stand: nothing in them can act.
INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
# Called what they are, so that players play them; everything else is bytes.
_NAMED = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/", "application/pdf")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Handed:
    """A file to be handed out.

    Attributes:
        storage: where it lies.
        path: its place there.
        name: how it is called on the person's disk.
        media_type: as judged when it came in.
        size: in bytes.
        tag: changes with the content.
        seconds: how long the person's browser may keep it.
    """

    storage: Storage
    path: str
    name: str
    media_type: str
    size: int
    tag: str
    seconds: int = 0


def hand_out(request: HttpRequest, file: Handed) -> HttpResponseBase:
    """Answer with a file, or the range of it that was asked for (RFC 9110, 14).

    Raises:
        FileNotFoundError: its bytes are not there.
    """
    response = _answer(request, file)
    response["ETag"] = f'"{file.tag}"'
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = f"private, max-age={file.seconds}" if file.seconds else "private, no-store"
    return response


def _answer(request: HttpRequest, file: Handed) -> HttpResponseBase:
    if request.headers.get("If-None-Match") == f'"{file.tag}"':
        return HttpResponse(status=304)
    asked = _range_of(request.headers.get("Range", ""), file.size) if _is_same(request, file) else None
    if asked == ():
        refused = HttpResponse(status=416, content_type="text/plain")
        refused["Content-Range"] = f"bytes */{file.size}"
        return refused
    start, end = asked or (0, file.size - 1)
    pieces = storing.read_part(file.storage, file.path, start, end - start + 1)
    response = StreamingHttpResponse(
        _begun(pieces), status=206 if asked else 200, content_type=_called(file.media_type)
    )
    response["Content-Length"] = str(end - start + 1)
    if asked:
        response["Content-Range"] = f"bytes {start}-{end}/{file.size}"
    as_attachment = file.media_type not in INLINE
    response["Content-Disposition"] = content_disposition_header(as_attachment, file.name) or "attachment"
    return response


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Read the first piece now: a file that is missing becomes an answer, not a broken one."""
    first = next(pieces, b"")

    def rest() -> Iterator[bytes]:
        yield first
        yield from pieces

    return rest()


def _is_same(request: HttpRequest, file: Handed) -> bool:
    """Tell whether a range is of the file as it is now."""
    condition = request.headers.get("If-Range")
    return condition is None or condition == f'"{file.tag}"'


def _called(media_type: str) -> str:
    return media_type if media_type.startswith(_NAMED) else "application/octet-stream"


def _range_of(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """Return the first and last byte of a range; `()` if it lies outside, None if the whole is asked for."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or header.strip() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) and size else ()
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return (start, end) if start < size else ()
