"""A package: asked for, stopped, taken up again after a crash. Making it is `making`."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.packages.enums import ENDED, PackageFor, WorkState
from plon.packages.models import Package
from plon.packages.refusals import PackageRefused
from plon.projects.models import Project
from plon.results.models import Result

# A worker that has not been heard of for so long is dead.
SILENCE = datetime.timedelta(minutes=5)
MOST_TRIES = 2


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
    if Package.objects.filter(project=project).exclude(state__in=ENDED).exists():
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
def cancel_package(package: Package, *, by: User) -> Package:
    """Stop a package that is waiting or being made; the worker notices after the file it is at."""
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if package.state not in ENDED:
        package.state, package.ended_at = WorkState.CANCELLED, timezone.now()
        package.save(update_fields=["state", "ended_at"])
        record("package.cancelled", by=by, subject=package, project_id=package.project_id)
    return package


def take_up_packages() -> None:
    """Begin packages anew whose worker died, once; one that dies twice has failed, and its page says so."""
    from plon.packages.tasks import make_package  # see above

    for package in Package.objects.filter(state=WorkState.RUNNING, seen_at__lt=timezone.now() - SILENCE):
        if package.tries >= MOST_TRIES:
            fail_package(package.pk)
        elif Package.objects.filter(pk=package.pk, state=WorkState.RUNNING, seen_at=package.seen_at).update(
            state=WorkState.WAITING, seen_at=timezone.now()
        ):
            make_package.enqueue(package.pk)


@transaction.atomic
def fail_package(key: int) -> None:
    """Say that a package could not be made."""
    package = Package.objects.select_for_update(of=("self",)).filter(pk=key).exclude(state__in=ENDED).first()
    if package is not None:
        package.state, package.ended_at = WorkState.FAILED, timezone.now()
        package.save(update_fields=["state", "ended_at"])
        record("package.failed", by=None, subject=package, project_id=package.project_id)
