"""Rules of the coach beyond the plan: reviews, and promises that nobody could keep. Their words: data/remarks.toml."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from plon.plans.checks.facts import Facts
from plon.plans.checks.remarks import Found, Place
from plon.plans.checks.rooms import RoomFinder, RoomRules, register_rules
from plon.plans.models import UsePlan
from plon.programme.lasting import circle_of, long_years, months_later
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.models import Review

PACKAGE = "plon.sustainability"
# Fewer lasting results than that say nothing about a project's habit.
ENOUGH_TO_JUDGE = 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the plan does not know: the days of looks at each result, due and done, and what day it is."""

    due: Mapping[int, list[tuple[str, datetime.date]]]
    done: frozenset[int]
    today: datetime.date


def gather(facts: Facts) -> object:
    """Read the reviews of the planned results: one query, none if there is no use plan."""
    due: dict[int, list[tuple[str, datetime.date]]] = {}
    done: set[int] = set()
    if facts.plan.use_plans:
        rows = Review.objects.filter(result__in=facts.plan.use_plans).order_by("due_on")
        for key, public_id, day, done_on in rows.values_list("result_id", "public_id", "due_on", "done_on"):
            if done_on:
                done.add(key)
            else:
                due.setdefault(key, []).append((public_id, day))
    return Gathered(due, frozenset(done), timezone.localdate())


FINDERS: dict[str, RoomFinder] = {}


def _finder(code: str, finder: Callable[[Facts, Gathered], Iterator[Found]]) -> None:
    def find(facts: Facts, gathered: object) -> Iterator[Found]:
        assert isinstance(gathered, Gathered)  # noqa: S101  what `gather` returns
        return finder(facts, gathered)

    FINDERS[code] = find


def _about(result: Result, field: str, use: UsePlan | None, **params: object) -> Found:
    place = Place("sustainability:plan", (result.public_id,), field)
    kind, public_id = ("use_plan", use.public_id) if use else ("result", result.public_id)
    return Found(place, kind, public_id, {"name": str(result), **params})


def _going_on(facts: Facts) -> list[tuple[Result, UsePlan]]:
    uses = facts.plan.use_plans
    return [(result, uses[result.pk]) for result in facts.plan.results
            if result.pk in uses and not uses[result.pk].is_retirement]  # fmt: skip


def _change_left_to_chance(facts: Facts, _gathered: Gathered) -> Iterator[Found]:
    """`no-use-plan` asks of what people can take; a change in people that is there is forgotten more easily."""
    for result in facts.plan.results:
        is_there = result.state in {ResultState.READY, ResultState.PUBLISHED}
        if is_there and result.kind != "tangible" and result.pk not in facts.plan.use_plans:
            yield _about(result, "id_uses", None)


def _means_from_nobody(facts: Facts, _gathered: Gathered) -> Iterator[Found]:
    for result, use in _going_on(facts):
        if (use.euros_a_year or use.hours_a_year) and not use.means_from:
            yield _about(result, "id_means_from", use)


def _for_ever_on_nothing(facts: Facts, _gathered: Gathered) -> Iterator[Found]:
    lasting, end = _going_on(facts), facts.project.end
    if len(lasting) < ENOUGH_TO_JUDGE:
        return
    long = months_later(end, 12 * long_years()) if end else None
    if all((use.until is None or (long and use.until >= long)) and not use.has_means for _result, use in lasting):
        yield Found(Place("sustainability:index"))


def _only_ourselves(facts: Facts, _gathered: Gathered) -> Iterator[Found]:
    lasting = _going_on(facts)
    if len(lasting) >= ENOUGH_TO_JUDGE and not any(
        circle_of(form) == "outside" for _result, use in lasting for form in use.forms
    ):
        yield Found(Place("sustainability:index"))


def _nobody_looks_again(facts: Facts, gathered: Gathered) -> Iterator[Found]:
    for result, use in _going_on(facts):
        if result.pk not in gathered.due and result.pk not in gathered.done:
            yield _about(result, "id_reviews", use)


def _overdue(facts: Facts, gathered: Gathered) -> Iterator[Found]:
    for result in facts.plan.results:
        for review, day in gathered.due.get(result.pk, ()):
            if day < gathered.today:
                place = Place("sustainability:review", (result.public_id, review), "id_outcome")
                use = facts.plan.use_plans[result.pk]
                yield Found(place, "use_plan", use.public_id, {"name": str(result)})
                break


def _retired_without_day(facts: Facts, _gathered: Gathered) -> Iterator[Found]:
    for result in facts.plan.results:
        use = facts.plan.use_plans.get(result.pk)
        if use and use.is_retirement and use.until is None:
            yield Found(Place("sustainability:retire", (result.public_id,), "id_on"), "use_plan", use.public_id,
                        {"name": str(result)})  # fmt: skip


_finder("change-left-to-chance", _change_left_to_chance)
_finder("means-from-nobody", _means_from_nobody)
_finder("for-ever-on-nothing", _for_ever_on_nothing)
_finder("only-ourselves", _only_ourselves)
_finder("nobody-looks-again", _nobody_looks_again)
_finder("review-overdue", _overdue)
_finder("retired-without-day", _retired_without_day)


def register_checks() -> None:
    """Give the coach the rules of this room."""
    register_rules(RoomRules(PACKAGE, FINDERS, gather))
