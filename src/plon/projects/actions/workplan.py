"""The work plan of a project: its work packages and milestones."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import changed, record, snapshot
from plon.projects.models import Milestone, Project, WorkPackage
from plon.projects.refusals import ChangedMeanwhile

PACKAGE_FIELDS = ("number", "title")
MILESTONE_FIELDS = ("name", "due", "work_package")


@transaction.atomic
def add_work_package(project: Project, *, by: User, number: int, title: str) -> WorkPackage:
    """Add a work package, or in a small-scale partnership an activity with a part of the grant.

    Raises:
        ValidationError: the number is taken, or a field is malformed.
    """
    package = WorkPackage(project=project, number=number, title=title.strip())
    package.full_clean()
    package.save()
    record("work_package.added", by=by, subject=package, project_id=project.pk)
    return package


@transaction.atomic
def add_milestone(
    project: Project, *, by: User, name: str, due: datetime.date, work_package: WorkPackage | None = None
) -> Milestone:
    """Add a moment of the work plan to which activities can be tied (Programme Guide 2025, p. 14).

    Raises:
        ValidationError: a field is malformed.
    """
    milestone = Milestone(project=project, name=name.strip(), due=due, work_package=work_package)
    milestone.full_clean()
    milestone.save()
    record("milestone.added", by=by, subject=milestone, project_id=project.pk)
    return milestone


@transaction.atomic
def change_work_plan_item(
    item: WorkPackage | Milestone, *, by: User, version: int | None = None, **fields: object
) -> WorkPackage | Milestone:
    """Change a work package or a milestone.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: a field is malformed.
    """
    fresh = type(item)._default_manager.select_for_update().get(pk=item.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    is_package = isinstance(fresh, WorkPackage)
    before = snapshot(fresh, PACKAGE_FIELDS if is_package else MILESTONE_FIELDS)
    for name, value in fields.items():
        setattr(fresh, name, value)
    if changes := changed(before, fresh):
        fresh.version += 1
        fresh.full_clean()
        fresh.save()
        kind = "work_package.changed" if is_package else "milestone.changed"
        record(kind, by=by, subject=fresh, project_id=fresh.project_id, changes=changes)
    return fresh


@transaction.atomic
def remove_work_plan_item(item: WorkPackage | Milestone, *, by: User) -> None:
    """Take a work package or a milestone out; what was tied to it stays, untied."""
    kind = "work_package.removed" if isinstance(item, WorkPackage) else "milestone.removed"
    record(kind, by=by, subject=item, project_id=item.project_id)
    item.delete()
