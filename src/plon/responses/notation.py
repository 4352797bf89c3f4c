"""Numbers and dates as people write them, in Polish, English and other notations."""

import datetime
import re
import unicodedata
from decimal import Decimal

# Longer ones are slips of a finger, and their squares must stay exact.
MOST_DIGITS, MOST_DECIMALS = 30, 10
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)

_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d)")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_GROUPS = re.compile(r"-?\d{1,3}(,\d{3})+")
_ENGLISH_THOUSANDS = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u066b": ".", "\u066c": ","})


def number_in(text: str, language: str) -> Decimal | None:
    """Return the number that somebody wrote, None if it is none or is longer than MOST_DIGITS.

    Comma and point both divide the fraction, blanks and apostrophes divide thousands. Where both signs stand, the last
    one divides the fraction. A comma before exactly three digits divides thousands for who reads English.
    """
    written = "".join(map(_digit, text.strip().translate(_MINUSES))).removeprefix("+")
    written = _SPACES.sub("", written)
    fraction = max(".,", key=written.rfind)
    if "." in written and "," in written:
        written = _without_groups(written, fraction)
    elif written.count(fraction) > 1 or (language == "en" and _ENGLISH_THOUSANDS.fullmatch(written)):
        written = _without_groups(written, "")
    else:
        written = written.replace(",", ".")
    if not _PLAIN.fullmatch(written):
        return None
    whole, _point, decimals = written.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > MOST_DIGITS or len(decimals.rstrip("0")) > MOST_DECIMALS:
        return None
    return Decimal(written)


def _digit(character: str) -> str:
    """Arabic, Devanagari and all other digits are digits."""
    return str(unicodedata.digit(character)) if character.isdecimal() else character


def _without_groups(written: str, fraction: str) -> str:
    """Take out the signs between thousands; "" if they don't stand between thousands."""
    whole, decimals = written.rsplit(fraction, 1) if fraction else (written, "")
    if not _GROUPS.fullmatch(whole.replace(".", ",")) or (fraction and fraction in whole):
        return ""
    plain = re.sub(r"[.,]", "", whole)
    return f"{plain}.{decimals}" if fraction else plain


def as_text(number: Decimal) -> str:
    """Return a number as it is kept: all its digits, no exponent, no trailing zeros."""
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"-0", ""} else plain


def day_in(text: str) -> datetime.date | None:
    """Return the day that somebody chose or wrote (2026-11-26, 26.11.2026, 26/11/2026), None if it is none."""
    written = "".join(map(_digit, text.strip()))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", written):
        day, month, year = found.groups()
    else:
        return None
    try:
        chosen = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return chosen if EARLIEST <= chosen <= LATEST else None
