"""One cell of a spreadsheet: what people write there, and the value it means."""

import datetime
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from plon.programme.codelists import codelist
from plon.texts import fold

LONGEST_CELL = 5000
EARLIEST, LATEST = datetime.date(1987, 1, 1), datetime.date(2100, 12, 31)
_EXCEL_EPOCH = datetime.date(1899, 12, 30)


class BadCell(ValueError):
    """A cell that can't be understood; its message is for the person."""


def text_in(cell: str, longest: int) -> str:
    """Return a text.

    Raises:
        BadCell: it is longer than the field takes.
    """
    text = cell.strip()
    if len(text) > longest:
        raise BadCell(
            _("%(count)s characters; at most %(most)s fit.") % {"count": f"{len(text)}", "most": f"{longest}"}
        )
    return text


def day_in(cell: str) -> datetime.date | None:
    """Return a day written as 2026-05-31, 31.05.2026, 31/05/2026, 2026-05 (its first day) or an Excel serial.

    Raises:
        BadCell: it is no such day.
    """
    text = cell.strip().removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if not text:
        return None
    refusal = BadCell(_("“%(text)s” is no date; write it as 31.05.2026.") % {"text": text[:40]})
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text)
    european = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    try:
        if iso:
            day = datetime.date(int(iso[1]), int(iso[2]), int(iso[3] or 1))
        elif european:
            day = datetime.date(int(european[3]), int(european[2]), int(european[1]))
        elif re.fullmatch(r"[345]\d{4}(?:\.0)?", text):
            day = _EXCEL_EPOCH + datetime.timedelta(days=int(float(text)))
        else:
            raise refusal
    except ValueError as error:
        raise refusal from error
    if not EARLIEST <= day <= LATEST:
        raise BadCell(_("“%(text)s” can't be right as a date.") % {"text": text[:40]})
    return day


def amount_in(cell: str) -> Decimal | None:
    """Return an amount written as 1 234,50 or 1,234.50 or 1234.5 EUR.

    Raises:
        BadCell: it is no amount of at least 0.
    """
    bare = re.sub(r"[\s'’\u00a0\u202f]|EUR|€", "", cell, flags=re.IGNORECASE)
    if not bare:
        return None
    parts = re.fullmatch(r"([0-9][0-9.,]*?)(?:[.,]([0-9]{1,2}))?", bare)
    if not parts or len(bare) > 14:
        raise BadCell(_("“%(text)s” is no amount.") % {"text": cell.strip()[:40]})
    try:
        return Decimal(f"{re.sub('[.,]', '', parts[1])}.{parts[2] or '0'}")
    except InvalidOperation as error:
        raise BadCell(_("“%(text)s” is no amount.") % {"text": cell.strip()[:40]}) from error


def count_in(cell: str) -> int | None:
    """Return a whole number.

    Raises:
        BadCell: it is none.
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", cell).removesuffix(".0")
    if not bare:
        return None
    if not re.fullmatch(r"\d{1,9}", bare):
        raise BadCell(_("“%(text)s” is no whole number.") % {"text": cell.strip()[:40]})
    return int(bare)


def code_in(cell: str, name: str) -> str:
    """Return the code of a list's term that the cell names in Polish or English.

    Raises:
        BadCell: the list has no such term.
    """
    if not cell.strip():
        return ""
    terms = codelist(name)
    if found := terms.recognise(cell):
        return found
    return _nearest(cell, {term.name(language): term.code for term in terms for language in ("pl", "en")})


def choice_in(cell: str, choices: type[models.TextChoices]) -> str:
    """Return the value of an enumeration that the cell names, in Polish or English.

    Raises:
        BadCell: there is no such choice.
    """
    if not cell.strip():
        return ""
    named: dict[str, str] = {value: value for value in choices.values}
    for language in ("pl", "en"):
        with translation.override(language):
            named |= {str(label): value for value, label in choices.choices}
    return _nearest(cell, named)


def _nearest(cell: str, named: dict[str, str]) -> str:
    folded = {fold(name): value for name, value in named.items()}
    key = fold(cell.strip())
    if key in folded:
        return folded[key]
    starting = {value for name, value in folded.items() if name.startswith(key)}
    if len(starting) == 1:
        return next(iter(starting))
    raise BadCell(_unknown(cell, named))


def one_of(cell: str, things: Iterable[Any]) -> Any:
    """Return the thing whose name the cell writes, whatever its case and accents; None for an empty cell.

    Raises:
        BadCell: none, or several, are called so.
    """
    if not cell.strip():
        return None
    named = {str(thing): thing for thing in things}
    key = fold(cell.strip())
    found = [thing for name, thing in named.items() if fold(name) == key] or [
        thing for name, thing in named.items() if fold(name).startswith(key)
    ]
    if len(found) == 1:
        return found[0]
    raise BadCell(_unknown(cell, named))


def _unknown(cell: str, named: Iterable[str]) -> str:
    names = list(named)
    near = difflib.get_close_matches(cell.strip()[:200], names, n=1, cutoff=0.5)
    if near:
        return _("“%(text)s” is not known. Did you mean “%(near)s”?") % {"text": cell.strip()[:60], "near": near[0]}
    return _("“%(text)s” is not known here.") % {"text": cell.strip()[:60]}


def parts_of(cell: str) -> list[str]:
    """Return the parts of a cell that lists several things: by semicolons or lines."""
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
