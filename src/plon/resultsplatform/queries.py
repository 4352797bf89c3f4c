"""Reading packages for the platform, through the gate of their project."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.resultsplatform.models import PlatformPackage

SHOWN = 10


def packages_of(project: Project) -> QuerySet[PlatformPackage]:
    """Return a project's packages for the platform, the newest first."""
    return PlatformPackage.objects.filter(project=project).select_related("project")


def get_platform_package_for(
    user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW
) -> PlatformPackage:
    """Return one package, if `user` may do `permission` in its project.

    Raises:
        Http404: no such package, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(packages_of(project), public_id=public_id)
