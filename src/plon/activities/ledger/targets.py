"""The number in a target as people write it: "10", "1 200", "25 szkół", "80 %"."""

import re
from dataclasses import dataclass
from decimal import Decimal

# Groups of three digits are thousands, however they are set apart; a comma or a point before one or two digits is not.
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?![\d])|(?<!\w)\d+(?:[.,]\d{1,2}(?!\d))?")
_PERCENT = re.compile(r"%|\bproc(\.|ent\w*)|\bper\s?cent\w*|\bpunkt\w* proc", re.IGNORECASE)
_YEARS = range(2014, 2050)


@dataclass(frozen=True, slots=True)
class Target:
    """What a target says: its number, if it has exactly one, and whether it is a share of something."""

    number: Decimal | None
    is_share: bool


def target_in(text: str, unit: str = "") -> Target:
    """Return the number of a target; a year beside it ("25 schools by 2026") is no second one.

    A text of several numbers ("10-15", "2 workshops for 50 people") has none: which one counts is not ours to guess.
    """
    numbers = [_value(match.group()) for match in _NUMBER.finditer(text)]
    if len(numbers) > 1:
        numbers = [number for number in numbers if number not in _YEARS] or numbers
    is_share = bool(_PERCENT.search(text) or _PERCENT.search(unit))
    return Target(numbers[0] if len(numbers) == 1 else None, is_share)


def _value(written: str) -> Decimal:
    if re.fullmatch(r"\d+[.,]\d{1,2}", written):
        return Decimal(written.replace(",", "."))
    return Decimal(re.sub(r"\D", "", written))
