"""One indicator's figures, out of what was read: pure but for the models that are loaded already."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from plon.activities.ledger.entries import Ledger, Row
from plon.activities.ledger.enums import OF_PEOPLE, Counting, PromiseKind
from plon.activities.ledger.figures import Figures, acts_for, figures_of
from plon.activities.ledger.promises import Key, Promise, promises_of
from plon.activities.ledger.targets import target_in
from plon.evaluation.enums import SourceKind
from plon.evaluation.figures.book import IndicatorFigures, MeasurementFigures, Point, StatementFigures
from plon.evaluation.figures.forecasts import forecast_of
from plon.evaluation.figures.paths import expected_on, milestones_in, path_of, readable, share_of
from plon.evaluation.figures.standings import Facts, standing_of
from plon.evaluation.sources.latest import Values
from plon.evaluation.sources.live import rounded
from plon.plans.enums import Nature
from plon.plans.models import Indicator
from plon.projects.models import Project


@dataclass(frozen=True)
class Known:
    """What was read of a project, for all of its indicators; measurements and statements by the indicator's id."""

    project: Project
    today: datetime.date
    ledger: Ledger
    values: Values
    measurements: Mapping[str, Sequence[MeasurementFigures]]
    statements: Mapping[str, Sequence[StatementFigures]]

    @cached_property
    def promises(self) -> Mapping[Key, Promise]:
        """Today's plan as promises: what counts is what the plan says now."""
        return promises_of(self.ledger.plan)

    def counted(self, promise: Promise) -> Figures:
        """Return the ledger's figures of a promise; those it has counted already are not counted anew."""
        row = self._rows.get(promise.key)
        return row.figures if row and row.promise == promise else figures_of(promise, self.ledger.facts)

    @cached_property
    def _rows(self) -> Mapping[Key, Row]:
        return {row.key: row for row in self.ledger.rows}

    @cached_property
    def told(self) -> Mapping[str, Mapping[str, Any]]:
        """Each done act as it is kept beside a value, so that this can be explained later when the act has changed."""
        return {
            act.id: {
                "id": act.id, "title": act.title, "on": act.start.isoformat() if act.start else "",
                "people": sum(reached.people for reached in act.reached),
            }
            for act in self.ledger.facts.done
        }  # fmt: skip

    @cached_property
    def starts(self) -> Mapping[str, datetime.date]:
        return {act.id: act.start for act in self.ledger.facts.acts if act.start}


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's latest value and what led to it."""

    value: Decimal | None = None
    as_of: datetime.date | None = None
    source: SourceKind | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    is_counted: bool = False


def figures_for(indicator: Indicator, known: Known) -> IndicatorFigures:
    """Return the figures of one indicator."""
    promise = known.promises[PromiseKind.INDICATOR.value, indicator.public_id]
    measurements = tuple(known.measurements.get(indicator.public_id, ()))
    statements = tuple(known.statements.get(indicator.public_id, ()))
    read = _value_of(promise, known, measurements)
    aim = target_in(indicator.target, indicator.unit)
    is_number = indicator.nature == Nature.QUANTITATIVE
    target = aim.number if is_number else None
    baseline = target_in(indicator.baseline).number if is_number else None
    due = indicator.target_date or known.project.end
    milestones = milestones_in(indicator.interim_targets) if is_number else ()
    path = path_of(baseline, target, start=known.project.start, due=due, milestones=milestones)
    light, reason = standing_of(
        Facts(
            today=known.today, path=path, milestones=milestones, value=read.value, as_of=read.as_of, baseline=baseline,
            target=target, has_number=target is not None, told_on=_told_on(promise, known, statements),
            since=known.project.start, due=due, is_less_better=promise.is_less_better,
        )
    )  # fmt: skip
    forecast = forecast_of(
        read.points, target, due, today=known.today, is_less_better=promise.is_less_better, is_percent=aim.is_share
    )
    if forecast.value is not None and path:
        forecast = replace(forecast, value=readable(forecast.value, path))
    return IndicatorFigures(
        id=indicator.public_id, name=indicator.name, measures=indicator.measures, level=indicator.level,
        nature=indicator.nature, unit=indicator.unit, feeding=indicator.feeding,
        baseline=baseline, baseline_text=indicator.baseline, target=target, target_text=indicator.target,
        target_date=indicator.target_date, start=known.project.start, path=path,
        expected=_expected(path, known.today), value=read.value, as_of=read.as_of, source=read.source,
        detail=read.detail, points=read.points, measurements=measurements, statements=statements,
        share=share_of(read.value, baseline, target), forecast=forecast, light=light, reason=reason,
        days_old=(known.today - read.as_of).days if read.as_of else None, is_percent=aim.is_share,
        is_less_better=promise.is_less_better, is_counted=read.is_counted, verification=indicator.source,
        owner=promise.owner, activity=promise.activity, activity_title=_title(indicator.activity),
        result=promise.result, result_title=_title(indicator.result), work_package=promise.work_package,
    )  # fmt: skip


def _title(item: object | None) -> str:
    return str(item) if item else ""


def _expected(path: Sequence[Point], today: datetime.date) -> Decimal | None:
    expected = expected_on(path, today)
    return None if expected is None else readable(expected, path)


def _value_of(promise: Promise, known: Known, measurements: Sequence[MeasurementFigures]) -> Value:
    if promise.counting in OF_PEOPLE:
        return _of_activities(promise, known)
    live = known.values.latest(promise.id)
    if live is None:
        return _of_evidence(promise, known)
    points = [Point(each.on, each.value) for each in measurements if each.stands]
    if not points or points[-1] != Point(live.on, live.value):
        points.append(Point(live.on, live.value))
    is_counted = promise.id in known.values.counted
    return Value(live.value, live.on, live.source, live.detail, tuple(points), is_counted)


def _of_activities(promise: Promise, known: Known) -> Value:
    """Return the ledger's own figure, and how it grew act by act."""
    figures = known.counted(promise)
    if not figures.done:
        return Value(is_counted=True)
    by_day: Counter[datetime.date] = Counter()
    for share in figures.done:
        by_day[known.starts.get(share.act, known.today)] += int(share.number)
    points, so_far = [], 0
    for day in sorted(by_day):
        so_far += by_day[day]
        points.append(Point(day, rounded(so_far)))
    acts = [known.told[act.id] for act in acts_for(promise, known.ledger.facts) if act.is_done]
    value = rounded(figures.done_number)
    return Value(value, points[-1].on, SourceKind.ACTIVITIES, {"acts": acts}, tuple(points), is_counted=True)


def _of_evidence(promise: Promise, known: Known) -> Value:
    """Return what the numbers of the evidence say that is attached to the promise, as the ledger counts them."""
    figures = known.counted(promise)
    with_value = [share for share in figures.proven if share.value is not None]
    if not with_value or promise.counting not in {Counting.VALUES, Counting.MEASURED}:
        return Value()
    number = figures.done_number if promise.counting == Counting.VALUES else with_value[-1].value
    value, day = rounded(number or 0), _newest(figures, known) or known.today
    pieces = [{"evidence": share.evidence, "value": str(share.value)} for share in with_value]
    return Value(value, day, SourceKind.EVIDENCE, {"evidence": pieces}, (Point(day, value),))


def _newest(figures: Figures, known: Known) -> datetime.date | None:
    pieces = known.ledger.facts.pieces
    return _last(pieces[share.evidence].dated for share in figures.proven if share.evidence in pieces)


def _told_on(promise: Promise, known: Known, statements: Iterable[StatementFigures]) -> datetime.date | None:
    """Return when somebody last said something of an indicator, or evidence was attached to a promised statement."""
    said = [each.on or known.today for each in statements]
    if promise.counting == Counting.STATEMENT:
        figures = known.counted(promise)
        if figures.proven:
            said.append(_newest(figures, known) or known.today)
    return _last(said)


def _last(days: Iterable[datetime.date | None]) -> datetime.date | None:
    return max((day for day in days if day), default=None)
