"""Numbers of results in the reader's language, and the sums behind them. Pure but for the language of the thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from django.utils.formats import number_format

from plon.charts.scales import Number
from plon.responses.figures import QuestionFigures

# Squares of numbers of 30 digits stay exact; a root needs no more digits than people read.
_EXACT, _READ = Context(prec=100), Context(prec=28)
# Answers between two steps are rounded to so many decimals.
DECIMALS = 2
# How many of the highest steps are "satisfied" (domain.md §6.3: % at 4-5 of 5).
TOP_STEPS = 2


def written(number: Number) -> str:
    """Write a number out: whole ones as they are, others with at most two decimals."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if exact == exact.to_integral_value():
        return str(number_format(exact.to_integral_value(), decimal_pos=0, use_l10n=True, force_grouping=True))
    rounded = exact.quantize(Decimal(1).scaleb(-DECIMALS), context=_EXACT).normalize(_EXACT)
    return str(number_format(rounded, use_l10n=True, force_grouping=True))


def share(part: float) -> str:
    """Write a share (0 to 1) out in whole per cent."""
    return f"{round(part * 100)}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Steps:
    """How answers spread over the steps of a scale.

    Attributes:
        people: per step, from the lowest on.
        answered: all of them.
        mean: of the steps; None without an answer.
        deviation: standard deviation of those who answered (n - 1); None for fewer than two.
        top: share of the two highest steps, 0 to 1; None without an answer or with fewer than three steps.
    """

    people: Mapping[int, int]
    answered: int
    mean: Decimal | None
    deviation: Decimal | None
    top: float | None


def steps_of(figures: QuestionFigures, statement: str = "") -> Steps:
    """Return the spread of a scale, or of one statement of a table."""
    begin = f"{statement}/" if statement else ""
    found = {key.removeprefix(begin): n for key, n in (figures.counts or {}).items() if key.startswith(begin)}
    people = {step: found[str(step)] for step in sorted(map(int, found))}
    answered = sum(people.values())
    if not answered:
        return Steps(people, 0, None, None, None)
    total = Decimal(sum(step * n for step, n in people.items()))
    squares = Decimal(sum(step * step * n for step, n in people.items()))
    top = sum(list(people.values())[-TOP_STEPS:]) / answered if len(people) > TOP_STEPS else None
    return Steps(people, answered, total / answered, deviation(answered, total, squares), top)


def deviation(answered: int, total: Decimal | None, squares: Decimal | None) -> Decimal | None:
    """Return the standard deviation of a sample (n - 1) from its sums; None where there is none."""
    if answered < 2 or total is None or squares is None:
        return None
    spread = _EXACT.subtract(squares, _EXACT.divide(_EXACT.multiply(total, total), Decimal(answered)))
    variance = _EXACT.divide(max(spread, Decimal(0)), Decimal(answered - 1))
    return _READ.sqrt(_READ.plus(variance))
