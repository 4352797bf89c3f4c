"""Read a frozen site as a browser would, without one: every address on its pages, and whether it leads somewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_LOADED = {"img": ("src",), "script": ("src",), "link": ("href",), "audio": ("src",), "video": ("src", "poster"),
           "source": ("src",), "track": ("src",), "iframe": ("src",)}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """An address on a page: which element names it, and whether a browser loads it by itself."""

    page: Path
    tag: str
    address: str
    is_loaded: bool


def pages_of(root: Path) -> list[Path]:
    """Return the pages of a site; those of others, of which it has copies, are pieces of these."""
    return sorted(page for page in root.rglob("*.html") if page.relative_to(root).parts[0] != "copies")


def named_on(page: Path) -> Iterator[Named]:
    """Yield every address of a page."""
    document = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        for name in _LOADED.get(element.tag, ()):
            if element.get(name):
                is_loaded = element.tag != "link" or element.get("rel") != "alternate"
                yield Named(page, element.tag, element.get(name), is_loaded)
        if element.tag in {"a", "area"} and element.get("href") is not None:
            yield Named(page, element.tag, element.get("href"), is_loaded=False)


def dead_ends(root: Path) -> list[str]:
    """Return every address within a site that leads nowhere, every load from elsewhere, every form."""
    found = []
    everything = sorted(root.rglob("*.html"))
    anchors = {page: set(re.findall(r'\sid="([^"]+)"', page.read_text("utf-8"))) for page in everything}
    for page in everything:
        for named in named_on(page):
            parts = urlsplit(named.address)
            where = f"{page.relative_to(root)}: <{named.tag}> {named.address}"
            if parts.scheme == "data":
                continue
            if parts.scheme or parts.netloc:
                found += [where] if named.is_loaded or parts.scheme not in {"http", "https", "mailto"} else []
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or not target.is_relative_to(root.resolve()):
                found.append(where)
            elif parts.fragment and target.suffix == ".html" and parts.fragment not in anchors[target]:
                found.append(f"{where} (no such place)")
        if "<form" in page.read_text("utf-8"):
            found.append(f"{page.relative_to(root)}: a form")
    return found
