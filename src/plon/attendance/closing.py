"""A list becomes evidence: a figure with the list in it, and proofs of how many people of which group came.

The names go by their date; the figure, its sums and its proofs stay.
"""

import io
from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.accounts.models import User
from plon.activities.actions import ReachRow, change_logged_activity
from plon.activities.actions.proven import proven_of_group
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.attendance.actions import locked
from plon.attendance.models import AttendanceList
from plon.attendance.queries import counts_of, due_for_erasure, total_of
from plon.attendance.refusals import NobodySigned
from plon.attendance.sheets import signed_list
from plon.evidence.actions import add_figure, change_evidence
from plon.evidence.models import Evidence
from plon.evidence.receiving import discard, receive
from plon.files import storing
from plon.history.record import record
from plon.plans.models import TargetGroup


@transaction.atomic
def close_list(attendance: AttendanceList, *, by: User) -> AttendanceList:
    """Close a list for good and make one confidential piece of evidence of it.

    It proves as many people of each group as the act says that it reached, and no more.

    Raises:
        ClosedAlready: somebody closed it first.
        NobodySigned: it is empty.
    """
    attendance = locked(attendance)
    total, counts, activity = total_of(attendance), counts_of(attendance), attendance.activity
    if not total:
        raise NobodySigned(_("Nobody is on the list yet. Add people from the paper list, or leave it open."))
    evidence = _figure_of(attendance, total, by=by)
    attendance.closed_at, attendance.evidence = timezone.now(), evidence
    attendance.total, attendance.counts = total, counts
    attendance.version += 1
    attendance.save()
    _prove(attendance, by=by)
    record("attendance.closed", by=by, subject=attendance, project_id=activity.project_id,
           changes={"people": [None, total]})  # fmt: skip
    return attendance


def _figure_of(attendance: AttendanceList, total: int, *, by: User) -> Evidence:
    """Make the confidential figure, with the list as it was signed in it."""
    activity = attendance.activity
    with translation.override(attendance.language):
        title, unit = _("Attendance list: %(title)s") % {"title": activity.title}, pgettext("unit", "people")
    pdf = io.BytesIO(signed_list(attendance))
    received = receive(pdf, f"attendance-{activity.public_id}.pdf", folder=f"evidence/{activity.project.public_id}")
    try:
        with transaction.atomic():
            evidence = add_figure(
                activity.project, by=by, title=title[:200], value=total, unit=unit, dated=activity.start,
                organisation=activity.responsible, received=received,
            )  # fmt: skip
            return change_evidence(evidence, by=by, is_confidential=True)
    except Exception:
        discard(received)
        raise


def _prove(attendance: AttendanceList, *, by: User) -> None:
    """Let the list show as many people of each group as signed and were reached, less what other evidence shows."""
    activity, evidence = attendance.activity, attendance.evidence
    if evidence is None or evidence.removed_at is not None:
        return
    reached = {row.group_key: row.people for row in activity.reach.all()}
    own = {proof.group_key: proof.people for proof in activity.proofs.filter(evidence=evidence)}
    shown = {}
    for key, signed in attendance.counts.items():
        others = proven_of_group(activity, key) - own.get(key, 0)
        shown[key] = max(0, min(signed, reached.get(key, 0) - others))
    prove(activity, evidence, by=by, people=shown)


@transaction.atomic
def raise_reach(attendance: AttendanceList, *, by: User) -> None:
    """Log as many people reached as signed, where fewer are logged; the list then proves them all."""
    activity = Activity.objects.select_related("project").get(pk=attendance.activity_id)
    rows: dict[TargetGroup | str | None, ReachRow] = {}
    missing = dict(attendance.counts)
    for row in activity.reach.select_related("group"):
        signed = missing.pop(row.group_key, 0)
        rows[row.group or row.group_key or None] = ReachRow(max(row.people, signed), row.level, row.split)
    groups = {group.public_id: group for group in TargetGroup.objects.filter(project_id=activity.project_id)}
    for key, signed in missing.items():
        group = groups.get(key)
        rows[group] = ReachRow(signed + (rows[group].people if group in rows else 0))
    change_logged_activity(activity, by=by, reach=rows)
    attendance.activity = activity
    _prove(attendance, by=by)


@transaction.atomic
def erase_names(attendance: AttendanceList) -> None:
    """Erase the names of a list, and the file with them; the figure, its sums and its proofs stay.

    A list that nobody closed is closed by it, and keeps its sum; evidence is a person's to make.
    """
    fresh = AttendanceList.objects.select_for_update(of=("self",)).select_related("activity", "evidence").get(
        pk=attendance.pk
    )  # fmt: skip
    if fresh.erased_at is not None:
        return
    now = timezone.now()
    if fresh.closed_at is None:
        fresh.total, fresh.counts = total_of(fresh), counts_of(fresh)
        fresh.closed_at = now
    fresh.signatures.all().delete()
    fresh.erased_at = now
    fresh.version += 1
    fresh.save()
    if fresh.evidence is not None:
        _erase_file(fresh.evidence)
    record("attendance.erased", by=None, subject=fresh, project_id=fresh.activity.project_id,
           changes={"people": [fresh.total, fresh.total]})  # fmt: skip


def _erase_file(evidence: Evidence) -> None:
    """Destroy the list that lies in a figure; its sums say what they said."""
    gone = [path for path in (evidence.path, evidence.thumbnail_path) if path]
    evidence.path = evidence.thumbnail_path = ""
    evidence.erased_at = timezone.now()
    evidence.version += 1
    evidence.save(update_fields=["path", "thumbnail_path", "erased_at", "version"])
    transaction.on_commit(partial(storing.forget, gone))


def erase_due() -> None:
    """Erase the names whose day has come; done every day (`jobs.schedule`)."""
    for attendance in due_for_erasure(timezone.localdate()):
        erase_names(attendance)
