"""Typst, tamed: our fonts only, people's words as data and never as markup, the same bytes every time."""

import functools
import json
import unicodedata
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

Output = Literal["pdf", "png", "svg"]
# A visible box for what the fonts can't show: emoji, Chinese, control characters.
SUBSTITUTE = "□"


class TypesetError(Exception):
    """The document could not be set; the message is for the log, not for people."""


def compile_document(template: str, data: Mapping[str, Any], *, output: Output, ppi: float = 144) -> bytes:
    """Set `data` in a template of this room.

    Args:
        template: name of a file in ``templates/`` without its ending.
        data: JSON-able; every text in it is shown as it is, whatever it contains.
        output: "pdf" (tagged, PDF/UA-1), "png" or "svg" (first page).
        ppi: pixels per inch of a PNG.

    Raises:
        TypesetError: the compiler refused, e.g. because an alternative text is missing.
    """
    return compile_pages(template, data, output=output, ppi=ppi)[0]


def compile_pages(template: str, data: Mapping[str, Any], *, output: Output, ppi: float = 144) -> list[bytes]:
    """Return every page of a PNG or SVG; a PDF is one piece. See `compile_document`.

    Raises:
        TypesetError: the compiler refused.
    """
    folder = _folder()
    try:
        made: Any = typst.compile(
            folder / "templates" / f"{template}.typ",
            root=folder,
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
            format=output,
            ppi=ppi,
            sys_inputs={"data": json.dumps(_showable(data), ensure_ascii=False)},
            pdf_standards=["ua-1"] if output == "pdf" else [],
            timestamp=0,
        )
    except RuntimeError as refusal:
        raise TypesetError(str(refusal)) from refusal
    return [bytes(page) for page in (made if isinstance(made, list) else [made])]


@functools.cache
def _folder() -> Path:
    with resources.as_file(resources.files("plon.typeset")) as folder:
        return Path(folder)


@functools.cache
def _covered() -> frozenset[int]:
    lines = (_folder() / "fonts" / "coverage.txt").read_text().splitlines()[1:]
    ranges = (line.split("-") for line in lines)
    return frozenset(code for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


def missing_glyphs(text: str) -> set[str]:
    """Return the characters of `text` that the bundled family can't show."""
    return {c for c in text if ord(c) not in _covered() and c not in "\n\t"}


def _showable(value: Any) -> Any:
    if isinstance(value, str):
        return _showable_text(value)
    if isinstance(value, Mapping):
        return {key: value[key] if key.endswith("_svg") else _showable(value[key]) for key in value}
    if isinstance(value, list | tuple):
        return [_showable(part) for part in value]
    return value


def _showable_text(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    missing = missing_glyphs(text)
    if not missing:
        return text
    return "".join(_substitute(c) if c in missing else c for c in text)


def _substitute(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Cs"}:
        return ""
    if character.isspace():
        return " "
    return SUBSTITUTE if ord(SUBSTITUTE) in _covered() else "?"
