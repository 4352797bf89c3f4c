"""A frozen site as a ZIP: asked for, stopped, taken up again after a crash, withheld. Making it is `packing`."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.freezing.enums import ENDED, FreezeState
from plon.freezing.models import FrozenSite
from plon.freezing.refusals import FreezeRefused
from plon.history.record import record
from plon.projects.models import Project
from plon.projects.queries import public_projects

# A worker that has not been heard of for so long is dead.
SILENCE = datetime.timedelta(minutes=5)
MOST_TRIES = 2


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
    if FrozenSite.objects.filter(project=project).exclude(state__in=ENDED).exists():
        raise FreezeRefused(_("This project is being frozen right now. Wait for it, or stop it."))
    site = FrozenSite(project=project, requested_by=by, requested_label=str(by)[:200])
    site.full_clean()
    site.save()
    record("frozen.requested", by=by, subject=site, project_id=project.pk)
    transaction.on_commit(partial(make_frozen_site.enqueue, site.pk))
    return site


@transaction.atomic
def cancel_frozen_site(site: FrozenSite, *, by: User) -> FrozenSite:
    """Stop one that is waiting or being made; the worker notices after the page it is at."""
    site = FrozenSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if site.state not in ENDED:
        site.state, site.ended_at = FreezeState.CANCELLED, timezone.now()
        site.save(update_fields=["state", "ended_at"])
        record("frozen.cancelled", by=by, subject=site, project_id=site.project_id)
    return site


def take_up_frozen_sites() -> None:
    """Begin anew, once, those whose worker died; one that dies twice has failed, and its page says so."""
    from plon.freezing.tasks import make_frozen_site  # see above

    silent_since = timezone.now() - SILENCE
    for site in FrozenSite.objects.filter(state=FreezeState.RUNNING, seen_at__lt=silent_since):
        if site.tries >= MOST_TRIES:
            fail_frozen_site(site.pk)
        elif FrozenSite.objects.filter(pk=site.pk, state=FreezeState.RUNNING, seen_at=site.seen_at).update(
            state=FreezeState.WAITING, seen_at=timezone.now()
        ):
            make_frozen_site.enqueue(site.pk)


@transaction.atomic
def fail_frozen_site(key: int, refusal: str = "") -> None:
    """Say that one could not be made, and why where people can do something about it."""
    site = FrozenSite.objects.select_for_update(of=("self",)).filter(pk=key).exclude(state__in=ENDED).first()
    if site is not None:
        site.state, site.ended_at, site.refusal = FreezeState.FAILED, timezone.now(), refusal[:300]
        site.save(update_fields=["state", "ended_at", "refusal"])
        record("frozen.failed", by=None, subject=site, project_id=site.project_id)
