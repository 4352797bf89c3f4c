"""How far a team came with the wizard."""

from django.db import transaction
from django.utils import timezone

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.models import Walk
from plon.projects.models import Project


@transaction.atomic
def keep_walk(project: Project, *, step: str, skipped: str = "") -> Walk:
    """Remember the step at which the team goes on, and that it passed over the step `skipped`.

    Where somebody is in the wizard changes nothing of the plan, so the history says nothing of it.
    """
    walk = _locked(project)
    walk.step = step
    if skipped and skipped not in walk.skipped:
        walk.skipped = [*walk.skipped, skipped]
    walk.full_clean()
    walk.save()
    return walk


@transaction.atomic
def finish_walk(project: Project, *, by: User) -> Walk:
    """Say that the team has gone through the wizard; it can be opened again at any time."""
    walk = _locked(project)
    if walk.finished_at is None:
        walk.finished_at = timezone.now()
        walk.full_clean()
        walk.save()
        record("plan.begun", by=by, subject=project, project_id=project.pk)
    return walk


def _locked(project: Project) -> Walk:
    Project.objects.select_for_update().get(pk=project.pk)
    return Walk.objects.filter(project=project).first() or Walk(project=project)
