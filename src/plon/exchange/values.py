"""Understand the cells of an export: amounts, dates, countries, links, addresses. Pure functions.

Each returns the value, or None for a cell that says nothing it could understand; the caller reports it.
"""

import datetime
import decimal
import functools
import re
import unicodedata
from decimal import Decimal
from urllib.parse import urlsplit

from plon.programme.places import parse_country

EARLIEST, LATEST = 1980, 2060
_LARGEST_AMOUNT = Decimal(10) ** 11
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_NOTHING = frozenset(
    {"", "-", "--", "—", "n/a", "n.a.", "na", "none", "null", "nan", "0", "x", ".", "http://", "https://"}
)
_EURO = re.compile(r"^\s*(?:EUR\b|€)|(?:€|\bEUR(?:OS?)?)\s*$", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def clean(text: str) -> str:
    """Return a cell as one composed text without control characters; lines and paragraphs stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\\" in text:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Return a cell as one line."""
    return " ".join(clean(text).split())


def parse_amount(text: str) -> Decimal | None:
    """Return an amount of euros written in any of the ways exports and people write it.

    Blanks and apostrophes group thousands. Where both comma and point occur, the last of them is the decimal sign.
    Where only one kind occurs, it is the decimal sign if it stands once and not before exactly three digits
    ("1,234" and "1.234" are one thousand; "12,5" and "12.50" are twelve and a half).
    """
    bare = _EURO.sub("", text) if not text.isascii() or not text.isdigit() else text
    bare = re.sub(r"[\s'’\u00a0\u202f]", "", bare)
    if not re.fullmatch(r"[0-9][0-9.,]*", bare) or len(bare) > 30:
        return None
    last_point, last_comma = bare.rfind("."), bare.rfind(",")
    if last_point >= 0 and last_comma >= 0:
        decimal_sign = "." if last_point > last_comma else ","
    elif (at := max(last_point, last_comma)) >= 0:
        is_single = bare.count(bare[at]) == 1
        decimal_sign = bare[at] if is_single and len(bare) - at - 1 != 3 else ""
    else:
        decimal_sign = ""
    whole, _sign, fraction = bare.rpartition(decimal_sign) if decimal_sign else (bare, "", "")
    digits = re.sub(r"[.,]", "", whole)
    if not digits.isdigit() or (fraction and not fraction.isdigit()):
        return None
    try:
        amount = Decimal(f"{digits}.{fraction or '0'}").quantize(Decimal("0.01"), rounding=decimal.ROUND_HALF_UP)
    except decimal.InvalidOperation:
        return None
    return amount if amount < _LARGEST_AMOUNT else None


@functools.lru_cache(4096)
def parse_date(text: str) -> datetime.date | None:
    """Return a date written as ISO, with the day first (31/12/2024, 31.12.2024), with the month's name, or as
    Excel's number of days. Where day and month could be either, the day comes first, as in Europe; only a
    "month" above 12 turns them round. Years outside 1980-2060 are no dates of a project: None.
    """
    text = text.strip()
    found: datetime.date | None = None
    try:
        if match := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$", text):
            found = datetime.date(int(match[1]), int(match[2]), int(match[3]))
        elif match := re.match(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ,].*)?$", text):
            day, month = int(match[1]), int(match[2])
            if month > 12:
                day, month = month, day
            found = datetime.date(int(match[3]), month, day)
        elif match := re.match(r"(\d{1,2})[-/. ]([A-Za-z]{3})[a-z]*\.?[-/., ]+(\d{4})$", text):
            found = datetime.date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
        elif re.fullmatch(r"\d{5}(?:\.\d+)?", text):
            found = _EXCEL_EPOCH + datetime.timedelta(days=int(float(text)))
    except (ValueError, KeyError, OverflowError):
        return None
    return found if found and EARLIEST <= found.year <= LATEST else None


def parse_year(text: str) -> int | None:
    """Return a year of a call, out of "2024", "2024.0" or "Call 2024"."""
    years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)]
    return years[0] if years and EARLIEST <= years[0] <= LATEST else None


def parse_yes(text: str) -> bool | None:
    """Return whether a cell says yes; None if it says neither."""
    return {
        "yes": True, "y": True, "true": True, "1": True, "tak": True,
        "no": False, "n": False, "false": False, "0": False, "nie": False,
    }.get(text.strip().lower())  # fmt: skip


def parse_countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (codes, texts not understood) of a cell such as "PL,EL,UK" or "Poland; Greece"."""
    whole = parse_country(text)
    if whole:
        return (whole,), ()
    separator = r"[;|\n]" if re.search(r"[;|\n]", text) else r","
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in re.split(separator, text):
        if name := part.strip():
            code = parse_country(name)
            if code:
                codes[code] = None
            else:
                unknown.append(name)
    return tuple(codes), tuple(unknown)


def is_nothing(text: str) -> bool:
    """Whether a cell is only a sign for "there is none"."""
    return text.strip().lower() in _NOTHING


@functools.lru_cache(4096)
def parse_link(text: str) -> str | None:
    """Return the first address in a cell as an absolute link; a bare "www.example.org" gets http."""
    words = text.split()
    first = (words[0] if words else "").strip(";,()<>\"'")
    if not first:
        return None
    if not re.match(r"(?i)[a-z][a-z0-9+.-]*://", first):
        first = "http://" + first.lstrip("/")
    try:
        parts = urlsplit(first)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and "@" not in parts.netloc
    if not is_web or len(first) > 500 or re.search(r"[<>\"{}|\\^`\x00-\x1f]", first):
        return None
    if not re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[\w-]+)*\.[^\W\d_][\w-]+", host):
        return None
    return parts.scheme.lower() + first[len(parts.scheme) :]


_POSTCODE_FIRST = re.compile(r"(?:[A-Z]{1,2}[- ])?(?=[\dA-Z -]*\d)\d[\d -]{2,6}\d\b\s*[-,]?\s*(?P<city>[^\d\s].*)")
_BURIED_POSTCODE = re.compile(r".*\s(?:[A-Z]{1,2}-)?\d{4,6}\s+(?P<city>[^\W\d_][^\d,]*)$", re.DOTALL)
_ONLY_POSTCODE = re.compile(r"(?:[A-Z]{1,2}[- ]?)?[\d -]+|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")


def city_of(address: str) -> str:
    """Return the town in an address "street, postcode, town"; "" when the address does not say."""
    parts = [part.strip() for part in re.split(r"[,\n]", address) if part.strip()]
    if not parts:
        return ""
    last = parts[-1]
    if match := _POSTCODE_FIRST.fullmatch(last):
        return match["city"].strip()[:150]
    if match := _BURIED_POSTCODE.fullmatch(last):
        return match["city"].strip()[:150]
    if len(parts) == 1 or _ONLY_POSTCODE.fullmatch(last):
        return ""
    return last[:150]
