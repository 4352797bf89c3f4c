"""The life of a project's results after its end, as a line of years: how long each is kept, when people look again.

Pure, on plain values; `life_of` reads them from what the page has loaded.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format

from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.results.models import Result
from plon.sustainability.models import Review

# Measures of the drawing, in the units of an SVG 1,000 wide.
LEFT, WIDTH, ROW, HEAD = 260.0, 720.0, 26.0, 40.0
LONGEST_TITLE = 36
# A line without any later day still shows what comes after the end.
SHORTEST_YEARS = 2
MOST_YEARS = 40
# So many names of years find room beside each other.
MOST_NAMES = 14


class Kind(StrEnum):
    """What happens on a day."""

    END = "end"
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    UNTIL = "until"
    RETIRES = "retires"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the life of one result, or of the whole project (`title` of "")."""

    day: datetime.date
    kind: Kind
    title: str = ""
    note: str = ""
    review: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """One result: from the project's end until its last day; `until` is None while nobody said."""

    title: str
    result: str
    until: datetime.date | None
    is_planned: bool
    retires: bool
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Afterlife:
    """The whole project: lives in its results' order, and all moments by their days."""

    end: datetime.date | None
    lives: tuple[Life, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All days in their order, the project's end among them; the ends of results after looks of the same day."""
        found = [moment for life in self.lives for moment in life.moments]
        if self.end:
            found.append(Moment(self.end, Kind.END))
        return tuple(sorted(found, key=lambda each: (each.day, _ORDER[each.kind], each.title)))


_ORDER = {kind: place for place, kind in enumerate(Kind)}


def life_of(
    project: Project,
    results: Iterable[Result],
    uses: Mapping[int, UsePlan],
    reviews: Mapping[int, Sequence[Review]],
    *,
    language: str,
    today: datetime.date,
) -> Afterlife:
    """Return the life after the project's end of all its results."""
    return Afterlife(
        project.end,
        tuple(
            _life(result, uses.get(result.pk), reviews.get(result.pk, ()), language=language, today=today)
            for result in results
        ),
    )


def _life(
    result: Result, use: UsePlan | None, reviews: Sequence[Review], *, language: str, today: datetime.date
) -> Life:
    title = result.title_in(language)
    moments = [_look(review, title, result.public_id, today) for review in reviews]
    if use and use.until:
        kind = Kind.RETIRES if use.is_retirement else Kind.UNTIL
        moments.append(Moment(use.until, kind, title, use.risk if use.is_retirement else "", result=result.public_id))
    return Life(
        title, result.public_id, use.until if use else None, use is not None, bool(use and use.is_retirement),
        tuple(moments),
    )  # fmt: skip


def _look(review: Review, title: str, result: str, today: datetime.date) -> Moment:
    if review.done_on:
        note = str(review.get_outcome_display())
        return Moment(review.done_on, Kind.DONE, title, note, review.public_id, result)
    kind = Kind.OVERDUE if review.due_on < today else Kind.DUE
    return Moment(review.due_on, kind, title, review=review.public_id, result=result)


@dataclass(frozen=True, slots=True)
class DrawnMoment:
    moment: Moment
    x: float
    y: float
    told: str


@dataclass(frozen=True, slots=True)
class DrawnLife:
    """A row: the bar is as wide as the time it is kept, 0 while nobody said until when."""

    life: Life
    title: str
    y: float
    bottom: float
    text_y: float
    bar_y: float
    x: float
    width: float
    moments: tuple[DrawnMoment, ...]


@dataclass(frozen=True)
class Drawing:
    """All that the page draws; `years` are (x, name, "" where names would be too many)."""

    height: float
    bottom: float
    years: tuple[tuple[float, str], ...]
    rows: tuple[DrawnLife, ...]
    end: float | None
    today: float | None


def drawing_of(line: Afterlife, *, today: datetime.date) -> Drawing | None:
    """Lay the line out over whole years; None if nothing has a day."""
    days = [moment.day for moment in line.moments]
    if not days:
        return None
    first_year = min(days).year
    last_year = min(max(max(days).year + 1, first_year + SHORTEST_YEARS), first_year + MOST_YEARS)
    first, last = datetime.date(first_year, 1, 1), datetime.date(last_year, 1, 1)
    length = (last - first).days

    def x(day: datetime.date) -> float:
        return round(LEFT + min(max((day - first).days / length, 0), 1) * WIDTH, 1)

    start = line.end or min(days)
    rows = tuple(_row(life, place, start, x) for place, life in enumerate(line.lives))
    step = (last_year - first_year) // MOST_NAMES + 1
    return Drawing(
        height=HEAD + ROW * len(rows) + 14,
        bottom=HEAD + ROW * len(rows) + 4,
        years=tuple(
            (x(datetime.date(year, 1, 1)), str(year) if (year - first_year) % step == 0 and year < last_year else "")
            for year in range(first_year, last_year + 1)
        ),
        rows=rows,
        end=x(line.end) if line.end else None,
        today=x(today) if first <= today < last else None,
    )


def _row(life: Life, place: int, start: datetime.date, x: Callable[[datetime.date], float]) -> DrawnLife:
    y = HEAD + ROW * place
    title = life.title if len(life.title) <= LONGEST_TITLE else f"{life.title[: LONGEST_TITLE - 1]}…"
    width = max(round(x(life.until) - x(start), 1), 0.0) if life.until else 0.0
    moments = tuple(
        DrawnMoment(moment, x(moment.day), y + ROW / 2, f"{life.title}, {date_format(moment.day)}")
        for moment in life.moments
    )
    return DrawnLife(life, title, y + 4, y + ROW - 4, y + ROW / 2 + 4, y + ROW / 2 - 4, x(start), width, moments)
