"""A report for other programs: what was found, and how it is said."""

from dataclasses import asdict
from typing import Any

from plon.pages import whole_address
from plon.visibility.models import VisibilityCheck
from plon.visibility.presenting import failure_of, verdict_of
from plon.visibility.report import Report
from plon.visibility.words import tell


def exported(check: VisibilityCheck, language: str) -> dict[str, Any]:
    """Return a finished check as JSON takes it."""
    report = Report.from_json(check.report) if check.report else Report(check.name)
    kept = report.to_json()
    for finding, told in zip(kept["findings"], report.findings, strict=True):
        finding["words"] = asdict(tell(told, language))
    return {
        "check": whole_address(check.get_absolute_url()),
        "project_number": check.project.number,
        "checked": check.address or check.name,
        "sha256": check.sha256,
        "at": check.ended_at.isoformat() if check.ended_at else None,
        "language": language,
        "verdict": "" if failure_of(check, language) else verdict_of(check),
        "failure": failure_of(check, language),
        "counts": {"good": check.good, "faults": check.faults, "looks": check.looks},
        "report": kept,
    }
