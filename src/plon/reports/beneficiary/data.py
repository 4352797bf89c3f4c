"""A report as JSON: the same figures as paper and page, as numbers, with the evidence behind them."""

from typing import Any

from plon.activities.ledger.data import plain
from plon.reports.beneficiary.composed import Composed
from plon.reports.beneficiary.models import Report

FORMAT = 1


def data_of(report: Report, composed: Composed) -> dict[str, Any]:
    """Return plain values (documented in docs/reports.md)."""
    return {
        "format": FORMAT,
        "project": {"id": report.project.public_id, "number": report.project.number, "title": report.project.title},
        "report": {
            "id": report.public_id, "kind": report.kind, "title": composed.paper.title, "state": report.state,
            "partner": report.organisation.name if report.organisation else None, "since": report.since.isoformat(),
            "until": report.until.isoformat(), "language": composed.paper.language,
        },
        "figures": [
            {"key": each.key, "label": each.label, "value": plain(each.value), "words": each.words}
            for each in composed.figures
        ],
        "evidence": [
            {
                "id": each.id, "title": each.title, "kind": each.kind, "sha256": each.sha256 or None,
                "size": each.size, "proves": list(each.proves),
            }
            for each in composed.proofs
        ],
    }  # fmt: skip
