"""The timeline as a drawing: where each thing stands, in the units of an SVG 1,000 wide."""

from dataclasses import dataclass

from django.utils.formats import date_format

from plon.plans.presenting import Labels
from plon.plans.timeline import Bar, Mark, Timeline

LEFT, WIDTH, ROW, HEAD = 250.0, 740.0, 24.0, 44.0
SHORTEST_TITLE = 34


@dataclass(frozen=True, slots=True)
class DrawnBar:
    bar: Bar
    label: str
    title: str
    told: str
    x: float
    y: float
    width: float
    text_y: float


@dataclass(frozen=True, slots=True)
class DrawnMark:
    mark: Mark
    told: str
    x: float


@dataclass(frozen=True)
class Drawing:
    """All that the page draws; `lines` are (x, label) of months, `parts` (y, heading)."""

    height: float
    bottom: float
    lines: tuple[tuple[float, str], ...]
    parts: tuple[tuple[float, str], ...]
    bars: tuple[DrawnBar, ...]
    marks: tuple[DrawnMark, ...]
    start: float | None
    end: float | None
    today: float | None


def _x(share: float) -> float:
    return round(LEFT + share * WIDTH, 1)


def told_of(bar: Bar) -> str:
    """Return the dates of an activity in words."""
    activity = bar.activity
    first = date_format(activity.start, "DATE_FORMAT") if activity.start else ""
    if activity.end and activity.end != activity.start:
        return f"{first} – {date_format(activity.end, 'DATE_FORMAT')}"
    return first


def drawing_of(line: Timeline, labels: Labels) -> Drawing:
    """Lay the timeline out: one row per activity under its heading."""
    y, parts, bars = HEAD + 8, [], []
    for lane in line.lanes:
        parts.append((y + 15, lane.name[:44]))
        y += ROW
        for bar in lane.bars:
            title = bar.activity.title
            shown = title if len(title) <= SHORTEST_TITLE else f"{title[: SHORTEST_TITLE - 1]}…"
            bars.append(
                DrawnBar(
                    bar,
                    labels.of("activity", bar.activity.pk),
                    shown,
                    told_of(bar),
                    _x(bar.left),
                    y + 3,
                    round(max(bar.width * WIDTH, 6), 1),
                    y + 15,
                )
            )
            y += ROW
    step = max(1, len(line.months) // 24)
    return Drawing(
        height=y + 12,
        bottom=y + 4,
        lines=tuple(
            (_x(share), date_format(month, "m.y") if place % step == 0 else "")
            for place, (month, share) in enumerate(line.months)
        ),
        parts=tuple(parts),
        bars=tuple(bars),
        marks=tuple(
            DrawnMark(mark, f"{mark.name}, {date_format(mark.day, 'DATE_FORMAT')}", _x(mark.left))
            for mark in line.marks
            if mark.kind == "milestone"
        ),
        start=None if line.start is None else _x(line.start),
        end=None if line.end is None else _x(line.end),
        today=None if line.today is None else _x(line.today),
    )
