"""Reads web pages: words, language, pictures with alternative texts, links to other languages."""

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote_to_bytes, urldefrag, urljoin, urlsplit

from lxml import etree, html

from plon.visibility.emblem.finding import emblems_in
from plon.visibility.reading.document import Document, Emblem, Page, Picture, Unreadable
from plon.visibility.reading.pictures import emblem_of, opened

MOST_PICTURES, MOST_WANTED, MOST_VERSIONS, MOST_DRAWINGS = 200, 24, 8, 20
LONGEST_TEXT = 300_000
_SILENT = ("script", "style", "noscript", "template", "head")
_TELLING = re.compile(
    r"emblem|europ|\beu\b|[-_/]eu[-_.]|erasmus|fund|finan|flag|ue[-_.]|logo|unia|union", re.IGNORECASE
)
_LANGUAGE_SEGMENT = re.compile(r"^/([a-z]{2})(?:-[a-z]{2})?(/|$)", re.IGNORECASE)


def parsed(body: bytes) -> Any:
    """Return the tree of a page.

    Raises:
        Unreadable: there is nothing in it.
    """
    if not body.strip():
        raise Unreadable("empty")
    encoding = "utf-8"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([A-Za-z0-9_-]+)", body[:4096])
        encoding = declared.group(1).decode() if declared else "cp1252"
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
        tree = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as broken:
        raise Unreadable("damaged") from broken
    return tree


def read_page(body: bytes, address: str, language: str, pictures: dict[str, bytes]) -> Document:
    """Read one web page; `pictures` holds what was fetched, by absolute address."""
    tree = parsed(body)
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or language or "").strip()
    placed, emblems = _pictures(tree, address, pictures)
    links = [_absolute(address, each.get("href", "")) for each in tree.iter("a", "link") if each.get("href")]
    title = tree.find(".//title")
    return Document(
        "page",
        title=" ".join((title.text or "").split()) if title is not None else "",
        language=declared,
        pages=(Page(words_of(tree), language=declared, address=address),),
        page_count=1,
        pages_seen=1,
        pictures=tuple(placed),
        emblems=tuple(emblems),
        links=tuple(dict.fromkeys(links))[:500],
        versions=versions_of(tree, address),
    )


def words_of(tree: Any) -> str:
    """Return what a page says, a line for each block, without scripts and styles."""
    for silent in list(tree.iter(*_SILENT)):
        if silent.getparent() is not None:
            silent.drop_tree()
    blocks = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "br", "footer", "header", "section",
              "article", "tr", "figcaption", "blockquote"}  # fmt: skip
    parts: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(node.tag, str):
            parts += [node.tail or ""] if event == "end" else []
            continue
        if event == "start":
            parts += ["\n" if node.tag in blocks else "", node.text or ""]
        else:
            parts += ["\n" if node.tag in blocks else "", node.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]


def _pictures(tree: Any, address: str, fetched: dict[str, bytes]) -> tuple[list[Picture], list[Emblem]]:
    placed: list[Picture] = []
    emblems: list[Emblem] = []
    looked: dict[str, list[Any] | None] = {}
    for image in list(tree.iter("img"))[:MOST_PICTURES]:
        source = image.get("src") or image.get("data-src") or ""
        name = _absolute(address, source) if not source.startswith("data:") else "data:"
        content = _inline(source) if source.startswith("data:") else fetched.get(name)
        key = name if name != "data:" else source[:4000]
        if key not in looked:
            looked[key] = _seen_in(content) if content else None
        index = len(placed)
        placed.append(Picture(0, None, 0.0, 0.0, _alt(image), name[:300], looked[key] is not None, key[:300]))
        emblems += [emblem_of(each, picture, page=0, index=index) for each, picture in looked[key] or []]
    for drawing in list(tree.iter("svg"))[:MOST_DRAWINGS]:
        if any(node.tag == "use" for node in drawing.iter()):
            continue
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
        content = etree.tostring(drawing, with_tail=False)
        seen = _seen_in(_camelled(content))
        if seen:
            placed.append(Picture(0, None, 0.0, 0.0, drawing.get("aria-label") or "", "svg", is_readable=True))
            emblems += [emblem_of(each, picture, page=0, index=len(placed) - 1) for each, picture in seen]
    return placed, emblems


def _camelled(content: bytes) -> bytes:
    """Give names that the HTML parser lower-cased their capitals back."""
    return content.replace(b"viewbox=", b"viewBox=")


def _alt(image: Any) -> str | None:
    if image.get("role") in {"presentation", "none"} or image.get("aria-hidden") == "true":
        return ""
    for name in ("alt", "aria-label", "title"):
        if image.get(name) is not None:
            return str(image.get(name)).strip()
    return None


def _inline(source: str) -> bytes | None:
    head, _comma, body = source.partition(",")
    try:
        return base64.b64decode(body, validate=False) if ";base64" in head else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _seen_in(content: bytes) -> list[Any] | None:
    try:
        picture, _notes = opened(content)
    except Unreadable:
        return None
    return [(sighting, picture) for sighting in emblems_in(picture)[:4]]


def wanted_pictures(tree: Any, address: str) -> list[str]:
    """Return the addresses of pictures, those whose words tell of funding first, then those at the end of the page."""
    images = [image for image in tree.iter("img") if (image.get("src") or image.get("data-src") or "").strip()]
    scored: list[tuple[int, int, str]] = []
    for place, image in enumerate(images):
        source = image.get("src") or image.get("data-src") or ""
        if source.startswith("data:"):
            continue
        told = " ".join([source, image.get("alt") or "", image.get("class") or "", image.get("title") or ""])
        is_low = any(True for _each in image.iterancestors("footer"))
        scored.append((-(2 * bool(_TELLING.search(told)) + is_low), len(images) - place, _absolute(address, source)))
    return list(dict.fromkeys(name for _score, _place, name in sorted(scored) if name.startswith("http")))[:MOST_WANTED]


def versions_of(tree: Any, address: str) -> tuple[tuple[str, str], ...]:
    """Return (language, address) of other language versions on the same host."""
    found: dict[str, str] = {}
    own = urldefrag(address)[0]
    host = urlsplit(address).hostname
    for link in tree.iter("link", "a"):
        language, target = (link.get("hreflang") or "").lower()[:2], link.get("href")
        if not target:
            continue
        absolute = urldefrag(_absolute(address, target))[0]
        if not language and link.tag == "a" and (segment := _LANGUAGE_SEGMENT.match(urlsplit(absolute).path)):
            text = "".join(link.itertext()).strip().lower()
            if text[:2] == segment.group(1).lower() or (link.get("lang") or "")[:2] == segment.group(1).lower():
                language = segment.group(1).lower()
        if language.isalpha() and absolute != own and urlsplit(absolute).hostname == host:
            found.setdefault(absolute, language)
    by_language: dict[str, str] = {}
    for absolute, language in found.items():
        by_language.setdefault(language, absolute)
    return tuple(by_language.items())[:MOST_VERSIONS]


def _absolute(address: str, target: str) -> str:
    try:
        return urljoin(address, target.strip())
    except ValueError:
        return ""
