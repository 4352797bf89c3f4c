"""Who may do what with a piece of evidence: contributors change their own, confidential ones are for editors alone."""

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.evidence.models import Evidence
from plon.projects.models import Project
from plon.projects.rules import CONTRIBUTE, EDIT


def sees_confidential(user: User | AnonymousUser, project: Project) -> bool:
    """Tell whether a person opens signed forms and attendance lists: editors and coordinators, nobody else."""
    return user.has_perm(EDIT, project)


def may_change(user: User | AnonymousUser, evidence: Evidence) -> bool:
    """Tell whether a person may change or remove a piece: an editor, or the contributor who added it."""
    if user.has_perm(EDIT, evidence.project):
        return True
    is_own = evidence.added_by_id is not None and evidence.added_by_id == user.pk
    return is_own and user.has_perm(CONTRIBUTE, evidence.project)
