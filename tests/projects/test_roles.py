"""The whole role by permission matrix (design.md §2)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for, visible_to
from plon.projects.rules import CONTRIBUTE, EDIT, MANAGE, VIEW
from tests.factories import ProjectFactory

MATRIX = {
    "coordinator": (VIEW, CONTRIBUTE, EDIT, MANAGE),
    "editor": (VIEW, CONTRIBUTE, EDIT),
    "contributor": (VIEW, CONTRIBUTE),
    "officer": (VIEW,),
    "administrator": (VIEW,),
    "stranger": (),
}


@pytest.mark.parametrize("role", MATRIX)
def test_what_a_role_may(role: str, project: Project, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(role)

    assert tuple(p for p in (VIEW, CONTRIBUTE, EDIT, MANAGE) if person.has_perm(p, project)) == MATRIX[role]


@pytest.mark.parametrize(("role", "answer"), [("stranger", Http404), ("contributor", PermissionDenied)])
def test_strangers_learn_nothing_members_are_refused(
    role: str, answer: type[Exception], project: Project, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(answer):
        get_project_for(request.getfixturevalue(role), project.public_id, EDIT)


def test_visitors_see_no_workspace(project: Project) -> None:
    assert not visible_to(AnonymousUser()).exists()
    with pytest.raises(Http404):
        get_project_for(AnonymousUser(), project.public_id)


def test_people_see_their_own_projects_and_officers_all(project: Project, editor: User, officer: User) -> None:
    other = ProjectFactory()

    assert list(visible_to(editor)) == [project]
    assert set(visible_to(officer)) == {project, other}
