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
Standard = Literal["ua-1", "a-2a", "a-3a"]
# A visible box for what the fonts can't show: emoji, Chinese, control characters.
SUBSTITUTE = "□"
_LEFT_OUT = frozenset({"Cc", "Cf", "Mn", "Cs"})
_REMEMBERED = 10
# The typesetter's own fonts that stand in where ours has no letter: Hebrew, Arabic, Armenian, Georgian, signs.
RESERVE = ("DejaVu Sans Mono", "Libertinus Serif")


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
            sys_inputs={"data": json.dumps(_showable(data, _shown()), ensure_ascii=False)},
            pdf_standards=["ua-1"] if output == "pdf" else [],
            timestamp=0,
        )
    except RuntimeError as refusal:
        raise TypesetError(str(refusal)) from refusal
    return [bytes(page) for page in (made if isinstance(made, list) else [made])]


@contextmanager
def opened(
    template: str, data: Mapping[str, Any], files: Mapping[str, bytes], *, with_reserve: bool = False
) -> Iterator[typst.Compiler]:
    """Open a template with files of its own, such as photos, for a compilation and questions about it.

    The template sees its folder and those files, each by its name with a slash before it, and nothing else of the
    machine.

    Args:
        template: name of a file in ``templates/`` without its ending.
        data: JSON-able; every text in it is shown as it is, whatever it contains.
        files: content by name.
        with_reserve: the template names the `RESERVE` of fonts after ours, so their characters stay.

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
                sys_inputs={"data": json.dumps(_showable(data, _shown(with_reserve=with_reserve)), ensure_ascii=False)},
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


def forget() -> None:
    """Let the typesetter give back what it remembers of documents set lately.

    It keeps the parts of the last ten compilations for the next, a hundred megabytes for fifty pages; nothing asks for
    those parts again once a long document is made. Empty pages push them out, in a few milliseconds.
    """
    empty = typst.Compiler(_folder() / "templates" / "empty.typ", font_paths=_fonts(), ignore_system_fonts=True)
    for _ in range(_REMEMBERED + 1):
        empty.compile(format="svg")


@functools.cache
def _folder() -> Path:
    with resources.as_file(resources.files("plon.typeset")) as folder:
        return Path(folder)


@functools.cache
def _fonts() -> typst.Fonts:
    """Return the fonts, read once for all documents: ours, and the typesetter's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_folder() / "fonts"])


@functools.cache
def _shown(*, with_reserve: bool = False) -> frozenset[int]:
    """Return the code points that the fonts can show."""
    names = ("coverage", "coverage-reserve") if with_reserve else ("coverage",)
    return frozenset().union(*(_read_coverage(name) for name in names))


def _read_coverage(name: str) -> set[int]:
    lines = (_folder() / "fonts" / f"{name}.txt").read_text().splitlines()[1:]
    ranges = (line.split("-") for line in lines)
    return {code for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)}


def missing_glyphs(text: str, *, with_reserve: bool = False) -> set[str]:
    """Return the characters of `text` that the bundled family can't show, nor the `RESERVE` where asked for."""
    shown = _shown(with_reserve=with_reserve)
    return {c for c in set(text) if ord(c) not in shown and c not in "\n\t"}


def is_boxed(character: str) -> bool:
    """Tell whether a character that no font has is shown as `SUBSTITUTE`, and not left out or made a space."""
    return unicodedata.category(character) not in _LEFT_OUT and not character.isspace()


def _showable(value: Any, shown: frozenset[int]) -> Any:
    if isinstance(value, str):
        return _showable_text(value, shown)
    if isinstance(value, Mapping):
        return {key: value[key] if key.endswith("_svg") else _showable(value[key], shown) for key in value}
    if isinstance(value, list | tuple):
        return [_showable(part, shown) for part in value]
    return value


def _showable_text(text: str, shown: frozenset[int]) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    missing = {c for c in set(text) if ord(c) not in shown and c not in "\n\t"}
    if not missing:
        return text
    box = SUBSTITUTE if ord(SUBSTITUTE) in shown else "?"
    return "".join(_substitute(c, box) if c in missing else c for c in text)


def _substitute(character: str, box: str) -> str:
    if unicodedata.category(character) in _LEFT_OUT:
        return ""
    return box if is_boxed(character) else " "
