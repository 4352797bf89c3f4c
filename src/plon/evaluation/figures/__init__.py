"""The one definition of every figure that pages, papers, workbooks and JSON show.

`book_of(project)` reads everything once and returns frozen values; whoever shows a figure takes it from there and
only puts it into words. The promise against the proof is the ledger's own (`plon.activities.ledger`), not counted anew.
"""

from plon.evaluation.figures.book import (
    Asked,
    BeforeAfter,
    FigureBook,
    Forecast,
    Funnel,
    FunnelStep,
    IndicatorFigures,
    LedgerFigures,
    MeasurementFigures,
    MonthReach,
    Point,
    ReachFigures,
    ReachLine,
    StatementFigures,
    UseFigures,
)
from plon.evaluation.figures.gathering import book_of, hiding

__all__ = [
    "Asked",
    "BeforeAfter",
    "FigureBook",
    "Forecast",
    "Funnel",
    "FunnelStep",
    "IndicatorFigures",
    "LedgerFigures",
    "MeasurementFigures",
    "MonthReach",
    "Point",
    "ReachFigures",
    "ReachLine",
    "StatementFigures",
    "UseFigures",
    "book_of",
    "hiding",
]
