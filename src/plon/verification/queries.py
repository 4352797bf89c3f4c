"""Reading issued reports and rooms, through the gate of their project."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for, hash_of
from plon.projects.rules import MANAGE, VIEW
from plon.verification.models import AuditRoom, IssuedReport


def issued_of(project: Project) -> QuerySet[IssuedReport]:
    """Return what was issued of a project, or is being issued, the newest first."""
    found = IssuedReport.objects.filter(project=project).select_related("project", "supersedes", "superseded_by")
    return found.annotate(proof_count=Count("proofs"))


def get_issued_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> IssuedReport:
    """Return one issued report, if `user` may do `permission` in its project.

    Raises:
        Http404: no such report, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    found = IssuedReport.objects.filter(project=project).select_related("project", "supersedes", "superseded_by")
    return get_object_or_404(found, public_id=public_id)


def rooms_of(issued: IssuedReport) -> QuerySet[AuditRoom]:
    """Return the rooms of a report, the newest first, with how often something was opened in each."""
    found = AuditRoom.objects.filter(issued=issued).select_related("issued__project")
    return found.annotate(visit_count=Count("visits")).order_by("-opened_at", "-pk")


def get_room_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = MANAGE) -> AuditRoom:
    """Return a room of a project, if `user` may do `permission` there.

    Raises:
        Http404: no such room, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    found = AuditRoom.objects.filter(project=project).select_related("issued__project")
    return get_object_or_404(found, public_id=public_id)


def find_room(secret: str) -> AuditRoom | None:
    """Return the room of a secret, open or not."""
    found = AuditRoom.objects.filter(secret_hash=hash_of(secret))
    return found.select_related("issued__project", "opened_by").first()
