"""All figures as JSON: numbers as numbers, days as ISO (documented in docs/evaluation.md)."""

from collections.abc import Iterable
from typing import Any

from plon.activities.ledger.data import plain
from plon.evaluation.figures import FigureBook, IndicatorFigures, MeasurementFigures, Point, ReachLine

FORMAT = 1


def data_of(book: FigureBook) -> dict[str, Any]:
    """Return a book as plain values. Whom to ask is left out: files travel further than addresses should."""
    reach, use = book.reach, book.use
    return {
        "format": FORMAT,
        "project": book.project,
        "day": book.day.isoformat(),
        "indicators": [_indicator(each) for each in book.indicators],
        "reach": {
            "people": reach.people, "proven": reach.proven, "activities": reach.activities,
            "groups": _lines(reach.by_group), "partners": _lines(reach.by_partner), "levels": _lines(reach.by_level),
            "months": [
                {"month": each.month.isoformat(), "people": each.people, "so_far": each.so_far,
                 "activities": each.activities, "groups": dict(each.by_group), "partners": dict(each.by_partner)}
                for each in reach.by_month
            ],
        },
        "use": {
            "uses": use.uses, "learners": use.learners, "countries": sorted(use.countries),
            "adaptations": use.adaptations, "policies": use.policies, "views": use.views,
            "downloads": use.downloads, "openings": use.openings,
        },
        "funnel": [{"step": step.key, "number": step.number} for step in book.funnel.steps],
        "before_after": [
            {"survey": each.survey, "question": dict(each.question), "people": each.people,
             "before": plain(each.before), "after": plain(each.after), "rose": each.rose}
            for each in book.before_after
        ],
        "promises": {
            "commitment": book.ledger.commitment or None,
            "states": {state.value: count for state, count in book.ledger.totals.states.items()},
        },
    }  # fmt: skip


def _indicator(each: IndicatorFigures) -> dict[str, Any]:
    return {
        "id": each.id, "name": each.name, "measures": each.measures, "level": each.level, "nature": each.nature,
        "unit": each.unit, "feeding": each.feeding,
        "baseline": plain(each.baseline), "baseline_text": each.baseline_text,
        "target": plain(each.target), "target_text": each.target_text,
        "target_date": each.target_date.isoformat() if each.target_date else None,
        "path": _points(each.path), "expected": plain(each.expected),
        "value": plain(each.value), "as_of": each.as_of.isoformat() if each.as_of else None,
        "source": each.source.value if each.source else None, "detail": _detail(each),
        "share_of_the_way_percent": each.percent, "light": each.light.value, "reason": each.reason.value,
        "forecast": {"kind": each.forecast.kind.value, "value": plain(each.forecast.value)},
        "values": _points(each.points),
        "measurements": [_measurement(measurement) for measurement in each.measurements],
        "statements": [
            {"id": said.id, "kind": said.kind, "text": said.text, "said_by": said.said_by,
             "on": said.on.isoformat() if said.on else None, "evidence": said.evidence or None}
            for said in each.statements
        ],
    }  # fmt: skip


def _detail(each: IndicatorFigures) -> dict[str, Any]:
    """Return what a value was counted from; of activities the ledger's JSON has every share."""
    return {"activities": len(each.detail["acts"])} if "acts" in each.detail else dict(each.detail)


def _measurement(each: MeasurementFigures) -> dict[str, Any]:
    return {
        "id": each.id, "on": each.on.isoformat(), "value": plain(each.value), "source": each.source.value,
        "written_at": each.at.isoformat(), "evidence": each.evidence or None,
        "withdrawn_because": each.withdrawn_because or None, "replaced_by": each.replaced_by or None,
    }  # fmt: skip


def _points(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [{"on": point.on.isoformat(), "value": plain(point.value)} for point in points]


def _lines(lines: Iterable[ReachLine]) -> list[dict[str, Any]]:
    return [
        {"key": each.key, "name": each.name, "people": each.people, "proven": each.proven,
         "activities": each.activities, "promised": each.promised}
        for each in lines
    ]  # fmt: skip
