"""A whole kit: asked for and stopped. Making it is `kits`."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.models import Kit
from plon.toolkit.refusals import KitRefused
from plon.typeset.tools import table

MOST_FILES = 600


@transaction.atomic
def request_kit(
    project: Project,
    *,
    by: User,
    tools: Sequence[str],
    languages: Sequence[str],
    results: Sequence[Result],
    group: TargetGroup | None = None,
) -> Kit:
    """Ask for all chosen tools in all chosen languages; a worker makes them.

    Raises:
        KitRefused: nothing is chosen, it would be too much, or another kit of the project is being made.
        ValidationError: a value is malformed.
    """
    from plon.toolkit.tasks import make_kit  # tasks import the maker, which imports this

    known = [key for key in table.tools() if key in tools]
    for chosen, field in ((known, "tools"), (languages, "languages"), (results, "results")):
        if not chosen:
            raise KitRefused(_("Choose at least one."), field=field)
    total = len(languages) * sum(len(table.tools()[key].outputs) for key in known)
    if total > MOST_FILES:
        raise KitRefused(
            _("This would be %(count)s files. Choose fewer tools or languages."), {"count": total}, field="languages"
        )
    Project.objects.select_for_update().get(pk=project.pk)
    if Kit.objects.filter(project=project, state__in=GOING).exists():
        raise KitRefused(_("A kit of this project is being made right now. Wait for it, or stop it."))
    kit = Kit(
        project=project, requested_by=by, requested_label=str(by)[:200], tools=known, languages=list(languages),
        group=group, total=total,
    )  # fmt: skip
    kit.full_clean()
    kit.save()
    kit.results.set(results)
    record("kit.requested", by=by, subject=kit, project_id=project.pk)
    transaction.on_commit(partial(make_kit.enqueue, kit.pk))
    return kit


@transaction.atomic
def cancel_kit(kit: Kit, *, by: User) -> bool:
    """Stop a kit that is waiting or being made; tell whether there was something to stop.

    The worker notices after the file it is at.
    """
    stopped = lengthy.cancel(kit)
    if stopped:
        record("kit.cancelled", by=by, subject=kit, project_id=kit.project_id)
    return stopped
