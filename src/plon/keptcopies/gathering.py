"""Gather a page with all that it needs to be seen, or a file, into an archive: no rows, no files of ours."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from django.utils import timezone

from plon.fetching.getting import Fetched
from plon.fetching.limits import MEGABYTE
from plon.fetching.refusals import NotFetched, Why
from plon.keptcopies.addresses import key_of, name_of, whole
from plon.keptcopies.archive import Archive, Place
from plon.keptcopies.charsets import text_of
from plon.keptcopies.enums import PieceKind, Trouble
from plon.keptcopies.judging import PAGES, kind_of_file, trouble_of_page
from plon.keptcopies.pages import content_of
from plon.keptcopies.refusals import NotKept
from plon.keptcopies.route import Role, Route, Stop
from plon.keptcopies.styles import addresses_in
from plon.keptcopies.visiting import RobotsForbid

LARGEST: Mapping[Role, int] = {
    Role.STYLE: 2 * MEGABYTE, Role.PART: 10 * MEGABYTE, Role.FILE: 40 * MEGABYTE, Role.PAGE: 5 * MEGABYTE,
}  # fmt: skip
_FONTS = ("font/", "application/font", "application/x-font", "application/vnd.ms-fontobject")
_FONT_SIGNS = (b"wOFF", b"wOF2", b"\x00\x01\x00\x00", b"OTTO", b"true")
_SHOWN = ("image/", "audio/", "video/")
_TROUBLES: Mapping[Why, Trouble] = {
    Why.NOT_FOUND: Trouble.NOT_THERE,
    Why.UNKNOWN_HOST: Trouble.NOT_THERE,
    Why.UNREACHABLE: Trouble.NOT_THERE,
    Why.REFUSED: Trouble.REFUSES,
    Why.TIMED_OUT: Trouble.TOO_SLOW,
    Why.TOO_LARGE: Trouble.TOO_LARGE,
    Why.BAD_TLS: Trouble.BAD_TLS,
    Why.PRIVATE: Trouble.UNSAFE_ADDRESS,
    Why.BAD_PORT: Trouble.UNSAFE_ADDRESS,
    Why.BAD_ADDRESS: Trouble.UNSAFE_ADDRESS,
    Why.HAS_PASSWORD: Trouble.UNSAFE_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer in the archive; see `KeptPiece`."""

    kind: PieceKind
    url: str
    also: tuple[str, ...]
    media_type: str
    charset: str
    title: str
    size: int
    place: Place


@dataclass(slots=True)
class Gathered:
    """What was gathered so far.

    Attributes:
        pieces: in the order in which they came; the first is what the link led to.
        left_out: what could not be taken along, and why (a code of `words.LEFT_OUT`).
    """

    pieces: list[Piece] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)

    def leave(self, url: str, code: str) -> None:
        self.left_out.append({"code": code, "url": url})


class Fetches(Protocol):
    """Fetches what lies at an address, as `visiting.Visitor` does."""

    def fetch(self, url: str, *, largest: int) -> Fetched: ...


# Told after each answer how many were asked for, how many are known to be wanted, and how large the archive is.
Advance = Callable[[int, int, int], None]


def gather(
    url: str,
    visitor: Fetches,
    archive: Archive,
    *,
    with_neighbours: bool = False,
    advance: Advance = lambda _done, _total, _size: None,
    now: Callable[[], datetime.datetime] = timezone.now,
) -> Gathered:
    """Fetch what a link leads to, and what belongs to it, into an archive.

    Raises:
        NotKept: what it leads to can't be had, or is not what was linked.
    """
    gathered = Gathered()
    first = _first(url, visitor)
    if first.media_type not in PAGES:
        _keep_file(first, url, archive, gathered, now())
        advance(1, 1, archive.size)
        return gathered
    page = content_of(text_of(first.body, first.charset), first.url)
    if trouble := trouble_of_page(url, first.url, page):
        raise NotKept(trouble)
    _write(first, url, PieceKind.PAGE, archive, gathered, now(), title=page.title)
    route = Route(first.url, with_neighbours=with_neighbours)
    route.mark(url, *first.chain)
    route.add_page(page, is_first=True)
    done = 1
    advance(done, done + route.waiting, archive.size)
    while (stop := route.next()) is not None:
        _visit(stop, visitor, archive, gathered, route, now)
        done += 1
        advance(done, done + route.waiting, archive.size)
    for each in route.left_out:
        gathered.leave(each.url, "too_many")
    return gathered


def _first(url: str, visitor: Fetches) -> Fetched:
    try:
        return visitor.fetch(url, largest=LARGEST[Role.FILE])
    except RobotsForbid:
        raise NotKept(Trouble.ROBOTS) from None
    except NotFetched as refusal:
        raise NotKept(_TROUBLES.get(refusal.why, Trouble.FAILS)) from None


def _keep_file(found: Fetched, url: str, archive: Archive, gathered: Gathered, at: datetime.datetime) -> None:
    is_picture = found.media_type.startswith(_SHOWN)
    if not found.body:
        raise NotKept(Trouble.EMPTY)
    if not is_picture and not kind_of_file(found.media_type, found.url, found.body):
        raise NotKept(Trouble.WRONG_KIND)
    kind = PieceKind.PICTURE if is_picture else PieceKind.FILE
    _write(found, url, kind, archive, gathered, at, title=name_of(found.url))


def _visit(
    stop: Stop,
    visitor: Fetches,
    archive: Archive,
    gathered: Gathered,
    route: Route,
    now: Callable[[], datetime.datetime],
) -> None:
    """Take one thing along, or note why not; what it names is visited later."""
    try:
        found = visitor.fetch(stop.url, largest=LARGEST[stop.role])
    except RobotsForbid:
        gathered.leave(stop.url, "robots")
        return
    except NotFetched as refusal:
        gathered.leave(stop.url, refusal.why.value)
        return
    if _is_there(found, gathered):
        return
    kind = _kind(stop.role, found)
    text = text_of(found.body, found.charset) if kind in {PieceKind.PAGE, PieceKind.STYLE} else ""
    page = content_of(text, found.url) if kind is PieceKind.PAGE else None
    if kind is None or (page is not None and trouble_of_page(stop.url, found.url, page)):
        gathered.leave(stop.url, "wrong_kind")
        return
    title = page.title if page is not None else name_of(found.url) if kind is PieceKind.FILE else ""
    _write(found, stop.url, kind, archive, gathered, now(), title=title)
    route.mark(*found.chain)
    if page is not None:
        route.add_page(page, is_first=False)
    elif kind is PieceKind.STYLE:
        mentioned = [(whole(each.address, found.url), each.is_style) for each in addresses_in(text)]
        styles = [address for address, is_style in mentioned if address and is_style]
        parts = [address for address, is_style in mentioned if address and not is_style]
        route.add_style(styles, parts, depth=stop.depth)


def _is_there(found: Fetched, gathered: Gathered) -> bool:
    """Tell whether a redirect led to what is kept already; its address is noted there."""
    for place, piece in enumerate(gathered.pieces):
        if key_of(piece.url) == key_of(found.url):
            also = dict.fromkeys((*piece.also, *found.chain))
            also.pop(piece.url, None)
            gathered.pieces[place] = replace(piece, also=tuple(also))
            return True
    return False


def _kind(role: Role, found: Fetched) -> PieceKind | None:
    """Return what came, by what the server says and how it begins; None if it is not what was wanted."""
    if role is Role.PAGE and found.media_type in PAGES:
        return PieceKind.PAGE
    if role is Role.STYLE:
        return PieceKind.STYLE if found.media_type in {"text/css", "text/plain", ""} else None
    if role is Role.FILE:
        return PieceKind.FILE if kind_of_file(found.media_type, found.url, found.body) else None
    if role is Role.PART:
        if found.media_type.startswith(_FONTS) or found.body.startswith(_FONT_SIGNS):
            return PieceKind.FONT
        return PieceKind.PICTURE if found.media_type.startswith(_SHOWN) else None
    return None


def _write(
    found: Fetched,
    asked: str,
    kind: PieceKind,
    archive: Archive,
    gathered: Gathered,
    at: datetime.datetime,
    *,
    title: str = "",
) -> None:
    place = archive.add(found, asked=asked, at=at)
    also = tuple(each for each in dict.fromkeys((asked, *found.chain)) if each != found.url)
    gathered.pieces.append(
        Piece(kind, found.url, also, found.media_type, found.charset, title[:300], len(found.body), place)
    )
