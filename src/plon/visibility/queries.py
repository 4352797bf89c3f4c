"""Reading checks. Every page gets its check here, through the gate."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT, VIEW
from plon.visibility.enums import UNDER_WAY
from plon.visibility.models import VisibilityCheck


def checks_of(project: Project) -> QuerySet[VisibilityCheck]:
    """Return the checks of a project, the one asked for last first."""
    return VisibilityCheck.objects.filter(project=project).select_related("project", "requested_by")


def checks_under_way(project: Project) -> int:
    """Return how many checks of a project wait or run; those that fell silent don't count."""
    return sum(check.is_under_way for check in checks_of(project).filter(state__in=UNDER_WAY).defer("report"))


def may_remove(user: User | AnonymousUser, check: VisibilityCheck) -> bool:
    """Tell whether a person may remove a check: an editor, or who asked for it."""
    if user.has_perm(EDIT, check.project):
        return True
    return check.requested_by_id == user.pk and user.has_perm(CONTRIBUTE, check.project)


def get_check_for(
    user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW
) -> VisibilityCheck:
    """Return a check of a project, if `user` may do `permission` with it; `EDIT` asks whether they may remove it.

    Raises:
        Http404: no such check in this project, or the person may not see it.
        PermissionDenied: the person sees it, but may not do this.
    """
    project = get_project_for(user, project_id, CONTRIBUTE if permission == EDIT else permission)
    found = checks_of(project).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if permission == EDIT and not may_remove(user, found):
        raise PermissionDenied
    return found
