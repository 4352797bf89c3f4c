"""Asking for a copy, stopping it, taking it away. Making it is `capturing`."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.keptcopies.enums import RightToKeep
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import MOST_ROOM, hash_of, room_taken
from plon.keptcopies.refusals import CopyRefused
from plon.linkwatch.links import unsafe_addresses
from plon.projects.models import Project
from plon.results.models import ResultLink

# Copies of one project at work or waiting at a time.
MOST_AT_ONCE = 5


@transaction.atomic
def request_copy(
    link: ResultLink,
    *,
    by: User,
    right: str,
    words: str,
    is_confirmed: bool,
    with_neighbours: bool = False,
) -> KeptCopy:
    """Ask for a copy of what a published result's link leads to; a worker makes it.

    Args:
        link: of the result.
        by: who confirms the right, and is named with it.
        right: one of `RightToKeep`.
        words: why it is so, e.g. which licence stands there, or who permitted it and when.
        is_confirmed: whether the person said that the team may keep and show it.
        with_neighbours: whether pages of the same site that it links to are taken along.

    Raises:
        CopyRefused: nobody confirmed a right, the result is not published or an example, the address is known to be
            dangerous, there is no room, or the same link is being copied right now.
        ValidationError: a value is malformed.
    """
    from plon.keptcopies.tasks import make_copy  # tasks import the maker

    result = link.result
    if not is_confirmed:
        raise CopyRefused(_("Without a right to it nothing is kept: confirm it, or leave the link as it is."),
                          field="is_confirmed")  # fmt: skip
    if right not in RightToKeep.values:
        raise CopyRefused(_("Say by what right you keep it."), field="right")
    if not result.is_published:
        raise CopyRefused(_("Only links of published results can be kept. Publish the result first."), field="link")
    if result.is_example or result.project.is_example:
        raise CopyRefused(
            _("The addresses of example projects are nobody’s, so there is nothing to copy. Try it with your own."),
            field="link",
        )
    if unsafe_addresses([(result.project_id, link.url)]):
        raise CopyRefused(
            _("Something else lies at this address now than what you linked. Change the link first."), field="link"
        )
    project = Project.objects.select_for_update().get(pk=result.project_id)
    _check_room(project, link)
    copy = KeptCopy(
        result=result, url=link.url, url_hash=hash_of(link.url), title=link.title, right=right,
        right_words=words.strip(), requested_by=by, requested_label=str(by)[:200], with_neighbours=with_neighbours,
    )  # fmt: skip
    copy.full_clean()
    copy.save()
    record("copy.requested", by=by, subject=copy, project_id=project.pk,
           changes={"right": [None, right], "right_words": [None, copy.right_words]})  # fmt: skip
    transaction.on_commit(partial(make_copy.enqueue, copy.pk))
    return copy


def _check_room(project: Project, link: ResultLink) -> None:
    going = KeptCopy.objects.filter(result__project=project, state__in=GOING)
    if going.filter(result_id=link.result_id, url_hash=hash_of(link.url)).exists():
        raise CopyRefused(_("A copy of this link is being made right now. Wait for it, or stop it."), field="link")
    if going.count() >= MOST_AT_ONCE:
        raise CopyRefused(_("Several copies are being made right now. Wait until one of them is ready."))
    if room_taken(project) >= MOST_ROOM:
        raise CopyRefused(_("The copies of this project take all the room they may. Take an old one away first."))


@transaction.atomic
def stop_copy(copy: KeptCopy, *, by: User) -> bool:
    """Stop a copy that is waiting or being made; tell whether there was something to stop.

    The worker notices after the answer it waits for.
    """
    stopped = lengthy.cancel(copy)
    if stopped:
        # What was fetched is thrown away, so it takes no room.
        KeptCopy.objects.filter(pk=copy.pk).update(size=0)
        record("copy.stopped", by=by, subject=copy, project_id=copy.result.project_id)
    return stopped


@transaction.atomic
def remove_copy(copy: KeptCopy, *, by: User) -> KeptCopy:
    """Take a kept copy away for good: from the public at once, and its bytes, which do not come back.

    Raises:
        CopyRefused: there is nothing to take away.
    """
    copy = KeptCopy.objects.select_for_update(of=("self",)).select_related("result").get(pk=copy.pk)
    if not copy.is_kept:
        raise CopyRefused(_("This copy was taken away already, or never kept."))
    path = copy.path
    copy.removed_at, copy.path, copy.size, copy.left_out = timezone.now(), "", 0, []
    copy.full_clean()
    copy.save()
    copy.pieces.all().delete()
    record("copy.removed", by=by, subject=copy, project_id=copy.result.project_id)
    transaction.on_commit(partial(storing.forget, [path]))
    return copy
