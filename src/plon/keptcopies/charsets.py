"""Bytes of pages and styles to text: whose word counts when they disagree (HTML standard, 13.2.3.2, shortened)."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(rb"""charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CSS_SAID = re.compile(rb"""\A@charset\s+["']([a-z0-9_.:-]{2,40})["']\s*;""", re.IGNORECASE)
# Browsers read these as their larger sisters.
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}
_LOOKED_AT = 4096


def text_of(body: bytes, said: str, fallback: str = "") -> str:
    """Return a body as text, never failing: what can't be read becomes a replacement sign.

    Args:
        body: as it came.
        said: the character set of the Content-Type header, "" if it names none.
        fallback: what to try when nobody says anything and it is no UTF-8, e.g. that of the page a style belongs to.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    head = body[:_LOOKED_AT]
    written = _CSS_SAID.match(head) or _SAID.search(head)
    for name in (said, written.group(1).decode("ascii") if written else ""):
        if known := _known(name):
            return body.decode(known, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(_known(fallback) or "cp1252", "replace")


def _known(name: str) -> str:
    """Return Python's name of a character set; "" for none, and for codecs that are no character sets."""
    try:
        found = codecs.lookup(name.strip()) if name.strip() else None
    except (LookupError, ValueError):
        return ""
    if found is None or not getattr(found, "_is_text_encoding", True):
        return ""
    return _LARGER.get(found.name, found.name)
