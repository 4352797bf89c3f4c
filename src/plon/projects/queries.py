"""Reading projects: which rows a person sees, and the gate that every page of a workspace stands behind."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from plon.accounts.models import User
from plon.projects.enums import ProjectOrigin
from plon.projects.models import Project
from plon.projects.rules import VIEW


def visible_to(user: User | AnonymousUser) -> QuerySet[Project]:
    """Return the projects whose workspace `user` may open: their own; all, for officers."""
    if not user.is_authenticated:
        return Project.objects.none()
    if user.is_officer:
        return Project.objects.all()
    return Project.objects.filter(memberships__person_id=user.pk)


def public_projects() -> QuerySet[Project]:
    """Return the projects that the public may see."""
    return Project.objects.filter(~Q(origin=ProjectOrigin.CREATED) | Q(has_published=True))


def get_project_for(user: User | AnonymousUser, public_id: str, permission: str = VIEW) -> Project:
    """Return the project, if `user` may do `permission` in it.

    Raises:
        Http404: there is no such project, or the person is a stranger to it (who learns nothing).
        PermissionDenied: the person sees the project, but may not do this.
    """
    project = Project.objects.filter(public_id=public_id).first()
    if project is None or not user.has_perm(VIEW, project):
        raise Http404
    if not user.has_perm(permission, project):
        raise PermissionDenied
    return project
