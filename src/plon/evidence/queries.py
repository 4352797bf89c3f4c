"""Reading evidence. Every page gets its piece here, through the gate."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from plon.accounts.models import User
from plon.evidence.models import Evidence
from plon.evidence.rules import may_change, sees_confidential
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT, VIEW


def evidence_of(project: Project) -> QuerySet[Evidence]:
    """Return the evidence of a project, the bin left out, newest first; confidential pieces are among it."""
    return Evidence.objects.filter(project=project, removed_at__isnull=True).select_related("organisation", "project")


def bin_of(project: Project) -> QuerySet[Evidence]:
    """Return what lies in the bin of a project, last removed first."""
    removed = Evidence.objects.filter(project=project, removed_at__isnull=False)
    return removed.select_related("organisation", "project").order_by("-removed_at", "-pk")


def partners_of(project: Project) -> list[Organisation]:
    """Return the partners of a project by name."""
    return list(Organisation.objects.filter(partnerships__project=project).order_by("name", "pk"))


def visible_among(user: User | AnonymousUser, pieces: QuerySet[Evidence], project: Project) -> QuerySet[Evidence]:
    """Leave out of `pieces` of a project what `user` may not see."""
    return pieces if sees_confidential(user, project) else pieces.filter(is_confidential=False)


def get_evidence_for(
    user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW, *, is_removed: bool = False
) -> Evidence:
    """Return a piece of evidence of a project, if `user` may do `permission` with it.

    `CONTRIBUTE` and `EDIT` ask whether they may change it: contributors their own, editors every one.

    Args:
        user: who asks.
        project_id: public id of the project.
        public_id: of the piece.
        permission: one of `plon.projects.rules`.
        is_removed: whether it is looked for in the bin instead of outside it.

    Raises:
        Http404: no such piece in this project, or the person may not see it.
        PermissionDenied: the person sees it, but may not do this.
    """
    project = get_project_for(user, project_id, CONTRIBUTE if permission == EDIT else permission)
    pieces = bin_of(project) if is_removed else evidence_of(project)
    found = visible_among(user, pieces, project).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if permission in {CONTRIBUTE, EDIT} and not may_change(user, found):
        raise PermissionDenied
    return found
