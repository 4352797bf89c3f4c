"""A package: asked for and stopped. Making it is `making`."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.packages.enums import PackageFor
from plon.packages.models import Package
from plon.packages.refusals import PackageRefused
from plon.projects.models import Project
from plon.results.models import Result


@transaction.atomic
def request_package(
    project: Project, *, by: User, result: Result | None = None, made_for: str = PackageFor.TEAM
) -> Package:
    """Ask for a project, or one of its results, as a package; a worker makes it.

    Args:
        project: the project.
        by: who asks.
        result: the result alone; None for the whole project.
        made_for: the team gets everything, anyone else what is public.

    Raises:
        PackageRefused: nothing of it is public, or another package of the project is being made.
    """
    from plon.packages.tasks import make_package  # tasks import the maker, which imports this

    Project.objects.select_for_update().get(pk=project.pk)
    if made_for == PackageFor.PUBLIC and not _is_public(project, result):
        raise PackageRefused(_("Nothing of this is public yet: publish a result first."))
    if Package.objects.filter(project=project, state__in=GOING).exists():
        raise PackageRefused(_("A package of this project is being made right now. Wait for it, or stop it."))
    package = Package(project=project, result=result, made_for=made_for, requested_by=by, requested_label=str(by)[:200])
    package.full_clean()
    package.save()
    record("package.requested", by=by, subject=package, project_id=project.pk)
    transaction.on_commit(partial(make_package.enqueue, package.pk))
    return package


def _is_public(project: Project, result: Result | None) -> bool:
    return result.is_published if result else project.has_published


@transaction.atomic
def cancel_package(package: Package, *, by: User) -> bool:
    """Stop a package that is waiting or being made; tell whether there was something to stop.

    The worker notices after the file it is at.
    """
    stopped = lengthy.cancel(package)
    if stopped:
        record("package.cancelled", by=by, subject=package, project_id=package.project_id)
    return stopped
