"""Missing links of the chain: where a plan promises without saying to whom, why, how or how it will be known."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.plans.enums import Phase, Purpose
from plon.plans.models import PlannedActivity
from plon.plans.queries import Plan
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing link: a sentence with the name of what it is about, and the section where it is mended."""

    section: str
    message: Promise
    name: str = ""

    def __str__(self) -> str:
        return str(self.message) % {"name": self.name}


def gaps_in(plan: Plan) -> list[Gap]:
    """Return what is missing in a plan, in the plan's order (Programme Guide 2025, pp. 13-14)."""
    return [*_of_results(plan), *_of_groups(plan), *_of_activities(plan), *_of_indicators(plan)]


def _of_results(plan: Plan) -> Iterator[Gap]:
    addressed = {result for result, _group in plan.messages}
    shared = {result.pk for activity in plan.activities for result in activity.results.all()}
    if plan.results and not plan.groups:
        yield Gap("groups", _("For whom are the results? Name a target group."))
    if plan.results and plan.groups and not plan.activities:
        yield Gap("activities", _("Nothing is planned yet: how will they learn of the results?"))
    for result in plan.results:
        if plan.groups and result.pk not in addressed:
            yield Gap("messages", _("“%(name)s” has no message: why would anyone want it?"), str(result))
        if plan.activities and result.pk not in shared:
            yield Gap("activities", _("No activity shares “%(name)s”."), str(result))


def _of_groups(plan: Plan) -> Iterator[Gap]:
    reached = {reach.group_id for activity in plan.activities for reach in activity.reach.all()}
    for group in plan.groups:
        if plan.activities and group.pk not in reached:
            yield Gap("activities", _("No activity reaches “%(name)s”."), str(group))


def _of_activities(plan: Plan) -> Iterator[Gap]:
    for activity in plan.activities:
        if activity.purpose == Purpose.DISSEMINATION and not activity.results.all():
            yield Gap("activities", _("“%(name)s” shares no result: is it promotion?"), str(activity))
        if activity.phase == Phase.DURING and _is_outside(activity, plan.project):
            yield Gap("activities", _("“%(name)s” is “during the project”, but its dates are not."), str(activity))
        if activity.start is None:
            yield Gap("activities", _("“%(name)s” has no date."), str(activity))
        if activity.responsible is None:
            yield Gap("activities", _("Nobody is responsible for “%(name)s”."), str(activity))
    if plan.activities and not any(activity.phase == Phase.AFTER for activity in plan.activities):
        yield Gap("activities", _("Nothing is planned for the time after funding."))


def _is_outside(activity: PlannedActivity, project: Project) -> bool:
    last = activity.end or activity.start
    return bool(
        (activity.start and project.start and activity.start < project.start)
        or (last and project.end and last > project.end)
    )


def _of_indicators(plan: Plan) -> Iterator[Gap]:
    if plan.activities and not plan.indicators:
        yield Gap("indicators", _("There is no indicator: how will you know?"))
    for indicator in plan.indicators:
        if not (indicator.baseline and indicator.target and indicator.source and indicator.target_date):
            yield Gap("indicators", _("“%(name)s” lacks its baseline, target, date or source."), str(indicator))
