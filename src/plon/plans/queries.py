"""Reading a plan, whole, with a constant number of queries."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.plans.models import ExpectedReach, Indicator, Message, PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.results.models import Result

Item = TargetGroup | PlannedActivity | Indicator
MODELS: dict[str, type[TargetGroup] | type[PlannedActivity] | type[Indicator]] = {
    "group": TargetGroup,
    "activity": PlannedActivity,
    "indicator": Indicator,
}


@dataclass(frozen=True)
class Plan:
    """All of a project's plan, in its order; messages by (result id, group id)."""

    project: Project
    results: tuple[Result, ...]
    groups: tuple[TargetGroup, ...]
    messages: dict[tuple[int, int], Message]
    activities: tuple[PlannedActivity, ...]
    indicators: tuple[Indicator, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.results or self.groups or self.activities or self.indicators)


def load_plan(project: Project) -> Plan:
    """Return the whole plan in 9 queries, however large it is."""
    return Plan(
        project,
        tuple(
            Result.objects.filter(project=project).select_related("responsible", "project").prefetch_related("texts")
        ),
        tuple(TargetGroup.objects.filter(project=project)),
        {
            (message.result_id, message.group_id): message
            for message in Message.objects.filter(group__project=project).prefetch_related("texts")
        },
        tuple(activities_of(project)),
        tuple(Indicator.objects.filter(project=project).select_related("result", "activity")),
    )


def activities_of(project: Project) -> QuerySet[PlannedActivity]:
    return (
        PlannedActivity.objects.filter(project=project)
        .select_related("responsible")
        .prefetch_related("results", Prefetch("reach", ExpectedReach.objects.select_related("group")))
    )


def get_item_for(user: User | AnonymousUser, project_id: str, kind: str, public_id: str, permission: str) -> Item:
    """Return a group, activity or indicator of a project, if `user` may do `permission` there.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found: Item = get_object_or_404(MODELS[kind], project=project, public_id=public_id)  # type: ignore[assignment]  # the table says which model
    return found
