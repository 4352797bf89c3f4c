"""Open a list, sign it, count what was signed on paper, close it. What closing makes of it: `closing`."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.attendance.models import AttendanceList, Signature
from plon.attendance.queries import find_list, groups_of, is_before, is_open, total_of
from plon.attendance.refusals import ChangedMeanwhile, ClosedAlready, ListIsFull, NotOpen
from plon.history.record import changed, record, snapshot
from plon.programme.attendance import attendance_rules

LIST_FIELDS = ("language", "asks_organisation", "opens_at", "closes_at", "erase_on")
_CLOSED = gettext_lazy("This list is closed already.")


@transaction.atomic
def open_list(
    activity: Activity,
    *,
    by: User,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    keep_days: int,
    language: str,
    asks_organisation: bool = True,
) -> AttendanceList:
    """Make the list of an act; asked again, return the one that is there.

    Raises:
        ValidationError: it would close before it opens, or names would be kept too long or too short.
    """
    if known := find_list(activity):
        return known
    attendance = AttendanceList(
        activity=activity,
        language=language,
        asks_organisation=asks_organisation,
        opens_at=opens_at,
        closes_at=closes_at,
        erase_on=erasure_day(closes_at, keep_days),
    )
    attendance.full_clean()
    attendance.save()
    record("attendance.opened", by=by, subject=attendance, project_id=activity.project_id)
    return attendance


def erasure_day(closes_at: datetime.datetime, keep_days: int) -> datetime.date:
    """Return the day on which the names of an event go.

    Raises:
        ValidationError: see `programme/data/attendance.toml`.
    """
    rules = attendance_rules()
    if not rules.shortest_days <= keep_days <= rules.longest_days:
        words = _("Names are kept for %(least)s to %(most)s days after the event.")
        params = {"least": rules.shortest_days, "most": rules.longest_days}
        raise ValidationError({"keep_days": ValidationError(words, params=params)})
    return timezone.localdate(closes_at) + datetime.timedelta(days=keep_days)


@transaction.atomic
def change_list(
    attendance: AttendanceList,
    *,
    by: User,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    keep_days: int,
    language: str,
    asks_organisation: bool,
    version: int | None = None,
) -> AttendanceList:
    """Change hours, language and how long names are kept.

    Raises:
        ClosedAlready, ChangedMeanwhile, ValidationError: see `open_list`.
    """
    attendance = locked(attendance)
    if version is not None and version != attendance.version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    before = snapshot(attendance, LIST_FIELDS)
    attendance.opens_at, attendance.closes_at = opens_at, closes_at
    attendance.language, attendance.asks_organisation = language, asks_organisation
    attendance.erase_on = erasure_day(closes_at, keep_days)
    if changes := changed(before, attendance):
        attendance.version += 1
        attendance.full_clean()
        attendance.save()
        record("attendance.changed", by=by, subject=attendance, project_id=attendance.activity.project_id,
               changes=changes)  # fmt: skip
    return attendance


def locked(attendance: AttendanceList) -> AttendanceList:
    """Return a list that nobody else changes until this transaction ends.

    Raises:
        ClosedAlready: it became evidence.
    """
    fresh = AttendanceList.objects.select_for_update(of=("self",)).select_related("activity__project").get(
        pk=attendance.pk
    )  # fmt: skip
    if fresh.closed_at is not None:
        raise ClosedAlready(str(_CLOSED))
    return fresh


@transaction.atomic
def sign(
    attendance: AttendanceList, *, device_key: uuid.UUID, name: str, organisation: str = "", group_key: str = ""
) -> Signature:
    """Sign a list from a participant's own phone; the same phone changes its entry.

    The history hears nothing of it: who came stands on the list alone, and goes with it.

    Raises:
        NotOpen: too early, too late or closed.
        ListIsFull: more people than any hall holds.
        ValidationError: no name, or a group that is not offered.
    """
    try:
        attendance = locked(attendance)
    except ClosedAlready as closed:
        raise NotOpen(str(closed)) from None
    if is_before(attendance):
        raise NotOpen(_("The list is not open yet."))
    if not is_open(attendance):
        raise NotOpen(_("The list is closed: its time is over."))
    entry = attendance.signatures.filter(device_key=device_key).first()
    if entry is None:
        _refuse_if_full(attendance, 1)
        entry = Signature(list=attendance, device_key=device_key)
    entry.name, entry.group_key = name.strip(), group_key
    entry.organisation = organisation.strip() if attendance.asks_organisation else ""
    if not entry.name:
        raise ValidationError({"name": _("Write your first and last name.")})
    _save(attendance, entry)
    return entry


@transaction.atomic
def take_back(attendance: AttendanceList, *, device_key: uuid.UUID) -> None:
    """Take a participant's own entry off the list, from the phone that made it.

    Raises:
        ClosedAlready: the list became evidence; the organiser is to be asked.
    """
    locked(attendance).signatures.filter(device_key=device_key).delete()


@transaction.atomic
def add_by_hand(
    attendance: AttendanceList,
    *,
    by: User,
    name: str = "",
    organisation: str = "",
    group_key: str = "",
    people: int = 1,
) -> Signature:
    """Take over from paper: a name, or only how many.

    Raises:
        ClosedAlready, ListIsFull: see `sign`.
        ValidationError: several people under one name, nobody at all, or a group that is not offered.
    """
    attendance = locked(attendance)
    if people < 1:
        raise ValidationError({"people": _("At least one person.")})
    _refuse_if_full(attendance, people)
    entry = Signature(list=attendance, name=name.strip(), organisation=organisation.strip(), group_key=group_key,
                      people=people)  # fmt: skip
    _save(attendance, entry)
    record("attendance.counted", by=by, subject=attendance, project_id=attendance.activity.project_id,
           changes={"people": [0, people]})  # fmt: skip
    return entry


@transaction.atomic
def remove_entry(attendance: AttendanceList, *, by: User, entry: int) -> bool:
    """Take a wrong entry off the list; return whether it was there. The history tells the number, no name.

    Raises:
        ClosedAlready: the list became evidence.
    """
    attendance = locked(attendance)
    found = attendance.signatures.filter(pk=entry).first()
    if found is None:
        return False
    people = found.people
    found.delete()
    record("attendance.uncounted", by=by, subject=attendance, project_id=attendance.activity.project_id,
           changes={"people": [people, 0]})  # fmt: skip
    return True


def _refuse_if_full(attendance: AttendanceList, more: int) -> None:
    if total_of(attendance) + more > attendance_rules().most_people:
        raise ListIsFull(_("This list holds at most %(most)s people."), {"most": attendance_rules().most_people})


def _save(attendance: AttendanceList, entry: Signature) -> None:
    if entry.group_key and entry.group_key not in dict(groups_of(attendance.activity)):
        raise ValidationError({"group_key": _("Choose one of the groups.")})
    entry.full_clean()
    entry.save()
