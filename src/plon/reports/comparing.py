"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "dropped"]
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]*\s*")
# Above this many tokens, sentences are compared: it is quicker, and words would tell less.
_MOST_TOKENS = 2500


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def words_compared(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in order: same in both, dropped from `before`, added by `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(old) + len(new) > _MOST_TOKENS:
        old, new = _sentences(before), _sentences(after)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("dropped", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Piece("added", "".join(new[j1:j2])))
    return found


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCES.findall(text) if each]
