"""An act goes only when no names hang on it: with its list they would be lost, or stay for ever in the evidence."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.models import Activity
from plon.attendance.models import AttendanceList


def hindrance_of(activity: Activity) -> str:
    """Say why the attendance list keeps an act from being removed; "" if it does not."""
    attendance = AttendanceList.objects.filter(activity=activity).first()
    if attendance is None or attendance.erased_at is not None:
        return ""
    if attendance.closed_at is not None:
        return _(
            "Its attendance list is evidence whose names are erased on %(day)s. Until then you can cancel the activity."
        ) % {"day": date_format(attendance.erase_on)}
    if attendance.signatures.exists():
        return _("People have signed its attendance list. Close the list first, or take the entries off it.")
    return ""
