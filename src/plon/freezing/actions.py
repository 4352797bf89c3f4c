"""A frozen site as a ZIP: asked for and stopped. Making it is `packing`, taking it back `withholding`."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.freezing.models import FrozenSite
from plon.freezing.refusals import FreezeRefused
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.projects.models import Project
from plon.projects.queries import public_projects


@transaction.atomic
def request_frozen_site(project: Project, *, by: User) -> FrozenSite:
    """Ask for the project's public pages as a ZIP; a worker makes it.

    Raises:
        FreezeRefused: nothing of the project is public, or another one is being made.
    """
    from plon.freezing.tasks import make_frozen_site  # tasks import the maker, which imports this

    if not public_projects().filter(pk=project.pk).exists():
        raise FreezeRefused(_("Nothing of this project is public yet: publish a result first."))
    Project.objects.select_for_update().get(pk=project.pk)
    if FrozenSite.objects.filter(project=project, state__in=GOING).exists():
        raise FreezeRefused(_("This project is being frozen right now. Wait for it, or stop it."))
    site = FrozenSite(project=project, requested_by=by, requested_label=str(by)[:200])
    site.full_clean()
    site.save()
    record("frozen.requested", by=by, subject=site, project_id=project.pk)
    transaction.on_commit(partial(make_frozen_site.enqueue, site.pk))
    return site


@transaction.atomic
def cancel_frozen_site(site: FrozenSite, *, by: User) -> bool:
    """Stop one that is waiting or being made; tell whether there was something to stop.

    The worker notices after the page or the file it is at.
    """
    stopped = lengthy.cancel(site)
    if stopped:
        record("frozen.cancelled", by=by, subject=site, project_id=site.project_id)
    return stopped
