"""Where a link of a page leads once the page is frozen: to a file beside it, out to the internet, or nowhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from django.conf import settings

from plon.freezing import layout
from plon.freezing.asking import Address, match_of
from plon.freezing.living import is_reachable
from plon.freezing.scope import Leaf

# What a reader may click at all; everything else becomes plain words.
_OUTWARD = frozenset({"http", "https", "mailto", "tel"})
_LANGUAGE = re.compile(r"[a-z]{2,3}")

# What the house hands out as a file, by the name of the door, and where it lies in a frozen site.
FILES: Mapping[str, str] = {
    "result_cover": "covers/{public_id}-{width}.webp",
    "file_page": "pages/{public_id}-{number}.webp",
    "file_to_play": "files/{public_id}/{name}",
    "public_file": "files/{public_id}/{name}",
    "public_photo": "photos/{public_id}-{width}.webp",
    "public_paper": "papers/{public_id}/{name}",
    "result_citation": "citations/{public_id}.{language}.{ending}",
    "result_qr": "codes/{public_id}.{ending}",
}
# Lists of the whole catalogue: a frozen site has one list, of its own.
LISTS: Mapping[str, str] = {
    "portal:home": "",
    "catalogue:results": "results",
    "catalogue:projects": "",
    "catalogue:organisations": "organisations",
    "catalogue:search": "search",
}
# Pages of other things of the catalogue: worth a visit on the internet. Every other door needs a server.
OTHERS = frozenset(
    {
        "catalogue:result",
        "catalogue:project",
        "catalogue:organisation",
        "permanent",
        "copies:copy",
        "collections:collection",
        "portal:guide",
        "portal:guide_page",
        "portal:glossary",
        "portal:about",
    }
)


@dataclass(frozen=True, slots=True)
class Inside:
    """A file of the frozen site, and the place in it."""

    file: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """An address of the internet."""

    url: str


class Takes(Protocol):
    """Brings a file of the house into the frozen site; tells whether it is there."""

    def __call__(self, address: Address, file: str, language: str) -> bool: ...


@dataclass
class Links:
    """The links of one frozen site.

    Attributes:
        pages: by path and question of their living addresses.
        take: brings files of the house.
        take_static: brings a static file by the end of its address; tells where it lies, "" if nowhere.
        unsafe: addresses that readers must not come to.
        missing: files that could not be brought.
        pieces: where the pieces of kept copies lie, by the id of the copy and the number of the piece.
    """

    pages: Mapping[tuple[str, str], Leaf]
    take: Takes
    take_static: Callable[[str], str]
    unsafe: frozenset[str] = frozenset()
    missing: set[str] = field(default_factory=set)
    pieces: dict[tuple[str, int], str] = field(default_factory=dict)

    def target(self, href: str, leaf: Leaf) -> Inside | Outside | None:
        """Return where a link of a page leads to; None if nowhere."""
        if href.startswith("#"):
            return Inside(leaf.file, href[1:])
        try:
            url = urljoin(f"{settings.BASE_URL}{leaf.living}", href.strip())
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme not in _OUTWARD or url in self.unsafe or href.strip() in self.unsafe:
            return None
        if not url.startswith(f"{settings.BASE_URL}/"):
            return Outside(url)
        return self._of_house(url, leaf)

    def _of_house(self, url: str, leaf: Leaf) -> Inside | Outside | None:
        parts = urlsplit(url)
        page = self.pages.get((parts.path, parts.query))
        if page is not None:
            return Inside(page.file, parts.fragment)
        if parts.path.startswith(settings.STATIC_URL):
            return self._static(parts.path)
        match = match_of(parts.path, _language_of(parts.path) or leaf.language)
        door = match.view_name if match else ""
        if match is not None and door in FILES:
            return self._file(Address(parts.path, parts.query), door, match.kwargs, leaf)
        if match is not None and door == "copies:piece":
            piece = self.pieces.get((match.kwargs["key"], match.kwargs["number"]))
            return Inside(piece) if piece else None
        if door in LISTS and not parts.query:
            language = _language_of(parts.path) or leaf.language
            return Inside(layout.index_file(language), LISTS[door])
        if door in OTHERS and is_reachable(settings.BASE_URL):
            return Outside(url)
        return None

    def _static(self, path: str) -> Inside | None:
        file = self.take_static(unquote(path.removeprefix(settings.STATIC_URL)))
        return Inside(file) if file else None

    def _file(self, address: Address, door: str, about: Mapping[str, object], leaf: Leaf) -> Inside | None:
        asked = parse_qs(address.query).get("lang", [""])[0]
        language = asked if _LANGUAGE.fullmatch(asked) else leaf.language
        file = FILES[door].format(**about, language=language)
        if self.take(address, file, leaf.language):
            return Inside(file)
        self.missing.add(file)
        return None


def _language_of(path: str) -> str:
    first = path.split("/")[1] if path.startswith("/") else ""
    return first if first in dict(settings.LANGUAGES) else ""
