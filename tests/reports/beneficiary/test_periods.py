"""Which time a new report proposes."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.periods import proposed_period

START, END, TODAY = datetime.date(2025, 9, 1), datetime.date(2027, 8, 31), datetime.date(2026, 7, 14)
DAYS = st.dates(datetime.date(2014, 1, 1), datetime.date(2040, 12, 31))


def period(kind: str, *before: Report, start: datetime.date | None = START) -> tuple[datetime.date, datetime.date]:
    return proposed_period(kind, start=start, end=END, before=before, today=TODAY)


def test_the_final_report_tells_of_the_whole_project() -> None:
    assert period(ReportKind.FINAL) == (START, END)


def test_an_interim_report_goes_to_the_end_of_last_month_and_on_from_the_one_before() -> None:
    assert period(ReportKind.INTERIM) == (START, datetime.date(2026, 6, 30))
    before = Report(kind=ReportKind.INTERIM, since=START, until=datetime.date(2026, 2, 28))
    assert period(ReportKind.INTERIM, before) == (datetime.date(2026, 3, 1), datetime.date(2026, 6, 30))
    assert period(ReportKind.MID_TERM, before) == (START, datetime.date(2026, 6, 30))


@given(
    kind=st.sampled_from(ReportKind.values), start=st.none() | DAYS, end=st.none() | DAYS, today=DAYS,
    until=st.none() | DAYS,
)  # fmt: skip
def test_it_never_ends_before_it_begins(
    kind: str, start: datetime.date | None, end: datetime.date | None, today: datetime.date, until: datetime.date | None
) -> None:
    before = [Report(kind=kind, since=until, until=until)] if until else []
    since, last = proposed_period(kind, start=start, end=end, before=before, today=today)

    assert since <= last
