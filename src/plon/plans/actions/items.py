"""Groups, planned activities and indicators: add, change, copy."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.actions.linking import Reach, changes_of_links, check_links, write_links
from plon.plans.actions.saving import locked, next_position, save_item
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.results.models import Result

GROUP_FIELDS = ("name", "kind", "levels", "size", "need", "whereabouts")
ACTIVITY_FIELDS = (
    "title", "kind", "channel", "purpose", "phase", "start", "end", "place", "responsible", "cost", "objective",
    "work_package", "milestone",
)  # fmt: skip
INDICATOR_FIELDS = (
    "name", "measures", "result", "activity", "level", "nature", "unit", "baseline", "target", "target_date", "source",
    "work_package", "interim_targets", "feeding",
)  # fmt: skip


@transaction.atomic
def add_group(project: Project, *, by: User, **fields: Any) -> TargetGroup:
    """Add a target group: people who could use the results, as exactly as possible (Guide 2025, p. 13).

    Raises:
        ValidationError: a field is malformed.
    """
    group = TargetGroup(project=project, position=next_position(TargetGroup, project), **fields)
    group.full_clean()
    group.save()
    record("group.added", by=by, subject=group, project_id=project.pk)
    return group


@transaction.atomic
def change_group(
    group: TargetGroup, *, by: User, version: int | None = None, reason: str = "", **fields: Any
) -> TargetGroup:
    """Change a target group.

    Args:
        group: the group.
        by: who changes.
        version: the version the person saw; None asks no question.
        reason: why a promised group changes.
        **fields: see `GROUP_FIELDS`.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ReasonNeeded: the group is promised, and nobody says why it changes.
        ValidationError: a field is malformed.
    """
    group = locked(group, version)
    if changes := save_item(group, fields, GROUP_FIELDS, more={}, reason=reason):
        record("group.changed", by=by, subject=group, project_id=group.project_id, changes=changes, reason=reason)
    return group


@transaction.atomic
def add_activity(
    project: Project, *, by: User, results: Iterable[Result] = (), reach: Reach | None = None, **fields: Any
) -> PlannedActivity:
    """Plan an activity.

    Args:
        project: the project.
        by: who plans.
        results: what it shares.
        reach: {group: people to reach, or None}.
        **fields: see `ACTIVITY_FIELDS`.

    Raises:
        NothingToShare: it is dissemination and points to no result.
        ValidationError: a field is malformed.
    """
    activity = PlannedActivity(project=project, position=next_position(PlannedActivity, project), **fields)
    results, reach = list(results), reach or {}
    check_links(project, activity.purpose, results, reach)
    activity.full_clean()
    activity.save()
    write_links(activity, results, reach)
    record("activity.planned", by=by, subject=activity, project_id=project.pk)
    return activity


@transaction.atomic
def change_activity(
    activity: PlannedActivity,
    *,
    by: User,
    version: int | None = None,
    reason: str = "",
    results: Iterable[Result] | None = None,
    reach: Reach | None = None,
    **fields: Any,
) -> PlannedActivity:
    """Change a planned activity; `results` and `reach` of None stay as they are.

    Raises:
        NothingToShare, ChangedMeanwhile, ReasonNeeded, ValidationError: see `add_activity` and `change_group`.
    """
    activity = locked(activity, version)
    chosen = list(activity.results.all() if results is None else results)
    reached = {each.group: each.people for each in activity.reach.select_related("group")} if reach is None else reach
    check_links(activity.project, fields.get("purpose", activity.purpose), chosen, reached)
    relinked = changes_of_links(activity, chosen, reached)
    changes = save_item(activity, fields, ACTIVITY_FIELDS, more=relinked, reason=reason)
    if relinked:
        write_links(activity, chosen, reached)
    if changes:
        record("activity.changed", by=by, subject=activity, project_id=activity.project_id, changes=changes,
               reason=reason)  # fmt: skip
    return activity


@transaction.atomic
def add_indicator(project: Project, *, by: User, **fields: Any) -> Indicator:
    """Say how we will know.

    Raises:
        ValidationError: a field is malformed.
    """
    indicator = Indicator(project=project, position=next_position(Indicator, project), **fields)
    indicator.full_clean()
    indicator.save()
    record("indicator.added", by=by, subject=indicator, project_id=project.pk)
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, *, by: User, version: int | None = None, reason: str = "", **fields: Any
) -> Indicator:
    """Change an indicator.

    Raises:
        ChangedMeanwhile, ReasonNeeded, ValidationError: see `change_group`.
    """
    indicator = locked(indicator, version)
    if changes := save_item(indicator, fields, INDICATOR_FIELDS, more={}, reason=reason):
        record("indicator.changed", by=by, subject=indicator, project_id=indicator.project_id, changes=changes,
               reason=reason)  # fmt: skip
    return indicator


@transaction.atomic
def duplicate_item(
    item: TargetGroup | PlannedActivity | Indicator, *, by: User
) -> TargetGroup | PlannedActivity | Indicator:
    """Put a copy of a group, activity or indicator at the end of its list.

    A group's messages stay with the original: a message answers one group's need. An activity's copy
    shares the same results with the same groups, but has no dates yet.
    """
    ending = _(" (copy)")
    if isinstance(item, TargetGroup):
        values = {name: getattr(item, name) for name in GROUP_FIELDS}
        return add_group(item.project, by=by, **values | {"name": item.name[: 200 - len(ending)] + ending})
    if isinstance(item, Indicator):
        values = {name: getattr(item, name) for name in INDICATOR_FIELDS}
        return add_indicator(item.project, by=by, **values | {"name": item.name[: 300 - len(ending)] + ending})
    values = {name: getattr(item, name) for name in ACTIVITY_FIELDS}
    values |= {"title": item.title[: 300 - len(ending)] + ending, "start": None, "end": None}
    reach = {each.group: each.people for each in item.reach.select_related("group")}
    return add_activity(item.project, by=by, results=list(item.results.all()), reach=reach, **values)
