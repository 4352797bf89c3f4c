"""What is planned and what was done, in one line of days: the list, the agenda and the calendar read it.

A line of the plan stands here until an act keeps it; acts stand here in every state. Pure once it is loaded.
"""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from plon.activities.enums import ActivityState
from plon.activities.models import Activity, Proof, Reach
from plon.organisations.models import Organisation
from plon.plans.enums import Purpose
from plon.plans.models import ExpectedReach, PlannedActivity
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import fold

# What a line of the plan is that no act keeps yet.
PROMISED = "promised"
OPEN_STATES = frozenset({PROMISED, ActivityState.PLANNED, ActivityState.IN_PROGRESS, ActivityState.POSTPONED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the plan, or one act."""

    public_id: str
    title: str
    state: str
    purpose: str
    start: datetime.date | None
    end: datetime.date | None
    starts_at: datetime.time | None = None
    place: str = ""
    partner: int | None = None
    partner_name: str = ""
    label: str = ""
    results: tuple[int, ...] = ()
    people: int = 0
    proven: int = 0
    pieces: int = 0
    series: str = ""
    reason: str = ""
    is_late: bool = False

    @property
    def is_line(self) -> bool:
        """Tell whether it is a line of the plan that waits to be kept."""
        return self.state == PROMISED

    @property
    def is_done(self) -> bool:
        return self.state == ActivityState.DONE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_promotion(self) -> bool:
        return self.purpose == Purpose.PROMOTION

    @property
    def last(self) -> datetime.date | None:
        return self.end or self.start

    @property
    def lacks_proof(self) -> bool:
        return self.is_done and not self.pieces


@dataclass(frozen=True)
class Agenda:
    """All of a project's lines and acts, and the names that they use."""

    entries: tuple[Entry, ...]
    results: dict[int, Result]
    partners: tuple[Organisation, ...]
    today: datetime.date


def load_agenda(project: Project, today: datetime.date, *, letter: str = "A") -> Agenda:
    """Load a project's agenda in ten queries, however much there is.

    Args:
        project: the project.
        today: what is open and lies before it is late.
        letter: how lines of the plan are called on the board ("A1" in English, "D1" in Polish).
    """
    partners = tuple(Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position"))
    names = {partner.pk: partner.name for partner in partners}
    results = {result.pk: result for result in Result.objects.filter(project=project).prefetch_related("texts")}
    lines = list(PlannedActivity.objects.filter(project=project))
    labels = _labels(lines, letter)
    acts = list(Activity.objects.filter(project=project))
    kept = {act.planned_id for act in acts if act.state != ActivityState.CANCELLED}
    shown = _links(Activity.results.through.objects.filter(activity__project=project), "activity_id")
    shared = _links(PlannedActivity.results.through.objects.filter(plannedactivity__project=project),
                    "plannedactivity_id")  # fmt: skip
    people = _sums(Reach.objects.filter(activity__project=project))
    expected = _sums(ExpectedReach.objects.filter(activity__project=project))
    proofs = {
        activity: (pieces, proven or 0)
        for activity, pieces, proven in Proof.objects.filter(
            activity__project=project, evidence__removed_at__isnull=True
        )
        .order_by()
        .values_list("activity_id")
        .annotate(Count("evidence", distinct=True), Sum("people"))
    }
    entries = [
        Entry(
            line.public_id, line.title, PROMISED, line.purpose, line.start, line.end, place=line.place,
            partner=line.responsible_id, partner_name=names.get(line.responsible_id or 0, ""), label=labels[line.pk],
            results=shared[line.pk], people=expected.get(line.pk, 0), is_late=_is_late(line.end or line.start, today),
        )
        for line in lines
        if line.pk not in kept
    ] + [
        Entry(
            act.public_id, act.title, act.state, act.purpose, act.start, act.end, act.starts_at, act.place,
            act.responsible_id, names.get(act.responsible_id or 0, ""), labels.get(act.planned_id or 0, ""),
            shown[act.pk], people.get(act.pk, 0), proofs.get(act.pk, (0, 0))[1], proofs.get(act.pk, (0, 0))[0],
            str(act.series or ""), act.reason,
            is_late=act.state in OPEN_STATES and _is_late(act.end or act.start, today),
        )
        for act in acts
    ]  # fmt: skip
    return Agenda(tuple(sorted(entries, key=_when)), results, partners, today)


def line_labels(project: Project, letter: str) -> dict[int, str]:
    """Return {key: label} of the lines of a plan, as the board calls them."""
    return _labels(PlannedActivity.objects.filter(project=project), letter)


def _labels(lines: Iterable[PlannedActivity], letter: str) -> dict[int, str]:
    return {line.pk: f"{letter}{number}" for number, line in enumerate(lines, 1)}


def _when(entry: Entry) -> tuple[datetime.date, datetime.time, str]:
    return (entry.start or datetime.date.max, entry.starts_at or datetime.time.min, entry.title)


def _is_late(last: datetime.date | None, today: datetime.date) -> bool:
    return last is not None and last < today


def _links(rows: "Iterable[object]", owner: str) -> defaultdict[int, tuple[int, ...]]:
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for key, result in rows.values_list(owner, "result_id"):  # type: ignore[attr-defined]  # a queryset of links
        found[key] += (result,)
    return found


def _sums(rows: "Iterable[object]") -> dict[int, int]:
    grouped = rows.order_by().values_list("activity_id").annotate(Sum("people"))  # type: ignore[attr-defined]  # a queryset
    return {key: total or 0 for key, total in grouped}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which entries a page shows; what is empty narrows nothing."""

    words: str = ""
    partner: int | None = None
    result: int | None = None
    state: str = ""
    purpose: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    only_unproven: bool = False

    def __bool__(self) -> bool:
        return self != Narrowing()

    def lets(self, entry: Entry) -> bool:
        """Tell whether an entry passes all filters."""
        return (
            (self.partner is None or entry.partner == self.partner)
            and (self.result is None or self.result in entry.results)
            and self._lets_state(entry)
            and (not self.purpose or entry.purpose == self.purpose)
            and (self.since is None or (entry.last is not None and entry.last >= self.since))
            and (self.until is None or (entry.start is not None and entry.start <= self.until))
            and (not self.only_unproven or entry.lacks_proof)
            and self._lets_words(entry)
        )

    def _lets_state(self, entry: Entry) -> bool:
        if self.state == "late":
            return entry.is_late
        return not self.state or entry.state == self.state

    def _lets_words(self, entry: Entry) -> bool:
        text = fold(f"{entry.label} {entry.title} {entry.place} {entry.partner_name}")
        return all(word in text for word in fold(self.words).split())


@dataclass(frozen=True, slots=True)
class Sums:
    """What was done for one purpose: acts, people reached, people that evidence shows."""

    purpose: str
    acts: int
    people: int
    proven: int


def sums_of(entries: Iterable[Entry]) -> tuple[Sums, Sums]:
    """Return what was done by dissemination and by promotion, kept apart (domain.md §1.3)."""
    done = [entry for entry in entries if entry.is_done]

    def of(purpose: Purpose) -> Sums:
        own = [entry for entry in done if entry.purpose == purpose]
        return Sums(purpose, len(own), sum(e.people for e in own), sum(e.proven for e in own))

    return of(Purpose.DISSEMINATION), of(Purpose.PROMOTION)


@dataclass(frozen=True)
class Month:
    """One month of the agenda."""

    first: datetime.date
    entries: tuple[Entry, ...]

    @property
    def last(self) -> datetime.date:
        return (self.first + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The agenda: what is late, what comes, what was done (newest first), what has no date."""

    late: tuple[Entry, ...]
    coming: tuple[Month, ...]
    done: tuple[Month, ...]
    undated: tuple[Entry, ...]
    dropped: tuple[Entry, ...] = field(default=())


def days_of(entries: Iterable[Entry]) -> Days:
    """Put entries under the headings of the agenda."""
    everything = list(entries)
    late = [entry for entry in everything if entry.is_late]
    coming = [entry for entry in everything if entry.is_open and not entry.is_late and entry.start]
    done = [entry for entry in everything if entry.is_done]
    return Days(
        tuple(late),
        _months(coming),
        _months(done)[::-1],
        tuple(entry for entry in everything if entry.is_open and not entry.start),
        tuple(entry for entry in everything if entry.state == ActivityState.CANCELLED),
    )


def _months(entries: Iterable[Entry]) -> tuple[Month, ...]:
    found: dict[datetime.date, list[Entry]] = {}
    for entry in entries:
        if entry.start:
            found.setdefault(entry.start.replace(day=1), []).append(entry)
    return tuple(Month(first, tuple(own)) for first, own in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry on one day; it says its name where it begins, and anew each week."""

    entry: Entry
    is_named: bool


@dataclass(frozen=True)
class Day:
    """One day of the calendar; days of other months fill its weeks."""

    day: datetime.date
    spots: tuple[Spot, ...]
    is_in_month: bool
    is_today: bool


@dataclass(frozen=True)
class Sheet:
    """A month as whole weeks from Monday."""

    first: datetime.date
    weeks: tuple[tuple[Day, ...], ...]
    before: datetime.date
    after: datetime.date


def sheet_of(entries: Iterable[Entry], month: datetime.date, today: datetime.date) -> Sheet:
    """Lay entries on the days of a month; what lasts several days stands on each."""
    first = month.replace(day=1)
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    by_day: dict[datetime.date, list[Spot]] = {}
    for entry in entries:
        for day in _days_of(entry, begin, end):
            is_named = day in {entry.start, begin} or day.weekday() == calendar.MONDAY or _is_period(entry)
            by_day.setdefault(day, []).append(Spot(entry, is_named))
    return Sheet(
        first,
        tuple(
            tuple(Day(day, tuple(by_day.get(day, ())), day.month == first.month, day == today) for day in week)
            for week in weeks
        ),
        (first - datetime.timedelta(days=1)).replace(day=1),
        (first + datetime.timedelta(days=32)).replace(day=1),
    )


def _days_of(entry: Entry, begin: datetime.date, end: datetime.date) -> list[datetime.date]:
    if entry.start is None or entry.last is None:
        return []
    first, last = max(entry.start, begin), min(entry.last, end)
    if _is_period(entry):
        first = last = entry.last
    return [first + datetime.timedelta(days=step) for step in range((last - first).days + 1) if begin <= first <= end]


def _is_period(entry: Entry) -> bool:
    """Tell whether it names a time in which something is to happen, not days that it fills: it stands on the last."""
    return (
        entry.is_line and entry.start is not None and entry.last is not None and ((entry.last - entry.start).days > 6)
    )
