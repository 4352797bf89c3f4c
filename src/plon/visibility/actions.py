"""Ask for a check, ask again, remove it. What a run does: `running`."""

from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.fetching.limits import MEGABYTE, Limits
from plon.fetching.refusals import NotFetched
from plon.files import storing
from plon.files.refusals import FileRefused
from plon.history.record import record
from plon.projects.models import Project
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.hindrances import words_for
from plon.visibility.models import VisibilityCheck
from plon.visibility.queries import checks_under_way
from plon.visibility.refusals import AddressRefused, CantRunAgain, TooManyChecks

LARGEST = 100 * MEGABYTE
# Of one project at a time.
MOST_UNDER_WAY = 5


def start_check_of_file(
    project: Project, *, by: User, name: str, stream: IO[bytes], of: CheckOf = CheckOf.FILE
) -> VisibilityCheck:
    """Keep a file for some weeks and have it checked.

    Args:
        project: whose number, licence and authority it is held against.
        by: who asks.
        name: as the person's device calls it.
        stream: seekable; read from its beginning.
        of: `CheckOf.MATERIAL` for one of the toolkit's library.

    Raises:
        FileRefused: it is empty or too large.
        TooManyChecks: several are under way.
    """
    size = stream.seek(0, 2)
    if not size:
        raise FileRefused(
            _("The file is empty. Choose it once more; perhaps it was still being written."), field="file"
        )
    if size > LARGEST:
        message = _("The file is larger than %(limit)d MB. Save it with smaller pictures, or check a few pages of it.")
        raise FileRefused(message, {"limit": LARGEST // MEGABYTE}, field="file")
    _refuse_if_many(project)
    name = storing.clean_name(name)
    digest = storing.sha256_of(stream)
    path = storing.keep_privately(stream, f"checks/{project.public_id}", "file", digest)
    try:
        return _start(VisibilityCheck(project=project, of=of, name=name, path=path, sha256=digest, size=size), by)
    except BaseException:
        storing.forget([path])
        raise


def start_check_of_page(project: Project, *, by: User, address: str) -> VisibilityCheck:
    """Have a web page checked, with its other language versions.

    Raises:
        AddressRefused: it is no address of the public web.
        TooManyChecks: several are under way.
    """
    from plon.fetching.addresses import complete, read_address  # brings the HTTP client, which few pages need

    whole = complete(address)
    try:
        read_address(whole, Limits())
    except NotFetched as refusal:
        raise AddressRefused(words_for(refusal.why), field="address") from None
    _refuse_if_many(project)
    name = whole.partition("://")[2].rstrip("/")[:200]
    return _start(VisibilityCheck(project=project, of=CheckOf.PAGE, name=name, address=whole), by)


def _refuse_if_many(project: Project) -> None:
    if checks_under_way(project) >= MOST_UNDER_WAY:
        message = ngettext(
            "%(count)d check of this project is still under way. Wait until it is done.",
            "%(count)d checks of this project are still under way. Wait until one of them is done.",
            MOST_UNDER_WAY,
        )
        raise TooManyChecks(message, {"count": MOST_UNDER_WAY})


@transaction.atomic
def _start(check: VisibilityCheck, by: User) -> VisibilityCheck:
    check.requested_by, check.requested_label = by, str(by)[:200]
    check.full_clean()
    check.save()
    record("visibility.checked", by=by, subject=check, project_id=check.project_id)
    _enqueue(check)
    return check


@transaction.atomic
def check_again(check: VisibilityCheck, *, by: User) -> VisibilityCheck:
    """Have the same file or page checked anew; the report so far is replaced.

    Raises:
        CantRunAgain: it is running at this moment, or its file was erased.
        TooManyChecks: several are under way.
    """
    check = VisibilityCheck.objects.select_for_update(of=("self",)).select_related("project").get(pk=check.pk)
    if check.is_under_way:
        raise CantRunAgain(_("This check is running already."))
    if not check.can_run_again:
        raise CantRunAgain(_("The file was erased after 30 days. Upload it again."))
    _refuse_if_many(check.project)
    if check.state == CheckState.DONE:
        check.faults_before = check.faults
    check.state, check.ended_at, check.seen_at, check.step = CheckState.WAITING, None, None, ""
    check.queued_at = timezone.now()
    check.run += 1
    check.full_clean()
    check.save()
    record("visibility.checked_again", by=by, subject=check, project_id=check.project_id)
    _enqueue(check)
    return check


@transaction.atomic
def remove_check(check: VisibilityCheck, *, by: User) -> None:
    """Remove a check with its file, its pictures and its report; there is no way back."""
    paths = [check.path, *check.crops.values()]
    record("visibility.removed", by=by, subject=check, project_id=check.project_id)
    check.delete()
    transaction.on_commit(lambda: storing.forget(path for path in paths if path))


def _enqueue(check: VisibilityCheck) -> None:
    from plon.visibility.tasks import run_check  # tasks import the runner, which imports models

    key, run = check.pk, check.run
    transaction.on_commit(lambda: run_check.enqueue(key, run))
