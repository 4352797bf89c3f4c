"""The small picture beside an indicator in the list: its values as a line, the path to the target as a broken one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plon.evaluation.figures import IndicatorFigures, Point

WIDTH, HEIGHT, EDGE = 160, 40, 4
# A line of so many pixels shows no more.
MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class Spark:
    """Points as SVG writes them; "" where there is no line."""

    values: str
    path: str
    last_x: float
    last_y: float


def spark_of(figures: IndicatorFigures) -> Spark | None:
    """Return the picture, None while nothing was measured."""
    points = _thinned(figures.points)
    if not points:
        return None
    shown = [*points, *figures.path]
    first, last = min(each.on for each in shown), max(each.on for each in shown)
    low, high = min(Decimal(0), *(each.value for each in shown)), max(each.value for each in shown)
    days, way = max((last - first).days, 1), (high - low) or Decimal(1)

    def place(point: Point) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * (point.on - first).days / days
        y = HEIGHT - EDGE - float((HEIGHT - 2 * EDGE) * (point.value - low) / way)
        return round(x, 1), round(y, 1)

    def line(line: Sequence[Point]) -> str:
        return " ".join(f"{x},{y}" for x, y in map(place, line)) if len(line) > 1 else ""

    x, y = place(points[-1])
    return Spark(line(points), line(figures.path), x, y)


def _thinned(points: Sequence[Point]) -> list[Point]:
    step = max(1, -(-len(points) // MOST_POINTS))
    return [*points[:-1:step], points[-1]] if points else []
