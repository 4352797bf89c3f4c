"""Attendance lists as numbers: names of participants never leave."""

from typing import Any

from django.utils import timezone

from plon.attendance.models import AttendanceList
from plon.attendance.queries import counts_of, total_of
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Row, Table


def _count(row: Row, key: int) -> None:
    """Put in the numbers, which are otherwise written down at closing; in a package each list is closed."""
    attendance = AttendanceList.objects.get(pk=key)
    row["total"], row["counts"] = total_of(attendance), counts_of(attendance)
    row["closed_at"] = row["closed_at"] or row["closes_at"]


def _arrive(attendance: Any, loading: Any) -> None:
    """The names stayed where they were signed: there are none to be erased."""
    attendance.erased_at = timezone.now()


def register() -> None:
    register_part(
        70,
        "attendance",
        Table(
            AttendanceList,
            project="activity__project",
            result="activity__results",
            left_out={
                "secret": "opens the page of participants",
                "erased_at": "names never leave",
            },
            keys=("counts",),
            mend=_count,
            adjust=_arrive,
        ),
    )
    register_exceptions(
        {
            "attendance.Signature": "names of participants; the list keeps their number",
            "corner.PartnerLink": "a person's link",
            "corner.LetterChoice": "a person's wish",
            "corner.SentLetter": "letters to people",
            "corner.Subscription": "a secret address",
        }
    )
