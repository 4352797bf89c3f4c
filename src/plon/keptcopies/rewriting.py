"""A kept page and its styles, made harmless: all addresses lead into the copy, nothing acts by itself.

The real wall is the Content-Security-Policy with which every piece goes out (see `replaying`): no script, no request
outside. This is the second, and what makes a copy look like the page: pictures and styles found again.
Addresses inside a copy are relative, numbers of pieces: "7" beside "1" for what is opened by itself, "8.part" for what
comes along with a page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import html

from plon.keptcopies.addresses import fragment_of, host_of, key_of, scheme_of, whole
from plon.keptcopies.pages import (
    FOREIGN,
    PART_ATTRIBUTES,
    SET_ATTRIBUTES,
    Node,
    base_of,
    is_icon_link,
    is_style_link,
    set_of,
    tree_of,
)
from plon.keptcopies.styles import Mentioned, with_addresses

# The page that says "this was not kept"; relative, as all addresses inside a copy.
NOT_KEPT = "not-kept"
_DROPPED = frozenset(
    {"script", "base", "meta", "template", "animate", "animatemotion", "animatetransform", "set", "bgsound",
     "noembed", "noframes", "param", "slot"}
)  # fmt: skip
_DROPPED_ATTRIBUTES = frozenset(
    {"srcdoc", "action", "formaction", "ping", "integrity", "crossorigin", "nonce", "target", "download", "http-equiv",
     "manifest", "codebase", "classid", "archive", "profile", "attributionsrc", "longdesc", "data-src",
     "data-lazy-src", "data-srcset", "imagesrcset", "lowsrc", "dynsrc", "is", "autofocus", "autoplay", "rel",
     "referrerpolicy", "loading", "sandbox", "csp", "data", "attributename"}
)  # fmt: skip
_HARMLESS_DATA = re.compile(r"\Adata:image/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|svg\+xml)[;,]", re.IGNORECASE)
# Names that a browser reads as lxml did; templates of scripts have others, e.g. "@click".
_NAME = re.compile(r"[a-z_][a-z0-9_.:-]*", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are in a copy.

    Attributes:
        pieces: {key of an address: where its piece is, e.g. "7" or "8.part"}.
        left_out: a sentence with %(host)s, for what was embedded from elsewhere.
    """

    pieces: Mapping[str, str]
    left_out: str = "%(host)s"

    def of(self, address: str, base: str) -> str:
        """Return where a picture, a style or a font is; "" if it was not kept."""
        found = whole(address, base)
        piece = self.pieces.get(key_of(found)) if found else None
        return f"{piece}{fragment_of(address)}" if piece is not None else ""

    def page_of(self, address: str, base: str) -> str:
        """Return where a link leads: a piece of the copy, or the page that says that it was not kept."""
        if address.strip().startswith("#"):
            return address.strip()
        if kept := self.of(address, base):
            return kept
        found = whole(address, base)
        return f"{NOT_KEPT}?{urlencode({'u': found})}" if found else ""


def rewritten_style(css: str, base: str, places: Places) -> str:
    """Return a style sheet whose addresses lead into the copy or nowhere."""

    def place(found: Mentioned) -> str:
        if found.address.startswith("#"):
            return found.address
        if _HARMLESS_DATA.match(found.address) and not found.is_style:
            return found.address
        return places.of(found.address, base)

    return with_addresses(css, place)


def rewritten_page(text: str, url: str, places: Places) -> str:
    """Return a page whose addresses lead into the copy, without all that acts: scripts, frames, forms, refreshes."""
    root = tree_of(text)
    if root is None:
        return "<!doctype html><title></title>"
    base = base_of(root, url)
    for element in list(root.iter()):
        _mend(element, base, places)
    head = root.find("head")
    if head is not None:
        head.insert(0, head.makeelement("meta", {"charset": "utf-8"}))
    # A page without a doctype was seen by another, older reckoning of sizes, and is to be seen so again.
    doctype = "<!doctype html>" if _DOCTYPE.search(text[:2000]) else None
    root.getroottree().docinfo.clear()
    return str(html.tostring(root, encoding="unicode", method="html", doctype=doctype))


def _mend(element: Node, base: str, places: Places) -> None:
    tag = element.tag.lower() if isinstance(element.tag, str) else ""
    local = tag.rpartition("}")[2].rpartition(":")[2]
    if local in FOREIGN:
        _leave_note(element, base, places)
        return
    if not tag or local in _DROPPED or (local == "link" and not is_style_link(element) and not is_icon_link(element)):
        _drop(element)
        return
    if local == "style":
        element.text = rewritten_style("".join(element.itertext()), base, places).replace("</", "<\\/")
        for child in list(element):
            element.remove(child)
    if local in {"img", "source"}:
        _show_at_once(element)
    for name in list(element.attrib):
        value = element.attrib.pop(name)
        mended = _mended(element, local, name, value, base, places)
        if mended is not None:
            element.set(name, mended)


def _drop(element: Node) -> None:
    """Take an element out and leave the words after it."""
    if element.getparent() is not None:
        element.drop_tree()


def _leave_note(element: Node, base: str, places: Places) -> None:
    """Put a sentence where something from elsewhere was embedded."""
    parent = element.getparent()
    if parent is None:
        return
    address = whole(element.get("src") or element.get("data") or "", base)
    note = element.makeelement("p", {})
    note.text = places.left_out % {"host": host_of(address) or "—"}
    note.tail = element.tail
    parent.replace(element, note)


def _show_at_once(element: Node) -> None:
    """Pictures that a script would have loaded when they came into sight are loaded like any other."""
    following = element.getnext()
    if following is not None and following.tag == "noscript":
        return  # it has the picture, and is shown where no scripts run
    for name in ("src", "srcset"):
        later = element.get(f"data-{name}") or (element.get("data-lazy-src") if name == "src" else None)
        if later and (not element.get(name) or scheme_of(element.get(name)) == "data"):
            element.set(name, later)


def _mended(element: Node, tag: str, name: str, value: str, base: str, places: Places) -> str | None:
    """Return what an attribute becomes; None if it goes."""
    name = name.lower()
    if name == "rel" and tag == "link":
        return "stylesheet" if is_style_link_value(value) else "icon"
    if name.startswith("on") or name in _DROPPED_ATTRIBUTES or not _NAME.fullmatch(name):
        return None
    if name in SET_ATTRIBUTES:
        return _set(value, base, places) or None
    if name == "href" or name.endswith(":href"):
        return _reference(tag, value, base, places)
    if name in PART_ATTRIBUTES:
        return _part(value, base, places) or None
    if name == "style" or "url(" in value.lower():
        return rewritten_style(value, base, places)
    return value


def is_style_link_value(value: str) -> bool:
    return "stylesheet" in value.lower().split()


def _reference(tag: str, value: str, base: str, places: Places) -> str | None:
    if tag in {"a", "area"}:
        return places.page_of(value, base) or None
    if value.strip().startswith("#"):
        return value.strip()
    return _part(value, base, places) or None


def _part(value: str, base: str, places: Places) -> str:
    if _HARMLESS_DATA.match(value.strip()):
        return value.strip()
    return places.of(value, base)


def _set(value: str, base: str, places: Places) -> str:
    if scheme_of(value) == "data":
        return ""
    kept = ((places.of(address, base), described) for address, described in set_of(value))
    return ", ".join(f"{place} {described}".strip() for place, described in kept if place)
