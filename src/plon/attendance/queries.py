"""Reading attendance lists: who may see which, how many signed, as what."""

import datetime
import logging
import uuid
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.activities.queries import get_activity_for
from plon.attendance.models import AttendanceList, Signature
from plon.plans.models import TargetGroup
from plon.projects.rules import EDIT

log = logging.getLogger("plon.attendance")


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many signed as a group, and how many of it the act says that it reached."""

    key: str
    name: str
    signed: int
    reached: int

    @property
    def is_short(self) -> bool:
        """Tell whether fewer people are logged as reached than signed."""
        return self.reached < self.signed


def lists() -> QuerySet[AttendanceList]:
    return AttendanceList.objects.select_related("activity__project", "evidence")


def find_list(activity: Activity) -> AttendanceList | None:
    return lists().filter(activity=activity).first()


def get_list_for(
    user: User | AnonymousUser, project_id: str, activity_id: str, permission: str = EDIT
) -> AttendanceList:
    """Return the list of an act, if `user` may run the act: names are for who runs it (see `get_activity_for`).

    Raises:
        Http404: no such act, no list yet, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    found = find_list(get_activity_for(user, project_id, activity_id, permission))
    if found is None:
        raise Http404
    return found


def find_by_secret(secret: str) -> AttendanceList:
    """Return the list that a QR code leads to.

    Raises:
        Http404: nobody made such an address; the attempt is logged without it.
    """
    found = lists().filter(secret=secret).first()
    if found is None:
        log.warning("a list of attendance was asked for under an address that does not exist")
        raise Http404
    return found


def groups_of(activity: Activity) -> list[tuple[str, str]]:
    """Return (key, name) of the groups as which one may come: those of the act, else all of the plan."""
    own = [(row.group_key, row.group_name) for row in activity.reach.all() if row.group_key]
    if own:
        return own
    return list(TargetGroup.objects.filter(project_id=activity.project_id).values_list("public_id", "name"))


def total_of(attendance: AttendanceList) -> int:
    """Return how many people are on the list now; after the names are gone, how many there were."""
    if attendance.closed_at is not None:
        return attendance.total
    return int(attendance.signatures.aggregate(total=Sum("people"))["total"] or 0)


def counts_of(attendance: AttendanceList) -> dict[str, int]:
    """Return {group key: people signed}, groups without anybody left out."""
    if attendance.closed_at is not None:
        return dict(attendance.counts)
    rows = attendance.signatures.order_by().values_list("group_key").annotate(people=Sum("people"))
    return {key: int(people) for key, people in rows}


def group_counts(attendance: AttendanceList, *, somebody: str) -> list[GroupCount]:
    """Return signed and reached, group by group; `somebody` names who came as no group."""
    signed = counts_of(attendance)
    reached = {row.group_key: row for row in attendance.activity.reach.all()}
    names = dict(groups_of(attendance.activity))
    return [
        GroupCount(
            key,
            names.get(key) or (reached[key].group_name if key in reached else "") or somebody,
            signed[key],
            reached[key].people if key in reached else 0,
        )
        for key in sorted(signed, key=lambda key: (key == "", names.get(key, "")))
    ]


def signature_of(attendance: AttendanceList, device_key: uuid.UUID | None) -> Signature | None:
    """Return the entry that a phone made."""
    if device_key is None:
        return None
    return attendance.signatures.filter(device_key=device_key).first()


def due_for_erasure(today: datetime.date) -> QuerySet[AttendanceList]:
    """Return the lists whose names are to be erased by today."""
    return lists().filter(erase_on__lte=today, erased_at__isnull=True)


def is_before(attendance: AttendanceList) -> bool:
    return attendance.closed_at is None and timezone.now() < attendance.opens_at


def is_open(attendance: AttendanceList) -> bool:
    """Tell whether people may sign at this moment."""
    return attendance.closed_at is None and attendance.opens_at <= timezone.now() < attendance.closes_at
