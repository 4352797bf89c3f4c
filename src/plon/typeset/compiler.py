"""Typst, tamed: our fonts only, people's words as data and never as markup, the same bytes every time."""

import functools
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

Output = Literal["pdf", "png", "svg"]
Standard = Literal["ua-1", "a-2a"]
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
            font_paths=_fonts(),
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


@contextmanager
def opened(template: str, data: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[typst.Compiler]:
    """Open a template with files of its own, such as photos, for a compilation and questions about it.

    The template sees its folder and those files, each by its name with a slash before it, and nothing else of the
    machine.

    Raises:
        TypesetError: the compiler refused, here or inside the block.
    """
    source = _folder() / "templates" / f"{template}.typ"
    with TemporaryDirectory(prefix="plon-typeset-") as name:
        place = Path(name)
        for part in source.parent.glob("*.typ"):
            (place / part.name).write_bytes(part.read_bytes())
        for file, content in files.items():
            (place / file).write_bytes(content)
        try:
            yield typst.Compiler(
                place / source.name,
                root=place,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(_showable(data), ensure_ascii=False)},
            )
        except RuntimeError as refusal:
            raise TypesetError(str(refusal)) from refusal


def set_pages(
    compiler: typst.Compiler, *, output: Output, ppi: float = 144, standards: Sequence[Standard] = ("ua-1",)
) -> list[bytes]:
    """Set what was opened: every page of a PNG or SVG; a PDF is one piece, dated today, in the standards asked for."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    made: Any = compiler.compile(
        format=output,
        ppi=ppi,
        pdf_standards=list(standards) if output == "pdf" else [],
        timestamp=int(today.timestamp()),
    )
    return [bytes(page) for page in (made if isinstance(made, list) else [made])]


@functools.cache
def _folder() -> Path:
    with resources.as_file(resources.files("plon.typeset")) as folder:
        return Path(folder)


@functools.cache
def _fonts() -> typst.Fonts:
    """Return the fonts, read once for all documents: ours, and the typesetter's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_folder() / "fonts"])


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
