"""Who may do what in a project (design.md §2), as named predicates."""

import rules
from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project

VIEW = "projects.view"
CONTRIBUTE = "projects.contribute"
EDIT = "projects.edit"
MANAGE = "projects.manage"


def team_role(user: User | AnonymousUser, project: Project) -> str | None:
    """Return the person's role in the team, or None for strangers; asked once per request and project."""
    if not user.is_authenticated:
        return None
    known: dict[int, str | None] = user.__dict__.setdefault("_team_roles", {})
    if project.pk not in known:
        membership = Membership.objects.filter(project=project, person_id=user.pk).first()
        known[project.pk] = membership.role if membership else None
    return known[project.pk]


@rules.predicate
def is_officer(user: User | AnonymousUser, project: Project | None) -> bool:
    return user.is_authenticated and user.is_officer


@rules.predicate
def is_in_team(user: User | AnonymousUser, project: Project | None) -> bool:
    return project is not None and team_role(user, project) is not None


@rules.predicate
def is_editor(user: User | AnonymousUser, project: Project | None) -> bool:
    return project is not None and team_role(user, project) in {TeamRole.EDITOR, TeamRole.COORDINATOR}


@rules.predicate
def is_coordinator(user: User | AnonymousUser, project: Project | None) -> bool:
    return project is not None and team_role(user, project) == TeamRole.COORDINATOR


rules.add_perm(VIEW, is_in_team | is_officer)
rules.add_perm(CONTRIBUTE, is_in_team)
rules.add_perm(EDIT, is_editor)
rules.add_perm(MANAGE, is_coordinator)
