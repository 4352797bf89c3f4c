"""Charts as pure functions of numbers and final texts; see `chart.Chart`."""

from plon.charts.chart import Chart, Words
from plon.charts.rows import Row, bars, distribution, funnel, pairs, stacked
from plon.charts.times import Level, Point, Series, lines, progress

__all__ = [
    "Chart", "Level", "Point", "Row", "Series", "Words", "bars", "distribution", "funnel", "lines", "pairs",
    "progress", "stacked",
]  # fmt: skip
