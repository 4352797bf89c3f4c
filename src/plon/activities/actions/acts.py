"""Log what was done, and change it afterwards."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plon.accounts.guests import Doer, Guest, account_of
from plon.activities.actions.reaching import Reached, check_links, groups_again, write_reach, write_results
from plon.activities.actions.saving import ACT_FIELDS, locked
from plon.activities.models import Activity
from plon.activities.splits import ReachRow
from plon.history.record import changed, record, snapshot
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity
from plon.projects.models import Project
from plon.results.models import Result

# What an act takes over from its line of the plan where nothing else is said.
FROM_PLAN = ("title", "kind", "channel", "purpose", "place", "responsible")


@transaction.atomic
def log_activity(
    project: Project,
    *,
    by: Doer,
    planned: PlannedActivity | None = None,
    results: Iterable[Result] | None = None,
    reach: Reached | None = None,
    device_key: uuid.UUID | None = None,
    **fields: Any,
) -> Activity:
    """Log an act: what was done, or what is going to be.

    Args:
        project: the project.
        by: who logs; a guest logs for the partner they act for, unless `responsible` is given.
        planned: the line of the plan that it keeps; it lends what is not said here.
        results: what was shown; None takes those of the line.
        reach: {group of the plan, or None for somebody else: people}; None takes the groups of the line, nobody yet.
        device_key: given by the device; the same again returns the first act, unchanged.
        **fields: see `ACT_FIELDS`, and `state`, `reason`, `series`.

    Raises:
        NothingToShare: it is dissemination and shows no result (domain.md §1.3).
        ElsewhereInPlon, BadSplit, ValidationError: what is said makes no sense.
    """
    if device_key is not None and (first := _logged_by_device(project, device_key)):
        return first
    activity = Activity(project=project, planned=planned, device_key=device_key, logged_by=account_of(by),
                        logged_label=str(by)[:200], **_beginning(planned, by) | fields)  # fmt: skip
    activity.promise = planned.public_id if planned else ""
    shown = list(planned.results.all() if planned and results is None else results or ())
    reached = _groups_of(planned) if reach is None else reach
    check_links(activity, shown, reached)
    activity.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError:
        # The same act from the same device arrived at the same moment.
        if device_key is not None and (first := _logged_by_device(project, device_key)):
            return first
        raise ValidationError(_("This could not be saved. Please send it again.")) from None
    write_results(activity, shown)
    write_reach(activity, reached)
    record("act.logged", by=by, subject=activity, project_id=project.pk)
    return activity


def _logged_by_device(project: Project, device_key: uuid.UUID) -> Activity | None:
    return Activity.objects.filter(project=project, device_key=device_key).first()


def _beginning(planned: PlannedActivity | None, by: Doer) -> dict[str, Any]:
    fields = {name: getattr(planned, name) for name in FROM_PLAN} if planned else {}
    if not fields.get("responsible") and isinstance(by, Guest) and by.organisation_id:
        fields["responsible"] = Organisation.objects.filter(pk=by.organisation_id).first()
    return fields


def _groups_of(planned: PlannedActivity | None) -> Reached:
    if planned is None:
        return {}
    return {each.group: ReachRow(0) for each in planned.reach.select_related("group")}


@transaction.atomic
def change_logged_activity(
    activity: Activity,
    *,
    by: Doer,
    version: int | None = None,
    results: Iterable[Result] | None = None,
    reach: Reached | None = None,
    **fields: Any,
) -> Activity:
    """Change an act; `results` and `reach` of None stay as they are, else they are all there is.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        LessThanProven: fewer people than evidence shows.
        NothingToShare, ElsewhereInPlon, BadSplit, ValidationError: see `log_activity`.
    """
    activity = locked(activity, version)
    before = snapshot(activity, ACT_FIELDS)
    for name, value in fields.items():
        setattr(activity, name, value)
    if "planned" in fields:
        planned = fields["planned"]
        # A line that left the plan stays the promise that was kept, until somebody says another one.
        activity.promise = planned.public_id if planned else "" if before["planned"] else activity.promise
    shown = list(activity.results.all() if results is None else results)
    check_links(activity, shown, reach or {})
    changes = changed(before, activity)
    changes |= write_results(activity, shown)
    if reach is not None:
        changes |= write_reach(activity, reach)
    if changes:
        activity.version += 1
    activity.full_clean(validate_unique=False)
    activity.save()
    if changes:
        record("act.changed", by=by, subject=activity, project_id=activity.project_id, changes=changes)
    return activity


@transaction.atomic
def duplicate_logged_activity(activity: Activity, *, by: Doer) -> Activity:
    """Plan the same act again: its facts, groups and results, without date, people, cost and proofs."""
    fields = {name: getattr(activity, name) for name in ACT_FIELDS if name not in _OF_ONE_DAY}
    return log_activity(
        activity.project,
        by=by,
        results=list(activity.results.all()),
        reach=groups_again(activity),
        state="planned",
        **fields,
    )


_OF_ONE_DAY = {"start", "end", "cost", "learnt", "link"}
