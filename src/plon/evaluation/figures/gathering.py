"""Everything read once, in a constant number of queries, and put into one book."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from plon.activities.ledger import load_ledger
from plon.activities.ledger.entries import hiding_confidential, totals_of
from plon.evaluation.enums import Counter, SourceKind
from plon.evaluation.figures.asking import People, people_of
from plon.evaluation.figures.book import (
    BeforeAfter,
    FigureBook,
    Funnel,
    FunnelStep,
    IndicatorFigures,
    LedgerFigures,
    MeasurementFigures,
    ReachFigures,
    StatementFigures,
    UseFigures,
)
from plon.evaluation.figures.indicators import Known, figures_for
from plon.evaluation.figures.pairing import before_after_in
from plon.evaluation.figures.reached import reach_of
from plon.evaluation.queries import measurements_of, statements_of
from plon.evaluation.sources.counting import Counters
from plon.evaluation.sources.latest import measured_of, values_in
from plon.evaluation.sources.live import Live
from plon.outcomes.queries import changed_in
from plon.plans.models import Indicator
from plon.projects.models import Project


def book_of(project: Project, *, today: datetime.date | None = None) -> FigureBook:
    """Return all figures of a project's evaluation as of today, in a constant number of queries."""
    today = today or timezone.localdate()
    measurements = _measurements(project)
    values = values_in(project, today=today, written=_written(measurements))
    ledger = load_ledger(project, today=today, measured=measured_of(values))
    totals = totals_of(ledger, ledger.rows, with_beyond=True)
    known = Known(project, today, ledger, values, measurements, _statements(project))
    people = people_of(project)
    reach, use = reach_of(ledger, totals), _use(values.counters)
    pairs = before_after_in(project)
    return FigureBook(
        project=project.public_id,
        day=today,
        indicators=tuple(_with_asked(known, people, indicator) for indicator in _indicators(project)),
        reach=reach,
        use=use,
        funnel=_funnel(reach, use, pairs, changed_in(project)),
        before_after=pairs,
        ledger=LedgerFigures(ledger.commitment, totals, ledger),
    )


def hiding(book: FigureBook) -> FigureBook:
    """Return a book for somebody who may not open confidential evidence: the same figures, without its titles."""
    return replace(book, ledger=replace(book.ledger, ledger=hiding_confidential(book.ledger.ledger)))


def _indicators(project: Project) -> Sequence[Indicator]:
    return list(
        Indicator.objects.filter(project=project).select_related(
            "result__responsible", "activity__responsible", "work_package"
        )
    )


def _with_asked(known: Known, people: People, indicator: Indicator) -> IndicatorFigures:
    about = indicator.activity or indicator.result
    return replace(figures_for(indicator, known), asked=people.to_ask(about.responsible if about else None))


def _measurements(project: Project) -> Mapping[str, Sequence[MeasurementFigures]]:
    """Return all measurements by indicator, oldest first; what each was counted from stays in the database."""
    found: dict[str, list[MeasurementFigures]] = defaultdict(list)
    rows = measurements_of(project).values_list(
        "indicator", "public_id", "on", "value", "source", "entered_at", "evidence__public_id", "evidence__removed_at",
        "note", "entered_label", "withdrawn_reason", "replaced_by__public_id",
    )  # fmt: skip
    for indicator, key, on, value, source, at, evidence, removed, note, by, reason, replaced_by in rows:
        found[indicator].append(
            MeasurementFigures(
                key, on, value, SourceKind(source), at, evidence if evidence and removed is None else "", note, by,
                reason, replaced_by or "",
            )
        )  # fmt: skip
    return found


def _written(measurements: Mapping[str, Sequence[MeasurementFigures]]) -> dict[str, Live]:
    """Return the last value of each indicator that stands."""
    last = ((key, next((each for each in reversed(rows) if each.stands), None)) for key, rows in measurements.items())
    return {key: Live(each.value, each.on, each.source, {}, each.evidence) for key, each in last if each}


def _statements(project: Project) -> Mapping[str, Sequence[StatementFigures]]:
    found: dict[str, list[StatementFigures]] = defaultdict(list)
    for each in statements_of(project):
        live = each.evidence if each.evidence and each.evidence.removed_at is None else None
        found[each.indicator].append(
            StatementFigures(
                each.public_id, each.kind, each.text, each.said_by, each.on, live.public_id if live else "",
                each.consent, each.language,
            )
        )  # fmt: skip
    return found


def _use(counters: Counters) -> UseFigures:
    return UseFigures(
        uses=counters.total(Counter.USES),
        learners=counters.total(Counter.LEARNERS),
        countries=counters.uses.countries,
        adaptations=counters.total(Counter.ADAPTATIONS),
        policies=counters.total(Counter.POLICIES),
        views=counters.total(Counter.VIEWS),
        downloads=counters.total(Counter.DOWNLOADS),
        openings=counters.total(Counter.OPENINGS),
        results=counters.uses.results,
    )


def _funnel(reach: ReachFigures, use: UseFigures, pairs: Sequence[BeforeAfter], later: int) -> Funnel:
    """Return the steps from reach to change; of several questions asked before and after, the one most people rose in.

    The same people answer all questions of a survey, so they are not added up. Who answers an outcome call may be one
    of them, too, so those stand in a step of their own.
    """
    return Funnel(
        (
            FunnelStep("reached", reach.people),
            FunnelStep("taken", use.downloads),
            FunnelStep("used", use.uses),
            FunnelStep("learners", use.learners),
            FunnelStep("changed", max((pair.rose or 0 for pair in pairs), default=0)),
            FunnelStep("later", later),
        )
    )
