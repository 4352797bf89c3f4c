"""Who may write a report: who edits the project; of a partner's own report and self-assessment, its people, too."""

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.projects.models import Membership, Project
from plon.projects.rules import EDIT
from plon.reports.beneficiary.models import Report


def organisation_of(user: User | AnonymousUser, project: Project) -> int | None:
    """Return the key of the organisation for which a person works in a project, None if nobody said."""
    if not user.is_authenticated:
        return None
    mine = Membership.objects.filter(project=project, person_id=user.pk)
    return mine.values_list("organisation_id", flat=True).first()


def may_write(user: User | AnonymousUser, report: Report) -> bool:
    """Tell whether a person may change the texts of a report."""
    if user.has_perm(EDIT, report.project):
        return True
    return report.organisation_id is not None and organisation_of(user, report.project) == report.organisation_id


def may_assess(user: User | AnonymousUser, report: Report, organisation: Organisation) -> bool:
    """Tell whether a person may write a partner's self-assessment: its own people, and who edits the project."""
    return user.has_perm(EDIT, report.project) or organisation_of(user, report.project) == organisation.pk
