"""A piece of a copy as it goes out: harmless by what it may do (its policy) before by what it holds (`rewriting`)."""

from dataclasses import dataclass

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from plon.files.storing import clean_name
from plon.keptcopies.addresses import key_of, name_of
from plon.keptcopies.archive import Place, body_at
from plon.keptcopies.charsets import text_of
from plon.keptcopies.enums import PieceKind
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.keptcopies.rewriting import Places, rewritten_page, rewritten_style

# Changes with what `rewriting` makes of a page, so that browsers ask anew.
VERSION = 1
# No script, no form, no frame, no origin of its own: whatever stands in a copy, it can't do anything, and can ask for
# nothing outside. Styles may stand in the page itself: they are how it looked. Files in it may be taken.
SANDBOX = "allow-downloads"
POLICY = (
    f"sandbox {SANDBOX}; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
# For the pages around it: their own policy lets nothing but our own doors stand in a frame.
FRAMES = {"frame-src": ["'self'"]}
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon",
                       "image/vnd.microsoft.icon", "image/svg+xml"})  # fmt: skip
_PLAYED = ("audio/", "video/")
_ALONE = frozenset({PieceKind.PAGE, PieceKind.FILE})
# What comes along with a page, dozens at a time: counted less by `site.limiting`, and kept by browsers for a while.
PART, SECONDS = ".part", 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A body and what it is called; what can't be shown is a file to be taken."""

    body: bytes
    media_type: str
    is_file: bool = False


def places_of(copy: KeptCopy) -> Places:
    """Return where everything is in a copy, in 1 query."""
    pieces: dict[str, str] = {}
    for number, kind, url, also in copy.pieces.values_list("number", "kind", "url", "also"):
        for address in (url, *also):
            pieces.setdefault(key_of(address), str(number) if kind in _ALONE else f"{number}{PART}")
    return Places(pieces, _("[Something from %(host)s was shown here. It belongs to another site and was not kept.]"))


def shown(copy: KeptCopy, piece: KeptPiece) -> Shown:
    """Return a piece of a copy, made harmless.

    Raises:
        FileNotFoundError, Damaged: its bytes are not there, or not those that were kept.
    """
    place = Place(piece.offset, piece.length, piece.digest)
    body = body_at(storages["default"], copy.path, place)
    if piece.kind == PieceKind.PAGE:
        text = rewritten_page(text_of(body, piece.charset), piece.url, places_of(copy))
        return Shown(text.encode("utf-8", "replace"), "text/html; charset=utf-8")
    if piece.kind == PieceKind.STYLE:
        text = rewritten_style(text_of(body, piece.charset, _charset_of_page(copy)), piece.url, places_of(copy))
        return Shown(text.encode("utf-8", "replace"), "text/css; charset=utf-8")
    if piece.kind == PieceKind.FONT:
        return Shown(body, piece.media_type if piece.media_type.startswith("font/") else "application/octet-stream")
    if piece.kind == PieceKind.PICTURE and (piece.media_type in _PICTURES or piece.media_type.startswith(_PLAYED)):
        return Shown(body, piece.media_type)
    return Shown(body, "application/pdf" if piece.media_type == "application/pdf" else "application/octet-stream",
                 is_file=True)  # fmt: skip


def _charset_of_page(copy: KeptCopy) -> str:
    return copy.pieces.values_list("charset", flat=True).filter(number=1).first() or ""


def answer(request: HttpRequest, copy: KeptCopy, piece: KeptPiece) -> HttpResponse:
    """Answer with a piece of a copy; whoever has it already is told "unchanged".

    Raises:
        FileNotFoundError, Damaged: see `shown`.
    """
    tag = f'"{piece.digest[:32]}-{VERSION}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        what = shown(copy, piece)
        response = HttpResponse(what.body, content_type=what.media_type)
        if what.is_file:
            name = clean_name(name_of(piece.url) or "file")
            response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["ETag"] = tag
    guarded(response)
    if piece.kind not in _ALONE:
        response["Cache-Control"] = f"private, max-age={SECONDS}"
    return response


def guarded(response: HttpResponse) -> HttpResponse:
    """Say to the browser all that a part of a copy may not do."""
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["X-DNS-Prefetch-Control"] = "off"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-cache"
    # The frame has no origin: to it, this site is another. What it may read is of the copy, and public or signed.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    # A page without an origin can't belong to a group of pages; saying so would be an error to browsers.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
