"""Who may do what with an act: contributors change their own, editors every one."""

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.evidence.models import Evidence
from plon.projects.rules import CONTRIBUTE, EDIT


def may_change(user: User | AnonymousUser, activity: Activity) -> bool:
    """Tell whether a person may change an act: an editor, or the contributor who logged it."""
    if user.has_perm(EDIT, activity.project):
        return True
    return _is_own(user, activity.logged_by_id) and user.has_perm(CONTRIBUTE, activity.project)


def may_detach(user: User | AnonymousUser, activity: Activity, evidence: Evidence) -> bool:
    """Tell whether a person may take a piece of evidence from an act, or change what it shows there."""
    if may_change(user, activity):
        return True
    return _is_own(user, evidence.added_by_id) and user.has_perm(CONTRIBUTE, activity.project)


def _is_own(user: User | AnonymousUser, owner: int | None) -> bool:
    return owner is not None and user.pk == owner
