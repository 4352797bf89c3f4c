"""Kept copies of linked pages, as files of a frozen site: read offline, when the original is long gone.

The same walls as in the house: pages are rewritten so that nothing in them acts (`keptcopies.rewriting`), a policy at
their head lets nothing be loaded but what lies beside them, and they stand in a frame that runs no script.
"""

import mimetypes
import re
from collections.abc import Mapping

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from plon.freezing.folder import Folder
from plon.keptcopies.addresses import ending_of, key_of
from plon.keptcopies.archive import Damaged, Place, body_at
from plon.keptcopies.charsets import text_of
from plon.keptcopies.enums import PieceKind
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.keptcopies.queries import newest_copies
from plon.keptcopies.rewriting import Places, rewritten_page, rewritten_style
from plon.results.models import Result

# The frame of a page from a disk needs an origin to load pictures of the disk; without scripts it is of no use else.
SANDBOX = "allow-same-origin allow-downloads"
_POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'self' file: 'unsafe-inline'; font-src 'self' file:; "
    "media-src 'self' file:; form-action 'none'; base-uri 'none'"
)
_META = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
_HEAD = re.compile(r"<head[^>]*>|\A<!doctype html>", re.IGNORECASE)
_ENDINGS: Mapping[str, str] = {PieceKind.PAGE: ".html", PieceKind.STYLE: ".css"}
_PLAIN_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


class _Files(Places):
    """Where things are in a copy that is a folder: by number, with an ending by which a browser knows them."""

    def page_of(self, address: str, base: str) -> str:
        """Return where a link leads: a piece of the copy, or nowhere; nobody is here to say what was not kept."""
        return address.strip() if address.strip().startswith("#") else self.of(address, base)


def copies_of(result: Result) -> list[KeptCopy]:
    """Return the newest public copy of each link of a result."""
    return list(newest_copies(result).values())


def write_copy(copy: KeptCopy, folder: Folder) -> dict[int, str]:
    """Write the pieces of a copy, and return where each of them lies; nothing if one is damaged."""
    pieces = list(copy.pieces.all())
    names = {piece.number: f"{piece.number}{_ending(piece)}" for piece in pieces}
    places = _Files(_by_address(pieces, names), _("[Something from %(host)s was shown here. It was not kept.]"))
    files = {number: f"copies/{copy.public_id}/{name}" for number, name in names.items()}
    for done, piece in enumerate(pieces):
        try:
            body = _body(copy, piece, places)
        except (OSError, Damaged):
            folder.forget(files[each.number] for each in pieces[:done])
            return {}
        folder.write(files[piece.number], [body])
    return files


def _by_address(pieces: list[KeptPiece], names: Mapping[int, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in pieces:
        for address in (piece.url, *piece.also):
            found.setdefault(key_of(address), names[piece.number])
    return found


def _ending(piece: KeptPiece) -> str:
    known = _ENDINGS.get(piece.kind) or mimetypes.guess_extension(piece.media_type) or f".{ending_of(piece.url)}"
    return known if _PLAIN_ENDING.fullmatch(known) else ".bin"


def _body(copy: KeptCopy, piece: KeptPiece, places: _Files) -> bytes:
    body = body_at(storages["default"], copy.path, Place(piece.offset, piece.length, piece.digest))
    if piece.kind == PieceKind.PAGE:
        page = rewritten_page(text_of(body, piece.charset), piece.url, places)
        guarded, count = _HEAD.subn(lambda found: found[0] + _META, page, count=1)
        return (guarded if count else _META + page).encode("utf-8", "replace")
    if piece.kind == PieceKind.STYLE:
        return rewritten_style(text_of(body, piece.charset), piece.url, places).encode("utf-8", "replace")
    return body
