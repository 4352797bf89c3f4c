"""Reading a plan, whole, with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.plans.models import ExpectedReach, Indicator, Message, PlannedActivity, TargetGroup, UsePlan, Walk
from plon.projects.models import Milestone, Project, WorkPackage
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
    """All of a project's plan, in its order; messages by (result id, group id), use plans by result id."""

    project: Project
    results: tuple[Result, ...]
    groups: tuple[TargetGroup, ...]
    messages: dict[tuple[int, int], Message]
    activities: tuple[PlannedActivity, ...]
    indicators: tuple[Indicator, ...]
    use_plans: dict[int, UsePlan]
    work_packages: tuple[WorkPackage, ...]
    milestones: tuple[Milestone, ...]
    partners: tuple[Organisation, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.results or self.groups or self.activities or self.indicators)


def load_plan(project: Project) -> Plan:
    """Return the whole plan in 15 queries, however large it is; the project's texts come with it."""
    prefetch_related_objects([project], "texts")
    groups = tuple(TargetGroup.objects.filter(project=project))
    return Plan(
        project,
        tuple(
            Result.objects.filter(project=project)
            .select_related("responsible", "project", "work_package")
            .prefetch_related("texts")
        ),
        groups,
        {
            (message.result_id, message.group_id): message
            for message in Message.objects.filter(group__project=project).prefetch_related("texts")
        },
        _activities_for(project, groups),
        tuple(Indicator.objects.filter(project=project).select_related("result", "activity", "work_package")),
        {use.result_id: use for use in UsePlan.objects.filter(project=project).select_related("keeper")},
        tuple(WorkPackage.objects.filter(project=project)),
        tuple(Milestone.objects.filter(project=project).select_related("work_package")),
        tuple(Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position")),
    )


def is_begun(project: Project) -> bool:
    """Tell whether the first plan stands: the wizard was finished, or its chain reaches from group to indicator."""
    if Walk.objects.filter(project=project, finished_at__isnull=False).exists():
        return True
    return all(model.objects.filter(project=project).exists() for model in (TargetGroup, PlannedActivity, Indicator))


def _activities_for(project: Project, groups: Iterable[TargetGroup]) -> tuple[PlannedActivity, ...]:
    """Return the activities; whom they reach are the plan's own groups, read once and not anew for each activity."""
    known = {group.pk: group for group in groups}
    activities = tuple(_activities(project).prefetch_related("reach"))
    for activity in activities:
        for reach in activity.reach.all():
            if reach.group_id in known:
                reach.group = known[reach.group_id]
    return activities


def activities_of(project: Project) -> QuerySet[PlannedActivity]:
    return _activities(project).prefetch_related(Prefetch("reach", ExpectedReach.objects.select_related("group")))


def _activities(project: Project) -> QuerySet[PlannedActivity]:
    found = PlannedActivity.objects.filter(project=project)
    return found.select_related("responsible", "work_package", "milestone").prefetch_related("results")


def get_item_for(user: User | AnonymousUser, project_id: str, kind: str, public_id: str, permission: str) -> Item:
    """Return a group, activity or indicator of a project, if `user` may do `permission` there.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found: Item = get_object_or_404(MODELS[kind], project=project, public_id=public_id)  # type: ignore[assignment]  # the table says which model
    return found


def neighbour_of(item: Item, *, up: bool) -> int | None:
    """Return the place in its list that moves an item by one on the board, where activities stand by phase."""
    siblings = list(type(item)._default_manager.filter(project_id=item.project_id))
    own = next(place for place, each in enumerate(siblings) if each.pk == item.pk)
    places = range(own - 1, -1, -1) if up else range(own + 1, len(siblings))
    phase = getattr(item, "phase", "")
    return next((place for place in places if getattr(siblings[place], "phase", "") == phase), None)


def place_beside(item: Item, *, after: str, before: str) -> int | None:
    """Return the place that puts an item right after or right before another one; None if neither is there."""
    keys = list(
        type(item)._default_manager.filter(project_id=item.project_id).exclude(pk=item.pk)
        .values_list("public_id", flat=True)
    )  # fmt: skip
    if after in keys:
        return keys.index(after) + 1
    return keys.index(before) if before in keys else None


def find_item(project: Project, kind: str, public_id: str) -> Item | Result | UsePlan | Message | None:
    """Return an item of a plan by the kind and id of its card; a message's id is "RESULT:GROUP"."""
    if kind == "message":
        result, _colon, group = public_id.partition(":")
        pair = Message.objects.filter(result__project=project, result__public_id=result, group__public_id=group)
        return pair.select_related("result", "group").prefetch_related("texts").first()
    models: dict[str, type[Item | Result | UsePlan]] = {**MODELS, "result": Result, "use_plan": UsePlan}
    model = models.get(kind)
    return model._default_manager.filter(project=project, public_id=public_id).first() if model else None
