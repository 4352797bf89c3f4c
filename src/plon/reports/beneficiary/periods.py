"""Which time a new report will tell of, as a proposal."""

import datetime
from collections.abc import Iterable

from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.models import Report

_DAY = datetime.timedelta(days=1)


def proposed_period(
    kind: str,
    *,
    start: datetime.date | None,
    end: datetime.date | None,
    before: Iterable[Report],
    today: datetime.date,
) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a new report would tell of.

    A final report tells of the whole project, an interim one and a partner's go on where the last of their kind ended,
    to the end of last month; a mid-term report looks at all there is up to then.

    Args:
        kind: a ReportKind.
        start: the project's first day, if it is known.
        end: its last one.
        before: the project's reports; of a partner's reports only those of that partner should be given.
        today: the day on which it is proposed.
    """
    first = start or today.replace(month=1, day=1)
    last = min(today.replace(day=1) - _DAY, end or datetime.date.max)
    if kind == ReportKind.FINAL:
        return first, max(first, end or today)
    if kind != ReportKind.MID_TERM:
        ends = [report.until for report in before if report.kind == kind]
        first = max(first, max(ends) + _DAY) if ends else first
    if last < first:
        last = min(end, today) if end and end >= first else today
    return first, max(first, last)
