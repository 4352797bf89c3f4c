"""Charts of the evaluation as drawings of the paper: the same figures, the same words."""

from collections.abc import Iterator

from plon.charts import Chart
from plon.evaluation.charting import MAKERS
from plon.reports.beneficiary.facts import ReportFacts
from plon.typeset.papers.blocks import Column, Drawing, Grid


def drawn(facts: ReportFacts, key: str, *, with_table: bool = True) -> Iterator[Drawing]:
    """Yield a chart of the project (`evaluation.charting.MAKERS`), if it has figures and the report is of all partners.

    Args:
        facts: of the report.
        key: e.g. "funnel".
        with_table: put its figures beneath it; not needed where a table of the paper holds them.
    """
    chart = MAKERS[key](facts.book)
    if chart.has_figures and not facts.partner:
        yield Drawing(chart.title, chart.svg(f"report-{key}", standalone=True), chart.summary,
                      _table(chart) if with_table else None)  # fmt: skip


def _table(chart: Chart) -> Grid:
    first, *others = chart.head
    return Grid(
        caption=chart.title,
        columns=(Column(first, weight=2.0), *(Column(each, is_number=True) for each in others)),
        rows=chart.rows,
    )
