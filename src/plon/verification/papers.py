"""A paper as JSON and back, so that a page shows what was issued, and so that its content has a hash. Pure."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from plon.typeset.papers import blocks
from plon.typeset.papers.blocks import Block, Heading, Paper

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (blocks.Heading, blocks.Text, blocks.Note, blocks.Grid, blocks.Drawing, blocks.Facts, blocks.Quote,
                 blocks.Column, blocks.Paper)
}  # fmt: skip
# What is put on the paper when it is issued, and so can't be part of what its hash is of.
_PUT_ON = ("code", "address", "attachments")


def canonical(content: object) -> bytes:
    """Return JSON of which there is one spelling alone: keys in order, no blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def sha256_of(content: object) -> str:
    """Return the SHA-256 of plain data in its canonical spelling."""
    return hashlib.sha256(canonical(content)).hexdigest()


def paper_as_json(paper: Paper) -> dict[str, Any]:
    """Return a paper as plain data, without the code, address and files that are put on it when it is issued."""
    plain: dict[str, Any] = _plain(paper)
    for name in _PUT_ON:
        plain.pop(name)
    return plain


def paper_from_json(plain: dict[str, Any]) -> Paper:
    """Return the paper of `paper_as_json`.

    Raises:
        ValueError: it is none.
    """
    try:
        return Paper(**{name: _made(each) for name, each in plain.items() if name != "is"})
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("no paper") from wrong


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _made(value: Any) -> Any:
    if isinstance(value, dict):
        kind = _KINDS[value["is"]]
        return kind(**{name: _made(each) for name, each in value.items() if name != "is"})
    if isinstance(value, list):
        return tuple(_made(each) for each in value)
    return value


def parts_of(blocks_: Iterable[Block]) -> list[tuple[str, str]]:
    """Return (heading, SHA-256) of each chapter; what stands before the first has the heading ""."""
    chapters: list[tuple[str, list[Any]]] = [("", [])]
    for block in blocks_:
        if isinstance(block, Heading) and block.level == 1:
            chapters.append((block.text, []))
        else:
            chapters[-1][1].append(_plain(block))
    return [(heading, sha256_of(inside)) for heading, inside in chapters if heading or inside]
