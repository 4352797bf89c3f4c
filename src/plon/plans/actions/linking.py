"""What an activity shares, and with whom."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.actions.saving import Changes, locked, save_item
from plon.plans.enums import Purpose
from plon.plans.models import ExpectedReach, PlannedActivity, TargetGroup
from plon.plans.refusals import ElsewhereInPlon, NothingToShare
from plon.projects.models import Project
from plon.results.models import Result

Reach = Mapping[TargetGroup, int | None]
Told = list[dict[str, object]]


def check_links(project: Project, purpose: str, results: Iterable[Result], reach: Reach) -> None:
    """Refuse links that mean nothing.

    Raises:
        ElsewhereInPlon: a result or group of another project.
        NothingToShare: dissemination of no result (domain.md §1.3).
    """
    if any(result.project_id != project.pk for result in results) or any(g.project_id != project.pk for g in reach):
        raise ElsewhereInPlon(_("A result or group of another project can't be chosen."))
    if purpose == Purpose.DISSEMINATION and not list(results):
        raise NothingToShare(
            _("Dissemination shares a result: choose which. If nothing is shared, it is promotion."), field="results"
        )


def results_told(activity: PlannedActivity) -> Told:
    """Return the results of an activity as the history keeps them."""
    return [{"id": result.public_id, "label": str(result)} for result in activity.results.all()]


def groups_told(activity: PlannedActivity) -> Told:
    """Return the groups of an activity, with the people to reach, as the history keeps them."""
    return [_told(reach.group, reach.people) for reach in activity.reach.select_related("group")]


def _told(group: TargetGroup, people: int | None) -> dict[str, object]:
    label = group.name if people is None else f"{group.name} ({people})"
    return {"id": group.public_id, "label": label, "people": people}


def changes_of_links(activity: PlannedActivity, results: Iterable[Result], reach: Reach) -> Changes:
    """Return what would change if the activity shared `results` with the groups of `reach`."""
    changes: Changes = {}
    before = results_told(activity)
    after = [{"id": result.public_id, "label": str(result)} for result in results]
    if {each["id"] for each in before} != {each["id"] for each in after}:
        changes["results"] = [before, after]
    old, new = groups_told(activity), [_told(group, people) for group, people in reach.items()]
    if {each["id"]: each["people"] for each in old} != {each["id"]: each["people"] for each in new}:
        changes["groups"] = [old, new]
    return changes


def write_links(activity: PlannedActivity, results: Iterable[Result], reach: Reach) -> None:
    activity.results.set(results)
    known = {each.group_id: each for each in activity.reach.all()}
    for group, people in reach.items():
        each = known.pop(group.pk, None) or ExpectedReach(activity=activity, group=group)
        if each.pk is None or each.people != people:
            each.people = people
            each.full_clean()
            each.save()
    activity.reach.filter(group_id__in=known).delete()


@transaction.atomic
def connect(
    activity: PlannedActivity,
    *,
    by: User,
    result: Result | None = None,
    group: TargetGroup | None = None,
    reason: str = "",
) -> PlannedActivity:
    """Let an activity share a result, or reach a group; what is linked already stays as it is.

    Raises:
        ElsewhereInPlon: of another project.
        ReasonNeeded: the activity is promised, and nobody says why it changes.
    """
    # Locked first, so that two who link at once both stay.
    activity = locked(activity, None)
    results, reach = _links_of(activity)
    if result and result not in results:
        results.append(result)
    if group:
        reach.setdefault(group, None)
    return _relink(activity, results, reach, by=by, reason=reason)


@transaction.atomic
def disconnect(
    activity: PlannedActivity,
    *,
    by: User,
    result: Result | None = None,
    group: TargetGroup | None = None,
    reason: str = "",
) -> PlannedActivity:
    """Take a result or a group from an activity.

    Raises:
        NothingToShare: it was the last result of a dissemination activity.
        ReasonNeeded: see `connect`.
    """
    activity = locked(activity, None)
    results, reach = _links_of(activity)
    kept = {each: people for each, people in reach.items() if each != group}
    return _relink(activity, [each for each in results if each != result], kept, by=by, reason=reason)


def _links_of(activity: PlannedActivity) -> tuple[list[Result], dict[TargetGroup, int | None]]:
    reach = {each.group: each.people for each in activity.reach.select_related("group")}
    return list(activity.results.all()), reach


def _relink(
    activity: PlannedActivity, results: list[Result], reach: Reach, *, by: User, reason: str
) -> PlannedActivity:
    check_links(activity.project, activity.purpose, results, reach)
    changes = save_item(activity, {}, (), more=changes_of_links(activity, results, reach), reason=reason)
    write_links(activity, results, reach)
    if changes:
        record("activity.changed", by=by, subject=activity, project_id=activity.project_id, changes=changes,
               reason=reason)  # fmt: skip
    return activity
