"""The letter that asks a partner's people for their self-assessment, in their language."""

from django.urls import reverse

from plon.accounts.letters import post_words_to
from plon.accounts.models import User
from plon.agency.letters import words_of
from plon.pages import whole_address
from plon.reports.beneficiary.models import Report


def post_reminder(report: Report, person: User, *, by: User) -> None:
    """Send the letter once the reminder is written down; a mail server that is away only delays it."""
    address = reverse("beneficiary_reports:assessments", args=[report.project.public_id, report.public_id])
    context = {"report": report, "person": person, "by": by, "url": whole_address(address)}
    post_words_to(person, lambda: words_of("reports/beneficiary/letters/assess.txt", context))
