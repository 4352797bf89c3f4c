"""Reading short links."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.shortlinks.models import ShortLink


def find_link(code: str) -> ShortLink | None:
    """Return the link of a code with what it leads to, in one question; capitals are forgiven."""
    return ShortLink.objects.select_related("project", "result").filter(code=code.strip().lower()[:12]).first()


def links_of(project: Project) -> QuerySet[ShortLink]:
    """Return the links of a project with all that a list needs."""
    return (
        ShortLink.objects.filter(project=project)
        .select_related("project", "result", "made_by")
        .prefetch_related("result__texts")
    )


def get_link_for(user: User | AnonymousUser, project_id: str, code: str, permission: str = VIEW) -> ShortLink:
    """Return one link of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such link, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(links_of(project), code=code)
