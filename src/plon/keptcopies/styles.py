"""Addresses in style sheets: found, and put in other places.

Not a whole reader of CSS: an address that is spelt so oddly that it isn't seen here leads to nothing, because the
Content-Security-Policy of the copy lets nothing be asked for outside of it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# A comment; an @import with its address; an address; a string that is neither, in which nothing is an address.
# Nothing is read twice from two beginnings (possessive quantifiers, strings that may stay open): sheets are strangers'.
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
    |@import\s*+(?:url\(\s*+)?(?P<iq>["'])(?P<import>(?:\\.|(?!(?P=iq))[^\\\n])*+)(?P=iq)(?:\s*+\))?
    |@import\s++url\(\s*+(?P<bareimport>[^"'()\s]*+)\s*+\)
    |(?<![\w-])url\(\s*+(?P<uq>["'])(?P<quoted>(?:\\.|(?!(?P=uq))[^\\\n])*+)(?P=uq)\s*+\)
    |(?<![\w-])url\(\s*+(?P<bare>[^"'()\s]*+)\s*+\)
    |(?P<charset>@charset\s++["'][^"'\n]*+["']\s*+;)
    |(?P<string>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.IGNORECASE | re.DOTALL)
# What leads nowhere by definition (CSS Values 4, 4.5).
NOWHERE = "about:invalid"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An address as it stands in a style sheet, and whether it is another style sheet."""

    address: str
    is_style: bool


def addresses_in(css: str) -> Iterator[Mentioned]:
    """Yield the addresses of a style sheet in their order."""
    for match in _TOKEN.finditer(css):
        found = _mentioned(match)
        if found is not None and found.address:
            yield found


def with_addresses(css: str, place: Callable[[Mentioned], str]) -> str:
    """Return a style sheet in which each address is what `place` makes of it; "" leads nowhere."""

    def put(match: re.Match[str]) -> str:
        found = _mentioned(match)
        if found is None:
            return "" if match["charset"] else match[0]
        quoted = _quoted(place(found) or NOWHERE)
        return f"@import url({quoted})" if found.is_style else f"url({quoted})"

    return _TOKEN.sub(put, css)


def _mentioned(match: re.Match[str]) -> Mentioned | None:
    for group, is_style in (("import", True), ("bareimport", True), ("quoted", False), ("bare", False)):
        if match[group] is not None:
            return Mentioned(_ESCAPED.sub(_unescaped, match[group]).strip(), is_style)
    return None


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return match[2] or ""


def _quoted(address: str) -> str:
    """Return an address as a string of CSS that can't end early, in a style element neither."""
    return '"' + re.sub(r'["\\<>]|[^\x20-\x7e\xa0-\ufffd]', lambda each: f"\\{ord(each[0]):x} ", address) + '"'
