"""How results go on after funding: forms of use, when to look again, what the agency found (data/lasting.toml)."""

import calendar
import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plon.programme.codelists import read_data

RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day on which to look at a use plan again; `months` after the project's end, None while it runs."""

    day: datetime.date
    months: int | None


def _data() -> dict[str, Any]:
    return read_data("lasting")


def circle_of(form: str) -> str:
    """Return who goes on with it: "own" organisation, "outside", "kept" as a copy, "ended"; "" if no list knows it."""
    return next((circle for circle, forms in _data()["circles"].items() if form in forms), "")


def beside(form: str, also: Iterable[str]) -> list[str]:
    """Return the further forms of use that make sense beside `form`, each once.

    A result that ends on purpose may still lie in an archive; everything else would contradict its end. What goes on
    does not end.
    """
    allowed = set(_data()["retirement"]["goes_with"])
    kept = (code for code in dict.fromkeys(also) if code not in {form, RETIRE})
    return [code for code in kept if form != RETIRE or code in allowed]


def long_years() -> int:
    """Return from how many years after the project's end on a promise to keep something is a long one."""
    return int(_data()["long"]["years"])


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last of that month if it is shorter.

    >>> months_later(datetime.date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def proposed_reviews(
    start: datetime.date | None, end: datetime.date | None, *, until: datetime.date | None, today: datetime.date
) -> list[Proposal]:
    """Return when a use plan should be looked at again (domain.md §9 rule 4): in the middle of the project, then
    6, 12, 24 and 60 months after its end.

    Args:
        start: of the project; without it nothing is proposed while it runs.
        end: of the project; without it nothing is proposed.
        until: how long the result is kept; nothing is proposed after it.
        today: days that are over are not proposed.
    """
    if end is None:
        return []
    data = _data()["reviews"]
    proposals = []
    if start and start < end and data["during"]:
        proposals.append(Proposal(start + (end - start) / 2, None))
    proposals += [Proposal(months_later(end, months), months) for months in data["months_after"]]
    return [each for each in proposals if each.day >= today and (until is None or each.day <= until)]


def findings(language: str) -> list[str]:
    """Return what the agency found when it asked projects years later (domain.md §1.5)."""
    shown = language if language in {"en", "pl"} else "en"
    return [str(entry[shown]) for entry in _data()["finding"]]


@functools.cache
def examples(language: str) -> dict[str, str]:
    """Return for each form of use what a team could write."""
    shown = language if language in {"en", "pl"} else "en"
    return {entry["form"]: str(entry[shown]) for entry in _data()["example"]}
