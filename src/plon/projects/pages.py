"""What every page of a workspace shows around its own content."""

from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.rules import CONTRIBUTE, EDIT, MANAGE
from plon.projects.sections import sections_for


def workspace_context(project: Project, user: User | AnonymousUser, current: str) -> dict[str, object]:
    """Return the project, its navigation with `current` marked, and what `user` may do in it."""
    return {
        "project": project,
        "sections": sections_for(project, current),
        "can_contribute": user.has_perm(CONTRIBUTE, project),
        "can_edit": user.has_perm(EDIT, project),
        "can_manage": user.has_perm(MANAGE, project),
    }
