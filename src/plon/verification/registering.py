"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.fixity.papers import register_judge
from plon.fixity.stores import Store, register_store
from plon.history.sentences import register_sentences
from plon.jobs.lengthy import take_up
from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section
from plon.verification.checking import check_by_the_clock
from plon.verification.judging import judge_report
from plon.verification.letter import EVERY, send_waiting_letters
from plon.verification.models import IssuedFile, IssuedReport, ProofCheck
from plon.verification.reminding import remind_of_broken_proofs
from plon.verification.sweeping import sweep_strays
from plon.verification.tasks import check_issued_report, make_issued_report

SOON = datetime.timedelta(minutes=3)
DAILY = datetime.timedelta(days=1)


def _take_up() -> None:
    take_up(IssuedReport, make_issued_report.enqueue)
    take_up(ProofCheck, check_issued_report.enqueue)


def register_verification() -> None:
    """Register section, judge of files, watch of files, reminder, regular work and the sentences of the history."""
    register_section(Section(20, "issued", _("Issued and auditors"), "verification:index", under="reports"))
    register_judge("report", judge_report)
    register_store(Store("issued", IssuedFile.objects.all, "issued__project_id"))
    register_reminder("verification", remind_of_broken_proofs)
    register_work("verification.take_up", every=SOON, work=_take_up)
    register_work("verification.check", every=DAILY, work=check_by_the_clock)
    register_work("verification.letters", every=EVERY, work=send_waiting_letters)
    register_work("verification.sweeping", every=DAILY, work=sweep_strays)
    register_sentences(
        {
            "issued_report.requested": _("asked for a report to be issued"),
            "issued_report.issued": _("issued the report %(subject)s"),
            "issued_report.failed": _("could not issue a report"),
            "issued_report.cancelled": _("stopped the issuing of a report"),
            "issued_report.checked": _("had the proofs of %(subject)s read back"),
            "issued_proof.altered": _("found that a reported proof is altered: %(subject)s"),
            "issued_proof.missing": _("found that a reported proof is missing: %(subject)s"),
            "issued_proof.destroyed": _("found that a reported proof was destroyed: %(subject)s"),
            "audit_room.opened": _("opened the auditor’s room %(subject)s"),
            "audit_room.prolonged": _("prolonged the auditor’s room %(subject)s"),
            "audit_room.closed": _("closed the auditor’s room %(subject)s"),
        }
    )
