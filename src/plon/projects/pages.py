"""What every page of a workspace shows around its own content."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from plon.accounts.models import User
from plon.errors import DomainError
from plon.projects.models import Project
from plon.projects.rules import CONTRIBUTE, EDIT, MANAGE
from plon.projects.sections import sections_for, subsections_for


def workspace_context(project: Project, user: User | AnonymousUser, current: str) -> dict[str, object]:
    """Return the project, its navigation with `current` marked, and what `user` may do in it."""
    return {
        "project": project,
        "sections": sections_for(project, current),
        "subsections": subsections_for(project, current),
        "can_contribute": user.has_perm(CONTRIBUTE, project),
        "can_edit": user.has_perm(EDIT, project),
        "can_manage": user.has_perm(MANAGE, project),
    }


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person (for views behind login_required)."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  login_required has seen to it
    return user


def words_of(refusal: DomainError | ValidationError) -> str:
    """Return a refusal in the words of the person, for a message on top of a page."""
    return "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
