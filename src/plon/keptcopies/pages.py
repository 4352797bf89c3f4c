"""What stands in a page: its words, and the addresses of what belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from plon.keptcopies.addresses import scheme_of, whole
from plon.keptcopies.styles import addresses_in

Node = Any  # lxml's stubs know elements of HTML only half

# Attributes that name a picture, a sound, a part: (attribute, elements or None for all).
PART_ATTRIBUTES = frozenset({"src", "poster", "background", "data-src", "data-lazy-src", "xlink:href", "lowsrc"})
SET_ATTRIBUTES = frozenset({"srcset", "data-srcset", "imagesrcset"})
# What is left behind with all that stands in it.
FOREIGN = frozenset({"iframe", "frame", "object", "embed", "applet", "portal", "fencedframe"})
_NO_PARTS = FOREIGN | {"script", "a", "area", "link", "base", "form"}
_UNSEEN = frozenset({"script", "style", "template", "noscript", "title"})
_SPACES = re.compile(r"\s+")
# Of a srcset: an address, which may have commas inside but not at its end, and what follows a blank.
_CANDIDATE = re.compile(r"[\s,]*+(\S*[^\s,])(?:,++|([^,]*+))")


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as far as a copy is concerned.

    Attributes:
        title: of the page, else its first heading.
        text: all words a reader sees, blanks drawn together.
        styles: whole addresses of style sheets.
        parts: of pictures, sounds, fonts.
        links: where it leads.
        asks_password: whether it has a field for one.
        builds_itself: whether it brings scripts.
    """

    title: str
    text: str
    styles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    asks_password: bool = False
    builds_itself: bool = False
    headings: tuple[str, ...] = field(default=())


def tree_of(text: str) -> Node | None:
    """Return a page as a tree, however broken it is; None if nothing stands in it."""
    parser = html.HTMLParser(encoding="utf-8", recover=True)
    body = text.replace("\x00", "").encode("utf-8", "replace")
    if not body.strip():
        return None
    try:
        return html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def base_of(root: Node, url: str) -> str:
    """Return the address from which those of the page go out."""
    for element in root.iter("base"):
        if base := whole(element.get("href") or "", url):
            return base
    return url


def content_of(text: str, url: str) -> PageContent:
    """Read a page that lay at `url`."""
    root = tree_of(text)
    if root is None:
        return PageContent("", "")
    base = base_of(root, url)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    headings = tuple(_words(each) for each in elements if each.tag in {"h1", "h2"})
    title = next((_words(each) for each in elements if each.tag == "title"), "")
    styles, parts = list(_styles_of(elements, base)), list(_parts_of(elements, base))
    for css in _css_of(elements):
        for each in addresses_in(css):
            if not each.address.startswith("#") and (address := whole(each.address, base)):
                (styles if each.is_style else parts).append(address)
    links = (whole(each.get("href") or "", base) for each in elements if each.tag in {"a", "area"})
    return PageContent(
        title=(title or next(iter(headings), ""))[:300],
        text=_seen(root),
        styles=_once(styles),
        parts=_once(parts),
        links=_once(links),
        asks_password=any(each.tag == "input" and (each.get("type") or "").lower() == "password" for each in elements),
        builds_itself=any(each.tag == "script" for each in elements),
        headings=headings,
    )


def set_of(value: str) -> list[tuple[str, str]]:
    """Return what a srcset names: (address, its width or density)."""
    return [(address, described.strip()) for address, described in _CANDIDATE.findall(value)]


def is_style_link(element: Node) -> bool:
    return element.tag == "link" and "stylesheet" in (element.get("rel") or "").lower().split()


def is_icon_link(element: Node) -> bool:
    return element.tag == "link" and "icon" in (element.get("rel") or "").lower().split()


def _styles_of(elements: list[Node], base: str) -> Iterator[str]:
    for element in elements:
        if is_style_link(element):
            yield whole(element.get("href") or "", base)


def _css_of(elements: list[Node]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style":
            yield element.text or ""
        for value in (str(value) for value in element.attrib.values()):
            if "url(" in value.lower():
                yield value


def _parts_of(elements: list[Node], base: str) -> Iterator[str]:
    for element in elements:
        if is_icon_link(element):
            yield whole(element.get("href") or "", base)
        if element.tag in _NO_PARTS:
            continue
        for name, value in element.attrib.items():
            if name in SET_ATTRIBUTES:
                yield from (whole(address, base) for address, _described in set_of(value) if not scheme_of(address)
                            or scheme_of(address) in {"http", "https"})  # fmt: skip
            elif name in PART_ATTRIBUTES or (name == "href" and element.tag in {"image", "use", "feimage"}):
                yield "" if value.strip().startswith("#") else whole(value, base)


def _seen(root: Node) -> str:
    """Return the words that a reader sees."""
    pieces: list[str] = []
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in _UNSEEN and element.text:
            pieces.append(element.text)
        if element.tail:
            pieces.append(element.tail)
    return _SPACES.sub(" ", " ".join(pieces)).strip()


def _words(element: Node) -> str:
    return _SPACES.sub(" ", "".join(str(each) for each in element.itertext())).strip()


def _once(addresses: "Iterator[str] | list[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if address))
