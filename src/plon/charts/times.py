"""Charts over time: several series, and one figure on its way from a baseline to a target."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plon.charts.canvas import SMALL, Canvas, colour
from plon.charts.chart import Chart, Words, made
from plon.charts.fills import colour_of, dash_of, marker_of
from plon.charts.lettering import width_of
from plon.charts.rows import NONE
from plon.charts.scales import Number, Scale, Write, WriteDay, apart, day_ticks, placed, scale_of, short, written

_HEIGHT = 190.0
# More points than these lie on one another; only the last keeps its mark.
MOST_MARKED = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day; None where a series has a gap."""

    day: datetime.date
    number: Number | None


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Where a figure begins, or where it should arrive: its name ("Baseline"), the number, the day if there is one."""

    name: str
    number: Number
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    x: Scale
    y: Scale
    foot: float

    def place(self, day: datetime.date, number: Number) -> tuple[float, float]:
        return self.x.at(day.toordinal()), self.y.at(number)


def iso(day: datetime.date) -> str:
    return day.isoformat()


def lines(
    words: Words, series: Sequence[Series], *, write: Write = written, write_day: WriteDay = iso, with_zero: bool = True
) -> Chart:
    """Return one line per series. Table: a row per day, a column per series.

    Args:
        words: `head` has one heading more than there are series.
        series: their points in any order; a day counts once per series, the last one given.
        write: writes a number out in the reader's language.
        write_day: writes a day out.
        with_zero: the axis begins at zero.
    """
    ordered = [tuple(sorted(each.points, key=lambda point: point.day)) for each in series]
    found = [point for points in ordered for point in points if point.number is not None]

    def draw(canvas: Canvas) -> None:
        samples = [(colour_of(place), dash_of(place), marker_of(place)) for place in range(len(series))]
        if len(series) > 1:
            canvas.legend_of_lines([each.name for each in series], samples)
        days, numbers = [point.day for point in found], [point.number for point in found if point.number is not None]
        frame = _frame(canvas, days, numbers, write, write_day, with_zero=with_zero)
        for points, (of, dash, shape) in zip(ordered, samples, strict=True):
            _line(canvas, frame, points, of=of, dash=dash, shape=shape)
        _ends(canvas, frame, [last for points in ordered if (last := _last(points))], write)

    table = _table_of_lines(ordered, write, write_day)
    return made(words, table, draw, has_figures=bool(found))


def _table_of_lines(
    ordered: Sequence[Sequence[Point]], write: Write, write_day: WriteDay
) -> tuple[tuple[str, ...], ...]:
    by_day = [{point.day: point.number for point in points} for points in ordered]
    days = sorted({day for numbers in by_day for day in numbers})
    return tuple((write_day(day), *(_cell(numbers.get(day), write) for numbers in by_day)) for day in days)


def progress(
    words: Words,
    points: Sequence[Point],
    *,
    measured: str,
    path: str,
    baseline: Level | None,
    target: Level | None,
    write: Write = written,
    write_day: WriteDay = iso,
) -> Chart:
    """Return how a figure goes from its baseline to its target. Table: what, day, number, the path's number that day.

    Args:
        words: `head` has four headings.
        points: what was measured.
        measured: name of the measured line.
        path: name of the straight way from baseline to target.
        baseline: None where there is none; without a day a level is a line across, and there is no path.
        target: as the baseline.
        write: writes a number out in the reader's language.
        write_day: writes a day out.
    """
    ordered = tuple(sorted(points, key=lambda point: point.day))
    levels = [level for level in (baseline, target) if level is not None]
    found = [point for point in ordered if point.number is not None]
    days = [point.day for point in found] + [level.day for level in levels if level.day]

    def draw(canvas: Canvas) -> None:
        names = [f"{level.name}: {short(level.number, write)}" for level in levels]
        samples = [("soft", "6 4", "square" if level is baseline else "diamond") for level in levels]
        last = _last(ordered)
        if last and last.number is not None:
            names.append(f"{measured}: {short(last.number, write)}")
            samples.append(("series-1", "", "circle"))
        if _has_path(baseline, target):
            names.append(path)
            samples.append(("series-4", "2 4", ""))
        canvas.legend_of_lines(names, samples)
        numbers = [point.number for point in found if point.number is not None] + [level.number for level in levels]
        frame = _frame(canvas, days or [datetime.date(2000, 1, 1)], numbers, write, write_day if days else _no_day)
        _levels(canvas, frame, baseline, target)
        _line(canvas, frame, ordered, of="series-1", dash="", shape="circle")
        _ends(canvas, frame, [last] if last else [], write)

    rows = [
        *_level_row(baseline, write, write_day),
        *(
            (measured, *_measured_row(point, _expected(point.day, baseline, target), write, write_day))
            for point in ordered
        ),
        *_level_row(target, write, write_day),
    ]
    return made(words, tuple(rows), draw, has_figures=bool(found or levels))


def _no_day(_day: datetime.date) -> str:
    return ""


def _level_row(level: Level | None, write: Write, write_day: WriteDay) -> list[tuple[str, ...]]:
    return [(level.name, write_day(level.day) if level.day else "", write(level.number), "")] if level else []


def _measured_row(point: Point, expected: Number | None, write: Write, write_day: WriteDay) -> tuple[str, ...]:
    return write_day(point.day), _cell(point.number, write), _cell(expected, write)


def _has_path(baseline: Level | None, target: Level | None) -> bool:
    return bool(baseline and target and baseline.day and target.day and baseline.day < target.day)


def _expected(day: datetime.date, baseline: Level | None, target: Level | None) -> Number | None:
    """Return what the straight way from baseline to target says for a day, None beside it."""
    if not (baseline and target and baseline.day and target.day) or not baseline.day < target.day:
        return None
    if not baseline.day <= day <= target.day:
        return None
    gone = (day - baseline.day).days / (target.day - baseline.day).days
    expected = placed(baseline.number) + (placed(target.number) - placed(baseline.number)) * gone
    rounded = round(expected, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _levels(canvas: Canvas, frame: _Frame, baseline: Level | None, target: Level | None) -> None:
    for level, shape in ((baseline, "square"), (target, "diamond")):
        if level is None:
            continue
        y = frame.y.at(level.number)
        canvas.add(
            "line", x1=frame.x.start, y1=y, x2=frame.x.end, y2=y, stroke=colour("soft"), stroke_dasharray="6 4",
            stroke_width=1.2,
        )  # fmt: skip
        if level.day:
            canvas.marker(frame.x.at(level.day.toordinal()), y, shape, "soft")
    if baseline and target and baseline.day and target.day and _has_path(baseline, target):
        (x1, y1), (x2, y2) = frame.place(baseline.day, baseline.number), frame.place(target.day, target.number)
        canvas.add(
            "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour("series-4"), stroke_width=2, stroke_dasharray="2 4"
        )


def _frame(
    canvas: Canvas, days: Sequence[datetime.date], numbers: Iterable[Number], write: Write, write_day: WriteDay,
    *, with_zero: bool = True,
) -> _Frame:  # fmt: skip
    """Draw axes below what is there, and return their scales."""
    top, foot = canvas.y + 8, canvas.y + 8 + _HEIGHT
    y = scale_of(numbers, foot, top, with_zero=with_zero)
    texts = [short(tick, write) for tick in y.ticks]
    left = max(width_of(text, SMALL) for text in texts) + 8
    last_room = width_of("0000000", SMALL)
    first, last = min(days), max(days)
    start, end = left + 8, canvas.width - last_room
    x = Scale(first.toordinal(), last.toordinal(), start, end)
    if first == last:
        x = Scale(first.toordinal() - 1, first.toordinal() + 1, start, end)
    for tick, text in zip(y.ticks, texts, strict=True):
        canvas.line(left, y.at(tick), end, y.at(tick), of="soft" if tick == 0 else "line")
        canvas.text(left - 5, y.at(tick) + SMALL * 0.36, text, size=SMALL, anchor="end", of="soft")
    _write_days(canvas, x, (first, last), foot, write_day)
    canvas.y = foot + SMALL * 1.8
    return _Frame(x, y, foot)


def _write_days(
    canvas: Canvas, x: Scale, ends: tuple[datetime.date, datetime.date], foot: float, write_day: WriteDay
) -> None:
    wide = width_of(write_day(ends[1]), SMALL) + 14
    ticks = day_ticks(*ends, most=max(2, int((x.end - x.start) / wide)))
    free_from = 0.0
    for day in ticks:
        at, text = x.at(day.toordinal()), write_day(day)
        half = width_of(text, SMALL) / 2
        middle = min(max(at, half), canvas.width - half)
        canvas.line(at, foot, at, foot + 4, of="soft")
        if middle - half >= free_from:
            canvas.text(middle, foot + SMALL * 1.5, text, size=SMALL, anchor="middle", of="soft")
            free_from = middle + half + 6


def _line(canvas: Canvas, frame: _Frame, points: Sequence[Point], *, of: str, dash: str, shape: str) -> None:
    places = [None if point.number is None else frame.place(point.day, point.number) for point in points]
    path, is_on = [], False
    for place in places:
        if place:
            path.append(f"{'L' if is_on else 'M'}{place[0]:.1f},{place[1]:.1f}")
        is_on = place is not None
    if path:
        dashes = {"stroke_dasharray": dash} if dash else {}
        canvas.add("path", d=" ".join(path), fill="none", stroke=colour(of), stroke_width=2.2, **dashes)
    there = [place for place in places if place]
    for place in there if len(there) <= MOST_MARKED else there[-1:]:
        canvas.marker(*place, shape, of)


def _last(points: Sequence[Point]) -> Point | None:
    return next((point for point in reversed(points) if point.number is not None), None)


def _ends(canvas: Canvas, frame: _Frame, points: Sequence[Point], write: Write) -> None:
    """Write the last number of each line beside it, none on another."""
    wanted = [frame.y.at(point.number or 0) for point in points]
    if len(points) * SMALL * 1.1 > _HEIGHT:
        return
    for point, y in zip(points, apart(wanted, SMALL * 1.1, frame.y.end, frame.y.start), strict=True):
        x = frame.x.at(point.day.toordinal())
        canvas.text(x + 8, y + SMALL * 0.36, short(point.number or 0, write), size=SMALL, is_bold=True)


def _cell(number: Number | None, write: Write) -> str:
    return NONE if number is None else write(number)
