"""Show the figures of a project's results to everybody, or keep them to the team."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.record import record
from plon.projects.models import Project
from plon.reach.models import ShownFigures


@transaction.atomic
def show_figures(project: Project, *, by: User) -> None:
    """Show views and downloads on the public pages of the project's results."""
    _row, is_new = ShownFigures.objects.get_or_create(project=project)
    if is_new:
        record("reach.shown", by=by, subject=project, project_id=project.pk)


@transaction.atomic
def hide_figures(project: Project, *, by: User) -> None:
    """Keep views and downloads to the team again."""
    removed, _kinds = ShownFigures.objects.filter(project=project).delete()
    if removed:
        record("reach.hidden", by=by, subject=project, project_id=project.pk)
