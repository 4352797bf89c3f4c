"""Issuing, checking, and rooms for auditors: each use case once. Making and reading is `issuing` and `checking`."""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.projects.queries import hash_of
from plon.reports.beneficiary.models import Report
from plon.verification.letter import send_room_on_commit
from plon.verification.models import ROOM_DAYS, AuditRoom, IssuedReport, ProofCheck, RoomVisit
from plon.verification.refusals import VerificationRefused
from plon.verification.secret import secret_of

# A room stays open for so many days at most; it can be prolonged.
LONGEST_DAYS = 366
# Who checks is the public too: no report is read back more often than this.
CHECK_PAUSE = datetime.timedelta(minutes=30)


@transaction.atomic
def issue_report(report: Report, *, by: User, language: str = "") -> IssuedReport:
    """Ask for a report to be issued as it reads now; a worker composes it, makes its files and keeps them.

    Args:
        report: what is issued.
        by: the coordinator.
        language: of the paper; "" for the report's own.

    Raises:
        VerificationRefused: it is being issued already.
    """
    from plon.verification.tasks import make_issued_report  # tasks import the maker, which imports this

    report = Report.objects.select_for_update(of=("self",)).select_related("project").get(pk=report.pk)
    if IssuedReport.objects.filter(report=report, state__in=GOING).exists():
        raise VerificationRefused(_("This report is being issued right now. Wait for it, or stop it."))
    issued = IssuedReport(
        project=report.project,
        report=report,
        language=language or report.language,
        since=report.since,
        until=report.until,
        issued_by=by,
        issued_label=str(by)[:200],
    )
    issued.full_clean()
    issued.save()
    record("issued_report.requested", by=by, subject=issued, project_id=issued.project_id)
    transaction.on_commit(partial(make_issued_report.enqueue, issued.pk))
    return issued


@transaction.atomic
def cancel_issuing(issued: IssuedReport, *, by: User) -> bool:
    """Stop a report that is waiting or being made; one that is issued stays. Tell whether there was one to stop."""
    stopped = lengthy.cancel(issued)
    if stopped:
        record("issued_report.cancelled", by=by, subject=issued, project_id=issued.project_id)
    return stopped


@transaction.atomic
def request_check(issued: IssuedReport, *, by: User | None) -> ProofCheck:
    """Ask for all proofs of a report to be read back; one that runs, or was just made, is returned instead.

    Args:
        issued: the report.
        by: who asks; None for the public and for Plon itself.

    Raises:
        VerificationRefused: the report is not issued.
    """
    from plon.verification.tasks import check_issued_report  # see above

    issued = IssuedReport.objects.select_for_update(of=("self",)).get(pk=issued.pk)
    if not issued.is_issued:
        raise VerificationRefused(_("This report is not issued yet."))
    going = issued.checks.filter(state__in=GOING).first()
    newest = going or issued.checks.filter(requested_at__gt=timezone.now() - CHECK_PAUSE).first()
    if going or (newest and by is None):
        assert newest is not None  # noqa: S101  one of the two is there
        return newest
    check = ProofCheck(issued=issued)
    check.full_clean()
    check.save()
    if by is not None:
        record("issued_report.checked", by=by, subject=issued, project_id=issued.project_id)
    transaction.on_commit(partial(check_issued_report.enqueue, check.pk))
    return check


@transaction.atomic
def open_room(
    issued: IssuedReport,
    *,
    by: User,
    who: str,
    email: str = "",
    language: str = "pl",
    days: int = ROOM_DAYS,
    shows_confidential: bool = False,
) -> AuditRoom:
    """Open a read-only room for an auditor; with an address it gets a letter.

    Args:
        issued: the report that it shows.
        by: the coordinator.
        who: whom it is for, as the team calls them.
        email: where the letter goes, "" for none: the coordinator hands the address over.
        language: of the room and the letter.
        days: how long it stays open.
        shows_confidential: whether signed forms and attendance lists can be opened in it.

    Raises:
        VerificationRefused: the report is not issued, or the time is none.
        ValidationError: something is missing or malformed.
    """
    if not issued.is_issued:
        raise VerificationRefused(_("This report is not issued yet."))
    room = AuditRoom(
        project_id=issued.project_id,
        issued=issued,
        who=who.strip(),
        email=email.strip().lower(),
        language=language,
        shows_confidential=shows_confidential,
        opened_by=by,
        opened_label=str(by)[:200],
        expires_at=_end_in(days),
    )
    room.secret_hash = hash_of(secret_of(room))
    room.full_clean()
    room.save()
    record("audit_room.opened", by=by, subject=room, project_id=room.project_id)
    if room.email:
        send_room_on_commit(room)
    return room


def _end_in(days: int) -> datetime.datetime:
    if not 1 <= days <= LONGEST_DAYS:
        raise VerificationRefused(
            _("A room is open for 1 to %(most)s days."), {"most": LONGEST_DAYS}, field="days"
        )  # fmt: skip
    return timezone.now() + datetime.timedelta(days=days)


@transaction.atomic
def prolong_room(room: AuditRoom, *, by: User, days: int) -> AuditRoom:
    """Let a room be open for so many days from now; one whose time was over opens again, a closed one does not.

    Raises:
        VerificationRefused: it was closed, or the time is none.
    """
    room = AuditRoom.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if room.closed_at is not None:
        raise VerificationRefused(_("This room was closed. Open a new one: its address is another."))
    before, room.expires_at = room.expires_at, _end_in(days)
    room.full_clean()
    room.save(update_fields=["expires_at"])
    days_of: list[object] = [timezone.localdate(each).isoformat() for each in (before, room.expires_at)]
    record("audit_room.prolonged", by=by, subject=room, project_id=room.project_id, changes={"expires_at": days_of})
    return room


@transaction.atomic
def close_room(room: AuditRoom, *, by: User) -> AuditRoom:
    """Close a room at once and for good; what was opened in it stays on record."""
    room = AuditRoom.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if room.closed_at is None:
        room.closed_at = timezone.now()
        room.save(update_fields=["closed_at"])
        record("audit_room.closed", by=by, subject=room, project_id=room.project_id)
    return room


def note_visit(room: AuditRoom, what: str, about: str = "") -> None:
    """Note what was opened in a room and when; an event of the history would say who, and nobody knows that."""
    RoomVisit.objects.create(room=room, what=what, about=about[:20])
