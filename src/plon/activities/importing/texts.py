"""A file as text, whatever program on whatever machine wrote it."""

import codecs
import re

from plon.plans.pasting import text_of_file

# Letters that ISO 8859-2 and Windows-1250 write with different bytes: ą ś ź Ą Ś Ź in ISO 8859-2.
_LATIN_2 = re.compile(rb"[\xb1\xb6\xbc\xa1\xa6\xac]")
# Windows-1250 keeps ś ź Ś Ź here; ISO 8859-2 keeps nothing here.
_WINDOWS = re.compile(rb"[\x80-\x9f]")


def text_of(name: str, content: bytes) -> str:
    """Return the first sheet of a workbook, or a CSV file in any usual encoding, as pasted text.

    Raises:
        NotATable: it is neither, or too large.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if not content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) and _is_latin_2(content):
        return content.decode("iso-8859-2")
    return text_of_file(name, content)


def _is_latin_2(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return bool(_LATIN_2.search(content)) and not _WINDOWS.search(content)
    return False
