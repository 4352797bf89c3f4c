"""Which letters the bytes of a CSV file mean."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from plon.exchange.readers.tables import BLOCK, MEGABYTE

_SAMPLE = 4 * MEGABYTE
_LETTER = rb"[A-Za-z\x80-\xff]"
# Bytes that are letters in cp1250 (Polish, Czech, Slovak ...) and signs or rarities in cp1252, beside a letter.
# Before u and i, 0x8c and 0x9c are the French œ, not ś.
_CENTRAL = re.compile(
    rb"(?<=[A-Za-z])(?:[\x9f\xb3\xb9\xbe\xbf\x9d]|\x9c(?![uUiI]))|(?:[\x8f\xa3\xaf\xa5]|\x8c(?![uUiI]))(?=[A-Za-z])"
)
# Bytes that are common letters in cp1252 and signs or rarities in cp1250 (à ã û õ ï å æ À ñ ù ò).
_WESTERN = re.compile(rb"(?<=[a-z])[\xe0\xe3\xe5\xe8\xea\xf1\xf2\xf5\xf8\xf9\xfb](?=[a-z])")
_CENTRAL_COUNTRIES = re.compile(rb"(?<=[,;\t\"])(?:PL|CZ|SK|HU|HR|SI|RO)(?=[,;\t\"\r\n])")
_COUNTRIES = re.compile(rb"(?<=[,;\t\"])[A-Z]{2}(?=[,;\t\"\r\n])")
# Bytes that cp1252 leaves open.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, and whether a few bytes that do not fit it are shown as �."""

    codec: str
    is_damaged: bool = False


def detect_encoding(path: Path) -> Encoding:
    """Find the encoding of a text file by its marks, else by reading it through.

    A byte-order mark decides. Otherwise the whole file is tried as UTF-8, because one accented letter may stand
    on the last of a million lines. Of the legacy encodings, cp1250 and cp1252 are told apart by bytes that are letters
    in only one of them, and by the countries named in the file.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", is_damaged=not _is_utf8(path))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if b"\x00" in head[:200]:
        return Encoding("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be")
    if _is_utf8(path):
        return Encoding("utf-8")
    sample = _legacy_sample(path)
    if _is_nearly_utf8(sample):
        return Encoding("utf-8", is_damaged=True)
    return Encoding(_legacy_codec(sample))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _legacy_sample(path: Path) -> bytes:
    """Return lines with other than ASCII letters, up to a few megabytes of them."""
    kept: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while (block := file.read(BLOCK)) and size < _SAMPLE:
            if not block.isascii():
                kept.append(block)
                size += len(block)
    return b"".join(kept)


def _is_nearly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    accented = sum(1 for character in text if character > "\x7f") - damaged
    return damaged * 20 < accented


def _legacy_codec(sample: bytes) -> str:
    central, western = len(_CENTRAL.findall(sample)), len(_WESTERN.findall(sample))
    named = len(_COUNTRIES.findall(sample))
    eastern_share = len(_CENTRAL_COUNTRIES.findall(sample)) / named if named else 0.0
    # A decisive byte weighs more than a letter that both encodings have in different shape.
    weight = central * 3 - western * (1 - eastern_share) + (eastern_share - 0.5) * (western + 1)
    if weight > 0:
        return "cp1250"
    return "latin-1" if _UNDEFINED.search(sample) else "cp1252"
