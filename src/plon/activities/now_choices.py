"""What can be logged at the event: the plan's lines, those of today and of one's own partner first."""

import datetime
from dataclasses import dataclass, replace

from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.queries import activities_of
from plon.projects.models import Project
from plon.results.models import Result

# What has no date yet stands behind everything that has one.
UNDATED = 100_000
# As many as a thumb finds without scrolling twice; the others are one tap away.
SHOWN_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan as a large button."""

    public_id: str
    title: str
    start: datetime.date | None
    end: datetime.date | None
    place: str
    partner: str
    is_mine: bool
    is_today: bool
    group_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NowChoices:
    """All that the page offers: lines, groups to count, results for something that was not planned."""

    lines: tuple[Line, ...]
    groups: tuple[TargetGroup, ...]
    results: tuple[Result, ...]

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines[:SHOWN_AT_ONCE]

    @property
    def more(self) -> tuple[Line, ...]:
        return self.lines[SHOWN_AT_ONCE:]

    @property
    def own(self) -> "NowChoices":
        """The same without the lines of other partners."""
        return replace(self, lines=tuple(line for line in self.lines if line.is_mine))


def choices_for(project: Project, organisation: Organisation | None, today: datetime.date) -> NowChoices:
    """Return what somebody of `organisation` may log today, in a constant number of queries."""
    lines = [_line(activity, organisation, today) for activity in activities_of(project)]
    lines.sort(key=lambda line: (not line.is_mine, distance(line.start, line.end, today)))
    return NowChoices(
        tuple(lines),
        tuple(TargetGroup.objects.filter(project=project)),
        tuple(Result.objects.filter(project=project).prefetch_related("texts")),
    )


def distance(start: datetime.date | None, end: datetime.date | None, today: datetime.date) -> int:
    """Return how many days a period is away: 0 while it lasts."""
    first, last = start or end, end or start
    if first is None or last is None:
        return UNDATED
    if first <= today <= last:
        return 0
    return (first - today).days if first > today else (today - last).days


def _line(activity: PlannedActivity, organisation: Organisation | None, today: datetime.date) -> Line:
    responsible = activity.responsible
    return Line(
        activity.public_id,
        activity.title,
        activity.start,
        activity.end,
        activity.place,
        responsible.name if responsible else "",
        is_mine=organisation is not None and activity.responsible_id == organisation.pk,
        is_today=distance(activity.start, activity.end, today) == 0,
        group_keys=tuple(each.group.public_id for each in activity.reach.all()),
    )
