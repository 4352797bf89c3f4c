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
    shown = site.photos.count()
    return bool(site.path) and shown == public_evidence().filter(frozen_sites=site).count()
