import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "plon.attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from plon.activities.hindrances import register_hindrance  # rooms register when all are loaded
        from plon.activities.links import register_link
        from plon.attendance.closing import erase_due
        from plon.attendance.hindering import hindrance_of
        from plon.attendance.linking import link_of
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work

        register_link(link_of)
        register_hindrance(hindrance_of)
        register_work("attendance.erase_names", every=datetime.timedelta(days=1), work=erase_due)
        register_sentences(
            {
                "attendance.opened": _("made the attendance list of %(subject)s"),
                "attendance.changed": _("changed the attendance list of %(subject)s"),
                "attendance.counted": _("added people to the attendance list of %(subject)s"),
                "attendance.uncounted": _("took an entry off the attendance list of %(subject)s"),
                "attendance.closed": _("closed the attendance list of %(subject)s; it is evidence now"),
                "attendance.erased": _("erased the names on the attendance list of %(subject)s; the number stays"),
            }
        )
