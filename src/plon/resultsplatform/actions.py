"""The package for the platform, asked for and stopped; marks of what was typed in. Making it is `packing`."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import changed, record, snapshot
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.resultsplatform.models import PlatformEntry, PlatformPackage
from plon.resultsplatform.refusals import PlatformRefused
from plon.resultsplatform.sheets import Sheet


@transaction.atomic
def request_platform_package(project: Project, *, by: User) -> PlatformPackage:
    """Ask for the package for the EU results platform; a worker makes it.

    Raises:
        PlatformRefused: nothing is published, or another one is being made.
    """
    from plon.resultsplatform.tasks import make_platform_package  # tasks import the maker, which imports this

    Project.objects.select_for_update().get(pk=project.pk)
    if not project.results.filter(state=ResultState.PUBLISHED).exists():
        raise PlatformRefused(_("Nothing of this project is public yet: publish a result first."))
    if PlatformPackage.objects.filter(project=project, state__in=GOING).exists():
        raise PlatformRefused(_("A package for the platform is being made right now. Wait for it, or stop it."))
    package = PlatformPackage(project=project, requested_by=by, requested_label=str(by)[:200])
    package.full_clean()
    package.save()
    record("platform_package.requested", by=by, subject=package, project_id=project.pk)
    transaction.on_commit(partial(make_platform_package.enqueue, package.pk))
    return package


@transaction.atomic
def cancel_platform_package(package: PlatformPackage, *, by: User) -> bool:
    """Stop one that is waiting or being made; tell whether there was something to stop."""
    stopped = lengthy.cancel(package)
    if stopped:
        record("platform_package.cancelled", by=by, subject=package, project_id=package.project_id)
    return stopped


@transaction.atomic
def mark_typed_in(
    result: Result, sheet: Sheet, *, by: User, typed_on: datetime.date, address: str = ""
) -> PlatformEntry:
    """Note that a result was typed into the platform as `sheet` says; a mark that is there is renewed.

    Raises:
        PlatformRefused: the day has not come yet, or the result is not public any more.
        ValidationError: `address` is none.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if not result.is_published:
        raise PlatformRefused(_("This result is not published, so it has no place on the platform."))
    if typed_on > timezone.localdate():
        raise PlatformRefused(_("This day has not come yet."), field="typed_on")
    entry = PlatformEntry.objects.filter(result=result).first() or PlatformEntry(result=result)
    before = snapshot(entry, ("typed_on", "address"))
    entry.typed_on, entry.address, entry.print = typed_on, address, sheet.print
    entry.by, entry.noted_label = by, str(by)[:200]
    entry.full_clean()
    entry.save()
    record("platform_entry.noted", by=by, subject=result, project_id=result.project_id, changes=changed(before, entry))
    return entry


@transaction.atomic
def take_mark_back(result: Result, *, by: User) -> None:
    """Note that a result is not on the platform after all; nothing happens if it was not marked."""
    if PlatformEntry.objects.filter(result=result).delete()[0]:
        record("platform_entry.removed", by=by, subject=result, project_id=result.project_id)
