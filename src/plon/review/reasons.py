"""Reasons to begin with: those of the house, those that fit what is open first, then the officer's own."""

from collections.abc import Iterable

from plon.review.checks import Check
from plon.review.clock import read
from plon.review.models import OwnReason


def reasons_for(checks: Iterable[Check], own: Iterable[OwnReason], language: str) -> list[str]:
    """Return texts to choose from, in the language of the team's letters."""
    is_open = {check.rule.code for check in checks if check.is_open}
    house = sorted(read("reasons")["reason"], key=lambda each: each["check"] not in is_open)
    return [*(str(each.get(language) or each["en"]) for each in house), *(each.text for each in own)]
