"""What a partner has to do, and what is missing: the lines of the plan laid beside what was done."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from plon.activities.enums import ActivityState
from plon.activities.models import Activity, Proof
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity
from plon.projects.models import Project

SOON = datetime.timedelta(days=30)


class DutyState(StrEnum):
    LATE = "late"
    SOON = "soon"
    LATER = "later"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of the plan with the acts that keep it."""

    line: PlannedActivity
    acts: tuple[Activity, ...]
    due: datetime.date | None
    state: DutyState

    @property
    def wanted(self) -> str:
        """For whom it is, and how many were promised: "science teachers (40), parents"."""
        return ", ".join(
            f"{each.group} ({each.people})" if each.people else str(each.group) for each in self.line.reach.all()
        )

    @property
    def is_open(self) -> bool:
        return self.state in {DutyState.LATE, DutyState.SOON, DutyState.LATER}


@dataclass(frozen=True, slots=True)
class Duties:
    """A partner's part of the plan on one day, in the order of dates."""

    late: tuple[Duty, ...]
    soon: tuple[Duty, ...]
    later: tuple[Duty, ...]
    done: tuple[Duty, ...]
    # Done, and nothing shows it yet.
    unproven: tuple[Activity, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.soon or self.later or self.done)


def due_of(line: PlannedActivity, acts: Iterable[Activity]) -> datetime.date | None:
    """Return the day by which a line is to be done; a postponed act moves it, never to an earlier day."""
    open_acts = [act for act in acts if act.state not in {ActivityState.DONE, ActivityState.CANCELLED}]
    days = [line.end or line.start, *(act.end or act.start for act in open_acts)]
    return max((day for day in days if day), default=None)


def state_of(acts: Sequence[Activity], due: datetime.date | None, today: datetime.date) -> DutyState:
    """Tell how a line stands: one act done keeps it; a line whose acts were all cancelled is nobody's duty."""
    if any(act.state == ActivityState.DONE for act in acts):
        return DutyState.DONE
    if acts and all(act.state == ActivityState.CANCELLED for act in acts):
        return DutyState.CANCELLED
    if due is None or due > today + SOON:
        return DutyState.LATER
    return DutyState.LATE if due < today else DutyState.SOON


def duty_of(line: PlannedActivity, today: datetime.date) -> Duty:
    """Lay a line beside its acts (prefetched by `lines_with_acts`)."""
    acts = tuple(line.acts.all())
    due = due_of(line, acts)
    return Duty(line, acts, due, state_of(acts, due, today))


def lines_with_acts() -> QuerySet[PlannedActivity]:
    """Return lines of plans with their acts, whoever did them."""
    acts = Activity.objects.order_by("start", "pk").select_related("responsible")
    return PlannedActivity.objects.select_related("responsible").prefetch_related(Prefetch("acts", acts))


def unproven_acts(project: Project) -> QuerySet[Activity]:
    """Return what was done and has no evidence that counts, oldest first."""
    done = Activity.objects.filter(project=project, state=ActivityState.DONE)
    shown = Proof.objects.filter(activity=OuterRef("pk"), evidence__removed_at=None)
    return done.filter(~Exists(shown)).order_by("start", "pk")


def load_duties(project: Project, organisation: Organisation, *, today: datetime.date) -> Duties:
    """Return a partner's part of a project in a constant number of queries."""
    lines = lines_with_acts().filter(project=project, responsible=organisation).prefetch_related("reach__group")
    duties = sorted((duty_of(line, today) for line in lines), key=lambda duty: duty.due or datetime.date.max)

    def those(*states: DutyState) -> tuple[Duty, ...]:
        return tuple(duty for duty in duties if duty.state in states)

    return Duties(
        late=those(DutyState.LATE),
        soon=those(DutyState.SOON),
        later=those(DutyState.LATER),
        done=those(DutyState.DONE, DutyState.CANCELLED),
        unproven=tuple(unproven_acts(project).filter(responsible=organisation)),
    )
