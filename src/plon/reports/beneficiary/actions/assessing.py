"""The use cases of partners' self-assessments: write one's own, remind those who have not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.projects.models import Membership, Partnership
from plon.reports.actions import cleaned
from plon.reports.beneficiary.actions.reports import locked, refuse_closed
from plon.reports.beneficiary.letters import post_reminder
from plon.reports.beneficiary.models import Report, SelfAssessment
from plon.reports.beneficiary.refusals import NotNow
from plon.reports.refusals import WrittenMeanwhile


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to one question.

    Attributes:
        mark: of 1 to 5, None for none.
        seen: the version of the answer that the person's page had seen, 0 for none; None writes in any case.
    """

    mark: int | None = None
    text: str = ""
    seen: int | None = None


@transaction.atomic
def assess(report: Report, organisation: Organisation, *, by: User, said: Mapping[str, Said]) -> list[SelfAssessment]:
    """Write what a partner says of its own part; questions that are not in `said` stay as they are.

    Args:
        report: whose outline asks the questions.
        organisation: a partner of the project.
        by: who writes it.
        said: by key of the question; an empty answer takes back what was said.

    Raises:
        ReportClosed: the report is ready or sent.
        NotNow: the organisation is no partner of the project.
        WrittenMeanwhile: somebody else answered a question otherwise since the page was opened.
        ValidationError: a mark is not from 1 to 5, or a text too long.
    """
    report = locked(report)
    refuse_closed(report)
    if not Partnership.objects.filter(project=report.project_id, organisation=organisation).exists():
        raise NotNow(_("This organisation is no partner of the project."))
    known = {row.question: row for row in report.assessments.filter(organisation=organisation)}
    written, has_changed = [], False
    for asked in report.parts_of.asked:
        if asked.key not in said:
            continue
        answer = said[asked.key]
        row = known.get(asked.key) or SelfAssessment(report=report, organisation=organisation, question=asked.key)
        mark, text = answer.mark if asked.has_mark else None, cleaned(answer.text).strip()
        if (row.mark, row.text) != (mark, text):
            _refuse_meanwhile(row, answer)
            row.version += row.pk is not None
            row.mark, row.text, row.changed_by, row.changed_by_label = mark, text, by, str(by)[:200]
            row.full_clean()
            row.save()
            has_changed = True
        written.append(row)
    if has_changed:
        record("report.assessed", by=by, subject=report, project_id=report.project_id,
               changes={"_organisation": [organisation.name]})  # fmt: skip
    return written


def _refuse_meanwhile(row: SelfAssessment, answer: Said) -> None:
    if answer.seen is None or answer.seen == version_of(row):
        return
    theirs = " ".join(part for part in (str(row.mark or ""), row.text) if part)
    raise WrittenMeanwhile(
        _("Somebody else answered this meanwhile: “%(theirs)s”. Save again to keep your answer."),
        {"theirs": theirs}, field=f"text_{row.question}",
    )  # fmt: skip


def version_of(row: SelfAssessment | None) -> int:
    """Return what a page that shows an answer has seen of it: 0 while there is none."""
    return row.version if row is not None and row.pk is not None else 0


@transaction.atomic
def remind_partner(report: Report, organisation: Organisation, *, by: User) -> int:
    """Ask the people of a partner by mail to assess their own part; tell how many letters go out.

    Raises:
        NotNow: nobody of this partner has an account in the project.
    """
    report = locked(report)
    refuse_closed(report)
    members = Membership.objects.filter(project=report.project_id, organisation=organisation, person__is_active=True)
    people = [each.person for each in members.select_related("person") if each.person.email]
    if not people:
        raise NotNow(_("Nobody of this partner has an account in the project. Ask them yourself, then write it here."))
    for person in people:
        post_reminder(report, person, by=by)
    record("report.partner_reminded", by=by, subject=report, project_id=report.project_id,
           changes={"_organisation": [organisation.name]})  # fmt: skip
    return len(people)
