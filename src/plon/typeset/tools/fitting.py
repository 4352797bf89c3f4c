"""Setting a tool's template, and what has no room in it: reported with how much is too long, never cut."""

import json
from typing import Any

from plon.typeset.compiler import Output, Standard, opened, set_pages
from plon.typeset.tools.data import Prepared
from plon.typeset.tools.tool import Preview, TextTooLong, TooLong

# One file that is accessible and can be archived: PDF/UA-1 and PDF/A-2a.
STANDARDS: tuple[Standard, ...] = ("ua-1", "a-2a")
PREVIEW_PPI = 110


def render(template: str, prepared: Prepared, output: Output = "pdf", *, ppi: float = 144) -> list[bytes]:
    """Set a template of ``templates/tools``: a PDF is one piece, of a PNG or SVG every page is one.

    Raises:
        TextTooLong: texts have no room.
        TypesetError: the compiler refused.
    """
    with opened(f"tools/{template}", prepared.values, prepared.files) as compiler:
        if texts := _reported(compiler):
            raise TextTooLong(texts)
        return set_pages(compiler, output=output, ppi=ppi, standards=STANDARDS)


def preview(template: str, prepared: Prepared, *, ppi: float = PREVIEW_PPI) -> Preview:
    """Return pictures of all pages; what is too long runs over.

    Raises:
        TypesetError: the compiler refused.
    """
    with opened(f"tools/{template}", prepared.values, prepared.files) as compiler:
        return Preview(pages=tuple(set_pages(compiler, output="png", ppi=ppi)))


def too_long(template: str, prepared: Prepared) -> tuple[TooLong, ...]:
    """Return the texts that have no room, each once.

    Raises:
        TypesetError: the compiler refused.
    """
    with opened(f"tools/{template}", prepared.values, prepared.files) as compiler:
        return _reported(compiler)


def _reported(compiler: Any) -> tuple[TooLong, ...]:
    found: dict[str, int] = {}
    for entry in json.loads(compiler.query("<too-long>", field="value")):
        found[entry["text"]] = max(found.get(entry["text"], 0), int(entry["characters"]))
    return tuple(TooLong(text, characters) for text, characters in found.items())
