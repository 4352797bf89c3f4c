"""What a commitment promises, line by line: how much, by when, by whom, and how it will be counted."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plon.activities.ledger.enums import Counting, PromiseKind
from plon.activities.ledger.targets import Target, target_in
from plon.plans.commitment import Content
from plon.plans.enums import Feeding, Nature, Phase

Number = int | Decimal
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Promise:
    """One line. `groups` says how many people of which target group an activity is to reach (None: no number)."""

    kind: PromiseKind
    id: str
    counting: Counting
    number: Number
    due: datetime.date | None = None
    # A line without a date of its own is due when the project ends, unless it belongs to the time after.
    is_due_at_end: bool = True
    owner: str = ""
    work_package: str = ""
    purpose: str = ""
    unit: str = ""
    target: str = ""
    results: frozenset[str] = frozenset()
    groups: Mapping[str, int | None] | None = None
    # Of an indicator: the activity or the result that it measures; of a use plan: its result.
    activity: str = ""
    result: str = ""
    # Of a level that is to fall ("from 30 % to 10 %"), less is better.
    is_less_better: bool = False

    @property
    def key(self) -> Key:
        return (self.kind.value, self.id)


def promises_of(content: Content) -> dict[Key, Promise]:
    """Return the promises of a content (see `plon.plans.commitment`), in its order."""
    return {promise.key: promise for promise in _promises(content)}


def _promises(content: Content) -> Iterator[Promise]:
    results = {item["id"]: item for item in content.get("results", [])}
    activities = {item["id"]: item for item in content.get("activities", [])}
    for item in results.values():
        yield Promise(
            PromiseKind.RESULT, item["id"], Counting.RESULT, 1, due=_day(item["planned_for"]),
            owner=item["responsible"], work_package=item["work_package"], results=frozenset({item["id"]}),
        )  # fmt: skip
    # PostgreSQL keeps JSON without the order of its keys.
    places = {group["id"]: place for place, group in enumerate(content.get("groups", []))}
    for item in activities.values():
        yield _activity(item, places)
    for item in content.get("indicators", []):
        yield _indicator(item, results, activities)
    for item in content.get("use_plans", []):
        yield Promise(
            PromiseKind.USE_PLAN, item["id"], Counting.USE, 1, due=_day(item["until"]), owner=item["keeper"],
            work_package=results.get(item["result"], {}).get("work_package", ""), result=item["result"],
            results=frozenset({item["result"]}),
        )  # fmt: skip


def _activity(item: Mapping[str, Any], places: Mapping[str, int]) -> Promise:
    people = sum(number or 0 for number in item["reach"].values())
    return Promise(
        PromiseKind.ACTIVITY,
        item["id"],
        Counting.PEOPLE if people else Counting.ACTS,
        people or 1,
        due=_day(item["end"]) or _day(item["start"]),
        is_due_at_end=item["phase"] != Phase.AFTER,
        owner=item["responsible"],
        work_package=item["work_package"],
        purpose=item["purpose"],
        results=frozenset(item["results"]),
        groups={key: item["reach"][key] for key in sorted(item["reach"], key=lambda key: places.get(key, len(places)))},
    )


def _indicator(item: Mapping[str, Any], results: Mapping[str, Any], activities: Mapping[str, Any]) -> Promise:
    target = target_in(item["target"], item["unit"])
    baseline = target_in(item["baseline"]).number
    is_less_better = None not in {baseline, target.number} and baseline > target.number  # type: ignore[operator]  # neither is None
    counting = _counting_of(item, target, is_less_better=is_less_better)
    measured, shown = activities.get(item["activity"], {}), results.get(item["result"], {})
    about = {item["result"]} if item["result"] else set(measured.get("results", ()))
    return Promise(
        PromiseKind.INDICATOR,
        item["id"],
        counting,
        1 if counting in {Counting.MEASURED, Counting.STATEMENT} else target.number or 1,
        due=_day(item["target_date"]),
        owner=measured.get("responsible") or shown.get("responsible", ""),
        work_package=item["work_package"],
        unit=item["unit"],
        target=item["target"],
        results=frozenset(about),
        activity=item["activity"],
        result=item["result"],
        is_less_better=is_less_better,
    )


def _counting_of(item: Mapping[str, Any], target: Target, *, is_less_better: bool) -> Counting:
    if item["nature"] == Nature.QUALITATIVE or not target.number:
        return Counting.STATEMENT
    if target.is_share or is_less_better:
        return Counting.MEASURED
    if item["feeding"] != Feeding.ACTIVITIES:
        return Counting.VALUES
    if item["activity"]:
        return Counting.PEOPLE_OF_ACTIVITY
    return Counting.PEOPLE_OF_RESULT if item["result"] else Counting.PEOPLE_OF_ALL


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
