"""Turn a page of the house into a page of a frozen site: pure, but for the files that its links bring along.

What needs a server goes: forms, scripts of working pages, addresses for robots. What a browser would load comes along
or goes; what a reader may click leads into the site, or visibly out of it.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from plon.freezing.kept import SANDBOX
from plon.freezing.layout import relative
from plon.freezing.links import Inside, Links, Outside
from plon.freezing.scope import Leaf

# Scripts of the house that work without it, and without being modules: browsers load no modules from a disk.
_KEPT_SCRIPTS = re.compile(r"/(?:site/js/theme|catalogue/result)(?:\.[0-9a-f]{8,})?\.js$")
# Marks in templates what makes sense only where a server answers.
_LIVING = "data-living"
_NEEDS_SERVER = ("form", "object", "embed", "base", "dialog")
# What the head of a page tells programs of the house, and other sites that show it.
_FOR_OTHERS = ("twitter:", "plon-")
_KEPT_LINKS = frozenset({"stylesheet", "icon"})
# Elements that say nothing when they are empty; sections that only have their heading left say nothing either.
_EMPTIED = frozenset({"p", "li", "ul", "ol", "div", "nav", "section", "aside", "dd", "dt", "dl", "details"})
_SPEAKING = frozenset({"img", "svg", "video", "audio", "progress", "hr", "table", "input", "output"})
_ENDS_OF_VOID = re.compile(rb"</(?:track|source|wbr)>")
# Films' captions stand in the page itself: browsers load none from a disk.
LARGEST_CAPTIONS = 512 * 1024


@dataclass(frozen=True, slots=True)
class Words:
    """What is said where something changed, in the language of the page.

    Attributes:
        outward: beside a link that leads to the internet.
        unlinked: beside the name of a file that is not there.
    """

    outward: str
    unlinked: str


def parse(source: bytes) -> HtmlElement:
    return html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))


def written(document: HtmlElement) -> bytes:
    """Return a page as HTML; the parser's own table of elements without content is an old one."""
    page = bytes(html.tostring(document, encoding="utf-8", doctype="<!doctype html>"))
    return _ENDS_OF_VOID.sub(b"", page) + b"\n"


def take_living_parts_out(document: HtmlElement) -> None:
    """Take out what makes sense only where a server answers."""
    for element in document.xpath(f"//*[@{_LIVING}]"):
        _drop(element)
    for name in _NEEDS_SERVER:
        for element in list(document.iter(name)):
            _drop(element)
    for meta in list(document.iter("meta")):
        if meta.get("property") or meta.get("http-equiv") or (meta.get("name") or "").startswith(_FOR_OTHERS):
            meta.drop_tree()


def relink(document: HtmlElement, leaf: Leaf, links: Links, words: Words, read: Callable[[str], bytes]) -> None:
    """Lead every address of a page into the site, out of it, or nowhere.

    Args:
        document: the page; it is changed.
        leaf: which page it is.
        links: where addresses lead to, and what brings files along.
        words: what is said beside what changed.
        read: returns the bytes of a file that came along.
    """
    for element in list(document.iter("link")):
        _relink_head(element, leaf, links)
    for element in list(document.iter("script")):
        _relink_script(element, leaf, links)
    for element in list(document.iter("track")):
        _embed_captions(element, leaf, links, read)
    for element in list(document.iter("iframe")):
        _relink_frame(element, leaf, links)
    for element in list(document.iter("img", "video", "audio", "source")):
        _relink_media(element, leaf, links)
    for element in list(document.iter("a", "area")):
        if element.get("href") is not None:
            _relink_anchor(element, leaf, links, words)


def _relink_head(element: HtmlElement, leaf: Leaf, links: Links) -> None:
    target = links.target(element.get("href") or "", leaf) if element.get("rel") in _KEPT_LINKS else None
    if not isinstance(target, Inside):
        element.drop_tree()
        return
    element.set("href", relative(leaf.file, target.file))


def _relink_script(element: HtmlElement, leaf: Leaf, links: Links) -> None:
    if element.get("type") == "application/ld+json":
        return
    source = element.get("src") or ""
    target = links.target(source, leaf) if _KEPT_SCRIPTS.search(source) else None
    if not isinstance(target, Inside):
        element.drop_tree()
        return
    element.set("src", relative(leaf.file, target.file))
    if element.attrib.pop("type", None) == "module":
        element.set("defer", "")


def _embed_captions(element: HtmlElement, leaf: Leaf, links: Links, read: Callable[[str], bytes]) -> None:
    target = links.target(element.get("src") or "", leaf)
    said = read(target.file) if isinstance(target, Inside) else b""
    if not said or len(said) > LARGEST_CAPTIONS:
        element.drop_tree()
        return
    element.set("src", "data:text/vtt;base64," + base64.b64encode(said).decode())


def _relink_frame(element: HtmlElement, leaf: Leaf, links: Links) -> None:
    """Keep the frame of a kept copy, which lies beside; what others show in frames goes."""
    target = links.target(element.get("src") or "", leaf)
    if not isinstance(target, Inside):
        _drop(element)
        return
    element.set("src", relative(leaf.file, target.file))
    element.set("sandbox", SANDBOX)


def _relink_media(element: HtmlElement, leaf: Leaf, links: Links) -> None:
    element.attrib.pop("srcset", None)
    for name in ("src", "poster"):
        address = element.get(name)
        if address is None or address.startswith("data:"):
            continue
        target = links.target(address, leaf)
        if isinstance(target, Inside):
            element.set(name, relative(leaf.file, target.file))
        elif name == "poster":
            del element.attrib[name]
        else:
            _drop(element)
            return


def _relink_anchor(element: HtmlElement, leaf: Leaf, links: Links, words: Words) -> None:
    href = element.get("href") or ""
    target = links.target(href, leaf)
    if isinstance(target, Inside):
        is_here = target.file == leaf.file and target.fragment
        element.set("href", f"#{target.fragment}" if is_here else relative(leaf.file, target.file, target.fragment))
        return
    if isinstance(target, Outside):
        element.set("href", target.url)
        element.set("rel", "external noopener noreferrer nofollow")
        if target.url.startswith("http"):
            _say(element, words.outward)
        return
    if _is_invitation(element):
        _drop(element)
        return
    # The words stay, for they tell something; only they lead nowhere any more.
    is_file = element.get("download") is not None
    for name in ("href", "rel", "download", "hreflang", "target"):
        element.attrib.pop(name, None)
    element.tag = "span"
    if is_file:
        _say(element, words.unlinked)


def _is_invitation(element: HtmlElement) -> bool:
    """Tell whether a link only invites to do something that needs the house; its words alone would mislead."""
    return "button" in (element.get("class") or "").split() or element.get("rel") == "nofollow"


def _say(element: HtmlElement, words: str) -> None:
    """Add words that only a screen reader says, and a sign that everybody sees (frozen.css)."""
    said = html.Element("span")
    said.set("class", "visually-hidden")
    said.text = f" ({words})"
    element.append(said)
    element.set("class", f"{element.get('class') or ''} frozen-out".strip())


def _drop(element: HtmlElement) -> None:
    """Take an element out, and what says nothing without it."""
    parent = element.getparent()
    element.drop_tree()
    while parent is not None and parent.tag in _EMPTIED and _says_nothing(parent):
        above = parent.getparent()
        parent.drop_tree()
        parent = above


def _says_nothing(element: HtmlElement) -> bool:
    return not element.text_content().strip() and next(element.iter(*_SPEAKING), None) is None
