"""The clock of keeping: from the final payment to the last day (domain.md §12.3)."""

import datetime
from dataclasses import dataclass

from plon.programme.retention import RetentionRule, keep_until, retention_rule
from plon.projects.models import Project

# How long before the last day the team is told.
WARNING = datetime.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the evidence of a project is kept.

    Attributes:
        rule: the years, and where they are written.
        from_day: the final payment; None while nobody entered it, and then nothing runs.
        until: the last day of keeping.
        days_left: to that day; negative when it is over.
    """

    rule: RetentionRule
    from_day: datetime.date | None
    until: datetime.date | None
    days_left: int | None

    @property
    def is_over(self) -> bool:
        """Only then may anything be destroyed."""
        return self.days_left is not None and self.days_left < 0

    @property
    def is_ending(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= WARNING.days


def clock_of(project: Project, today: datetime.date) -> Clock:
    """Return the clock of a project on `today`."""
    rule = retention_rule(project.call_year, project.grant)
    start = project.final_payment_on
    until = keep_until(start, rule.years) if start else None
    return Clock(rule, start, until, (until - today).days if until else None)
