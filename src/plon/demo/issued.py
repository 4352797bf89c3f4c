"""The example report as it was issued, a room for an auditor, and what was typed into the EU results platform."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.projects.models import Project
from plon.reports.beneficiary.models import Report
from plon.resultsplatform.actions import mark_typed_in
from plon.resultsplatform.gathering import book_of
from plon.verification.actions import issue_report, note_visit, open_room
from plon.verification.checking import run_check
from plon.verification.enums import Visit
from plon.verification.issuing import run_issuing
from plon.verification.models import ProofCheck


def add_issued(acronym: str, by: User) -> None:
    """Issue the newest report of an example project, read its proofs back, open a room, type one result in."""
    project = Project.objects.get(acronym=acronym, is_example=True)
    report = Report.objects.filter(project=project).first()
    if report is not None:
        issued = issue_report(report, by=by)
        run_issuing(issued.pk)
        issued.refresh_from_db()
        for check in ProofCheck.objects.filter(issued=issued):
            run_check(check.pk)
        room = open_room(issued, by=by, who="FRSE, przykładowa kontrola", language="pl", days=60)
        note_visit(room, Visit.ENTERED)
        note_visit(room, Visit.FILE, "pdf")
    book = book_of(project)
    if book.sheets:
        first = project.results.get(public_id=book.sheets[0].key)
        day = timezone.localdate() - datetime.timedelta(days=9)
        mark_typed_in(first, book.sheets[0], by=by, typed_on=day)
