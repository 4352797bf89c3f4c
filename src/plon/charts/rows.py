"""Charts of rows: bars, stacked bars, distributions over the steps of a scale, funnels, before and after."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plon.charts.canvas import LINE, SIZE, SMALL, Canvas, colour
from plon.charts.chart import Chart, Words, made
from plon.charts.fills import Fill, series_fill, step_fill
from plon.charts.lettering import width_of
from plon.charts.scales import Number, Scale, Write, placed, scale_of, short, written

# A picture of more rows than these is no picture; the table has them all.
MOST_ROWS = 60
_BAR, _GAP = 16.0, 10.0
NONE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart: what it is, and a number per series; None where there is none."""

    label: str
    numbers: tuple[Number | None, ...]


def share(part: float) -> str:
    """Write a share (0 to 1) out where a caller gives no way of its own."""
    return f"{round(part * 100)}\u00a0%"


def bars(
    words: Words,
    names: Sequence[str],
    rows: Sequence[Row],
    *,
    write: Write = written,
    whole: Number | None = None,
    write_share: Callable[[float], str] = share,
) -> Chart:
    """Return bars side by side, one per series in each row. Table: what, then a column per series.

    Args:
        words: `head` has one heading more than there are series.
        names: of the series, named above the picture if there are two or more.
        rows: each with as many numbers as there are names.
        write: writes a number out in the reader's language.
        whole: what each number is a part of, so that its share stands beside it; None for no shares.
        write_share: writes a share from 0 to 1 out.
    """

    def write_short(number: Number) -> str:
        return short(number, write) + _share_beside(number, whole, write_share)

    def draw(canvas: Canvas) -> None:
        if len(names) > 1:
            canvas.legend(names, [series_fill(number) for number in range(len(names))])
        every = _numbers(rows)
        left, right = _room(every, write_short)
        scale = scale_of(every, left, canvas.width - right)
        for row in _drawn(rows, canvas):
            for number, value in enumerate(row.numbers):
                _bar(canvas, scale, value, series_fill(number), write_short)
            canvas.y += _GAP

    def write_whole(number: Number) -> str:
        return write(number) + _share_beside(number, whole, write_share)

    table = tuple((row.label, *(_cell(number, write_whole) for number in row.numbers)) for row in rows)
    return made(words, table, draw, has_figures=bool(_numbers(rows)))


def _share_beside(number: Number, whole: Number | None, write_share: Callable[[float], str]) -> str:
    return f" ({write_share(placed(number) / placed(whole))})" if whole else ""


def _bar(canvas: Canvas, scale: Scale, value: Number | None, fill: Fill, write: Write) -> None:
    top, zero = canvas.y + 2, scale.at(0)
    canvas.y += _BAR + 4
    canvas.line(zero, top - 2, zero, canvas.y, of="soft")
    foot = top + _BAR / 2 + SMALL * 0.36
    if value is None:
        canvas.text(zero + 5, foot, NONE, size=SMALL, of="soft")
        return
    at = scale.at(value)
    canvas.box(min(zero, at), top, abs(at - zero), _BAR, fill)
    _beside(canvas, at, foot, write(value), is_left=placed(value) < 0, distance=5)


def stacked(words: Words, names: Sequence[str], rows: Sequence[Row], *, write: Write = written) -> Chart:
    """Return one bar per row, made of its parts; what is below zero is drawn to the left. Table as for `bars`."""
    fills = [series_fill(number) for number in range(len(names))]

    def draw(canvas: Canvas) -> None:
        canvas.legend(names, fills)
        sums = [total for row in rows for total in _sums(row)]
        left, right = _room(sums, lambda number: short(number, write))
        scale = scale_of(sums, left, canvas.width - right)
        for row in _drawn(rows, canvas):
            _stack(canvas, scale, row, fills, write)

    table = tuple((row.label, *(_cell(number, write) for number in row.numbers)) for row in rows)
    return made(words, table, draw, has_figures=bool(_numbers(rows)))


def _sums(row: Row) -> tuple[float, float]:
    parts = [placed(number) for number in row.numbers if number is not None]
    return sum(part for part in parts if part < 0), sum(part for part in parts if part > 0)


def _stack(canvas: Canvas, scale: Scale, row: Row, fills: Sequence[Fill], write: Write) -> None:
    top, ends = canvas.y + 2, [0.0, 0.0]
    canvas.y += _BAR + 6 + _GAP
    for number, value in enumerate(row.numbers):
        part = 0.0 if value is None else placed(value)
        side = int(part > 0)
        before, ends[side] = scale.at(ends[side]), ends[side] + part
        after, text = scale.at(ends[side]), short(value or 0, write)
        canvas.box(min(before, after), top, abs(after - before), _BAR + 2, fills[number])
        if abs(after - before) > width_of(text, SMALL) + 12:
            canvas.number_on_fill((before + after) / 2, top + _BAR / 2 + 1, text)
    zero = scale.at(0)
    canvas.line(zero, top - 2, zero, top + _BAR + 4, of="soft")


def distribution(
    words: Words,
    steps: Sequence[str],
    rows: Sequence[Row],
    *,
    write: Write = written,
    write_share: Callable[[float], str] = share,
) -> Chart:
    """Return how answers spread over the steps of a scale, each row as long as the whole: the denser the higher.

    Args:
        words: `head` has one heading more than there are steps.
        steps: names, from the lowest on.
        rows: people per step; less than none counts as none.
        write: writes a number out in the reader's language.
        write_share: writes a share from 0 to 1 out.
    """
    fills = [step_fill(number, len(steps)) for number in range(len(steps))]

    def draw(canvas: Canvas) -> None:
        canvas.legend(steps, fills)
        for row in _drawn(rows, canvas):
            _spread(canvas, _shares(row), fills, write_share)

    table = tuple((row.label, *_counts_and_shares(row, write, write_share)) for row in rows)
    return made(words, table, draw, has_figures=any(any(_shares(row)) for row in rows))


def _shares(row: Row) -> list[float]:
    parts = [max(0.0, placed(number)) if number is not None else 0.0 for number in row.numbers]
    whole = sum(parts)
    return [part / whole if whole else 0.0 for part in parts]


def _counts_and_shares(row: Row, write: Write, write_share: Callable[[float], str]) -> list[str]:
    pairs = zip(row.numbers, _shares(row), strict=True)
    return [f"{write(number)} ({write_share(part)})" if number is not None else NONE for number, part in pairs]


def _spread(
    canvas: Canvas, shares: Sequence[float], fills: Sequence[Fill], write_share: Callable[[float], str]
) -> None:
    top, x, wide = canvas.y + 2, 1.0, canvas.width - 2
    canvas.y += _BAR + 8 + _GAP
    if not any(shares):
        canvas.text(0, top + SMALL, NONE, size=SMALL, of="soft")
    for part, fill in zip(shares, fills, strict=True):
        text = write_share(part)
        canvas.box(x, top, part * wide, _BAR + 4, fill)
        if part * wide > width_of(text, SMALL) + 12:
            canvas.number_on_fill(x + part * wide / 2, top + _BAR / 2 + 2, text)
        x += part * wide


def funnel(
    words: Words, stages: Sequence[Row], *, write: Write = written, write_share: Callable[[float], str] = share
) -> Chart:
    """Return how many are left from stage to stage. Table: stage, number, share of the stage before.

    Args:
        words: `head` has three headings.
        stages: one number each, from the widest on; a later one may be larger, since not everyone is counted.
        write: writes a number out in the reader's language.
        write_share: writes a share from 0 to 1 out.
    """

    def draw(canvas: Canvas) -> None:
        most = max((abs(placed(number)) for number in _numbers(stages)), default=0.0) or 1.0
        for place, stage in enumerate(_drawn(stages, canvas)):
            value = stage.numbers[0]
            wide = max(0.0, placed(value or 0)) / most * (canvas.width - 4)
            top = canvas.y + 2
            canvas.y += _BAR + 14 + _GAP
            canvas.box((canvas.width - wide) / 2, top, wide, _BAR + 10, series_fill(place))
            text = _cell(value, lambda number: short(number, write))
            part = _share_of_before(stages, place, write_share)
            _on_stage(canvas, wide, top + _BAR / 2 + 5, f"{text} · {part}" if part else text)

    table = tuple(
        (stage.label, _cell(stage.numbers[0], write), _share_of_before(stages, place, write_share))
        for place, stage in enumerate(stages)
    )
    return made(words, table, draw, has_figures=bool(_numbers(stages)))


def _on_stage(canvas: Canvas, wide: float, y: float, text: str) -> None:
    """Write on a stage, or beside one that is too narrow."""
    if wide > width_of(text, SIZE) + 16:
        canvas.number_on_fill(canvas.width / 2, y, text, size=SIZE - 1)
    else:
        canvas.text((canvas.width + wide) / 2 + 8, y + SIZE * 0.34, text, size=SIZE - 1)


def _share_of_before(stages: Sequence[Row], place: int, write_share: Callable[[float], str]) -> str:
    if not place:
        return ""
    before, now = stages[place - 1].numbers[0], stages[place].numbers[0]
    if before is None or now is None or placed(before) <= 0:
        return ""
    part = placed(now) / placed(before)
    # A share of more than ten thousand per cent says nothing; the two numbers do.
    return write_share(part) if 0 <= part <= 100 else ""


def pairs(
    words: Words,
    names: tuple[str, str],
    rows: Sequence[Row],
    *,
    lowest: Number | None = None,
    highest: Number | None = None,
    write: Write = written,
) -> Chart:
    """Return before and after of each row, with an arrow from one to the other. Table: what, before, after, change.

    Args:
        words: `head` has four headings.
        names: what before and after are called.
        rows: two numbers each.
        lowest: end of the scale, if it has ends.
        highest: the other end.
        write: writes a number out in the reader's language.
    """

    def draw(canvas: Canvas) -> None:
        canvas.legend_of_lines(names, [("series-2", "-", "ring"), ("series-1", "-", "circle")])
        every = [*_numbers(rows), *(end for end in (lowest, highest) if end is not None)]
        room = max((width_of(short(number, write), SMALL) for number in every), default=0) + 14
        with_ends = lowest is not None and highest is not None and lowest < highest
        scale = scale_of(every, room, canvas.width - room, with_zero=not with_ends)
        if with_ends:
            scale = Scale(placed(lowest or 0), placed(highest or 0), room, canvas.width - room)
        for row in _drawn(rows, canvas):
            _pair(canvas, scale, row, write)

    table = tuple(
        (row.label, *(_cell(number, write) for number in row.numbers[:2]), _change(row, write)) for row in rows
    )
    return made(words, table, draw, has_figures=bool(_numbers(rows)))


def _change(row: Row, write: Write) -> str:
    before, after = row.numbers[:2]
    if before is None or after is None:
        return ""
    # Floats and decimals do not subtract; the difference of what is drawn is what one sees.
    try:
        change: Number = after - before  # type: ignore[operator]
    except TypeError:
        change = placed(after) - placed(before)
    return f"+{write(change)}" if change > 0 else write(change)


def _pair(canvas: Canvas, scale: Scale, row: Row, write: Write) -> None:
    y = canvas.y + _BAR / 2 + 2
    canvas.y += _BAR + 6 + _GAP
    canvas.line(scale.start, y, scale.end, y)
    found = [(scale.at(number), number) for number in row.numbers[:2] if number is not None]
    if len(found) == 2 and abs(found[0][0] - found[1][0]) > 12:
        _arrow(canvas, found[0][0], found[1][0], y)
    shapes = [shape for shape, number in zip(("ring", "circle"), row.numbers, strict=False) if number is not None]
    for (x, _number), shape in zip(found, shapes, strict=True):
        canvas.marker(x, y, shape, "series-2" if shape == "ring" else "series-1", size=6 if shape == "ring" else 5)
    for place, (x, number) in enumerate(sorted(found, key=lambda each: each[0])):
        is_left = place == 0 and len(found) == 2
        _beside(canvas, x, y + SMALL * 0.36, short(number, write), is_left=is_left, distance=10)


def _beside(canvas: Canvas, x: float, foot: float, text: str, *, is_left: bool, distance: float) -> None:
    canvas.text(x + (-distance if is_left else distance), foot, text, size=SMALL, anchor="end" if is_left else "start")


def _arrow(canvas: Canvas, start: float, end: float, y: float) -> None:
    way = 1 if end > start else -1
    tip = end - way * 6
    canvas.line(start, y, tip, y, of="series-1", width=2)
    canvas.add(
        "polygon", points=f"{tip:.1f},{y:.1f} {tip - way * 6:.1f},{y - 4:.1f} {tip - way * 6:.1f},{y + 4:.1f}",
        fill=colour("series-1"),
    )  # fmt: skip


def _numbers(rows: Sequence[Row]) -> list[Number]:
    return [number for row in rows for number in row.numbers if number is not None]


def _room(numbers: Sequence[Number], write: Write) -> tuple[float, float]:
    """Return how much room the numbers at the ends of bars need, left and right."""
    left = max((width_of(write(number), SMALL) for number in numbers if number < 0), default=0.0)
    right = max((width_of(write(number), SMALL) for number in numbers if number >= 0), default=0.0)
    return (left + 8 if left else 1.0), right + 10


def _drawn(rows: Sequence[Row], canvas: Canvas) -> Iterator[Row]:
    """Give one row after the other, its label written above it; then say how many are in the table alone."""
    for row in rows[:MOST_ROWS]:
        canvas.paragraph(row.label)
        yield row
    if len(rows) > MOST_ROWS:
        canvas.y += SIZE * LINE
        canvas.text(0, canvas.y - 4, f"… +{len(rows) - MOST_ROWS}", of="soft")


def _cell(number: Number | None, write: Write) -> str:
    return NONE if number is None else write(number)
