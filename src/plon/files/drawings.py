"""SVG drawings: taken only if nothing in them acts or reaches out of them."""

import re
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext_lazy as _
from lxml import etree

from plon.files.refusals import FileRefused

# A drawing is read as a whole; those of people are far smaller.
LARGEST = 20 * 1024 * 1024
_ACTING = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "set", "animate"})
_REACHES_OUT = re.compile(
    r"@import|\\[0-9a-f]|url\((?!\s*['\"]?\s*(#|data:(image/(png|jpeg|gif|webp)|font/|application/font)))",
    re.IGNORECASE,
)
_INSIDE = ("#", "data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp")


def is_harmless_svg(stream: IO[bytes], size: int) -> bool:
    """Tell whether the stream is an SVG drawing; one that could harm is refused, not denied.

    Raises:
        FileRefused: it contains a program, loads things from elsewhere, or is larger than 20 MB.
    """
    if size > LARGEST:
        raise FileRefused(_("This drawing is too large. Export it as PNG or PDF."), field="file")
    stream.seek(0)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.parse(stream, parser).getroot()
    except etree.XMLSyntaxError:
        return False
    if etree.QName(root).localname != "svg":
        return False
    if any(_is_harmful(node) for node in _nodes(root)):
        raise FileRefused(
            _("This drawing contains a program or loads things from elsewhere. Export it as plain SVG, PNG or PDF."),
            field="file",
        )
    return True


def _nodes(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.itersiblings(preceding=True)
    yield from root.itersiblings()
    yield from root.iter()


def _is_harmful(node: etree._Element) -> bool:
    if isinstance(node, etree._Comment):
        return False
    # Entities and processing instructions (style sheets from elsewhere) have no name of their own.
    tag: object = node.tag
    if not isinstance(tag, str):
        return True
    name = etree.QName(node).localname.lower()
    if name in _ACTING:
        return True
    if name == "style" and _REACHES_OUT.search("".join(str(text) for text in node.itertext())):
        return True
    return any(
        _is_harmful_attribute(etree.QName(attribute).localname.lower(), str(value).strip().lower())
        for attribute, value in node.attrib.items()
    )


def _is_harmful_attribute(name: str, value: str) -> bool:
    if name.startswith("on") or "javascript:" in "".join(value.split()):
        return True
    leads_out = name in {"href", "src"} and value != "" and not value.startswith(_INSIDE)
    return leads_out or bool(_REACHES_OUT.search(value))
