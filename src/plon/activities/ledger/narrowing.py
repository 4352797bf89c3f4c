"""Filters of the ledger: by partner, result, work package, period, state and kind, kept in the address."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plon.activities.enums import PromiseState
from plon.activities.ledger.entries import Ledger, Row
from plon.activities.ledger.enums import PromiseKind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an address lets through; an empty field narrows nothing."""

    partner: str = ""
    result: str = ""
    package: str = ""
    state: str = ""
    kind: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def __bool__(self) -> bool:
        return any((self.partner, self.result, self.package, self.state, self.kind, self.since, self.until))

    def lets(self, row: Row) -> bool:
        """Tell whether a row is shown; one without a date is in no period."""
        promise = row.promise
        in_period = not (self.since or self.until) or (
            row.due is not None
            and (self.since is None or row.due >= self.since)
            and (self.until is None or row.due <= self.until)
        )
        return in_period and all((
            self.partner in {"", promise.owner},
            not self.result or self.result in promise.results,
            self.package in {"", promise.work_package},
            self.state in {"", row.state.value},
            self.kind in {"", promise.kind.value},
        ))  # fmt: skip


def narrowing_of(asked: Mapping[str, str]) -> Narrowing:
    """Return what an address asks for; what is not known narrows nothing."""
    return Narrowing(
        partner=asked.get("partner", "")[:200],
        result=asked.get("result", "")[:12],
        package=asked.get("package", "")[:220],
        state=asked["state"] if asked.get("state") in PromiseState.values else "",
        kind=asked["kind"] if asked.get("kind") in PromiseKind.values else "",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def narrowed(ledger: Ledger, narrowing: Narrowing) -> list[Row]:
    return [row for row in ledger.rows if narrowing.lets(row)]


def distinct(values: Iterable[str]) -> list[str]:
    """Return what there is to choose from, each once, in the order in which it is met."""
    return [value for value in dict.fromkeys(values) if value]
