"""The letter that asks a partner's people for their self-assessment, in their language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from plon.accounts.models import User
from plon.pages import whole_address
from plon.reports.beneficiary.models import Report


def remind_on_commit(report: Report, person: User, *, by: User) -> None:
    """Send the letter once the reminder is written down; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        address = reverse("beneficiary_reports:assessments", args=[report.project.public_id, report.public_id])
        context = {"report": report, "person": person, "by": by, "url": whole_address(address),
                   "base_url": settings.BASE_URL}  # fmt: skip
        with override(person.language):
            text = render_to_string("reports/beneficiary/letters/assess.txt", context)
        subject, _, body = text.strip().partition("\n")
        headers = {"Auto-Submitted": "auto-generated", "Content-Language": person.language}
        EmailMessage(" ".join(subject.split()), body.strip() + "\n", None, [person.email], headers=headers).send()

    transaction.on_commit(send, robust=True)
