"""Where a word that is wider than its column may part: addresses after their signs, checksums anywhere."""

import re

Pieces = str | list[str]
# A word of a language rarely has more letters; German and Finnish have some.
_LONG = 24
_AFTER_SIGNS = re.compile(r"(?<=[/?&=_.,;:@#%+|~-])(?=[^/?&=_.,;:@#%+|~\s-])")


def pieces(text: str, longest: int = _LONG) -> Pieces:
    """Return the text, or where it has words longer than `longest`, its parts, between which a line may end.

    Nothing is added: the parts joined are the text, so that a checksum copied from a page is the checksum.
    """
    if len(text) <= longest or max(map(len, text.split()), default=0) <= longest:
        return text
    made = [""]
    for token in re.split(r"(\s+)", text):
        if len(token) <= longest or token.isspace():
            made[-1] += token
            continue
        first, *others = _parted(token, longest)
        made[-1] += first
        made += others
    return made


def _parted(word: str, longest: int) -> list[str]:
    """Part after signs, and where none comes for long, by length."""
    size = max(1, longest // 2)
    parts: list[str] = []
    for part in _AFTER_SIGNS.split(word):
        parts += [part[place : place + size] for place in range(0, len(part), size)]
    return parts
