"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.restoring import register_restorer
from plon.projects.sections import Section, register_section
from plon.reports.actions import put_back
from plon.reports.beneficiary.actions import put_back as put_text_back
from plon.reports.beneficiary.actions.files import take_up_files

SOON = datetime.timedelta(minutes=3)


def register_reports() -> None:
    """Register sections, how texts are put back, regular work, sentences."""
    register_section(Section(37, "application", _("Application"), "reports:application", "file"))
    label = pgettext_lazy("section", "Reports")
    register_section(Section(62, "reports", label, "beneficiary_reports:index", "file"))
    register_section(Section(10, "reportlist", label, "beneficiary_reports:index", under="reports"))
    register_restorer("reports.answer", put_back)
    register_restorer("reports.reporttext", put_text_back)
    register_work("reports.files", every=SOON, work=take_up_files)
    register_sentences(
        {
            "answer.written": _("wrote the answer “%(subject)s”"),
            "answer.changed": _("changed the answer “%(subject)s”"),
            "answer.kept": _("said that the answer “%(subject)s” is right although the plan has changed"),
            "answer.removed": _("took the draft again for “%(subject)s”"),
            "answer.restored": _("put the answer “%(subject)s” back"),
            "report.started": _("started a report: %(subject)s"),
            "report.changed": _("changed what a report tells of: %(subject)s"),
            "report.finished": _("said that a report is ready: %(subject)s"),
            "report.sent": _("said that a report was sent: %(subject)s"),
            "report.opened": _("opened a report again: %(subject)s"),
            "report.removed": _("deleted a report: %(subject)s"),
            "report.assessed": _("wrote a partner's self-assessment for a report: %(subject)s"),
            "report.partner_reminded": _("reminded a partner of its self-assessment for a report: %(subject)s"),
            "report_text.written": _("wrote a text of a report: %(subject)s"),
            "report_text.changed": _("changed a text of a report: %(subject)s"),
            "report_text.kept": _("said that a text of a report is right although its facts have changed: %(subject)s"),
            "report_text.removed": _("took the draft again for a text of a report: %(subject)s"),
            "report_text.restored": _("put a text of a report back: %(subject)s"),
            "report_file.requested": _("asked for a report as a file: %(subject)s"),
            "report_file.made": _("made the report %(subject)s"),
            "report_file.cancelled": _("stopped a report that was being made as a file: %(subject)s"),
        }
    )
