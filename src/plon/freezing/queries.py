"""Reading frozen sites."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.evidence.published import public_evidence
from plon.freezing.models import FrozenSite
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.results.enums import ResultState
from plon.results.models import Result


def sites_of(project: Project) -> QuerySet[FrozenSite]:
    """Return the frozen sites of a project, newest first."""
    return FrozenSite.objects.filter(project=project)


def get_site_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> FrozenSite:
    """Return one frozen site of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such thing, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(FrozenSite.objects.select_related("project"), project=project, public_id=public_id)


def may_go_out(site: FrozenSite) -> bool:
    """Tell whether everything in a ZIP may still be shown; a consent that ended a moment ago counts at once."""
    if not site.path or withdrawn_since(site).exists():
        return False
    return site.evidence.count() == public_evidence().filter(frozen_sites=site).count()


def withdrawn_since(site: FrozenSite) -> QuerySet[Result]:
    """Return the results that were withdrawn after a site was asked for; it may hold their files."""
    return Result.objects.filter(
        project=site.project_id, state=ResultState.WITHDRAWN, withdrawn_at__gte=site.requested_at
    )
