"""From a guide into one's own project: straight, by choice, or to a beginning."""

import re

import pytest
from django.test import Client

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.projects.enums import TeamRole
from plon.projects.models import Membership
from tests.conftest import client_of
from tests.factories import ProjectFactory, UserFactory


@pytest.fixture
def reader(db: None) -> User:
    return UserFactory(language="pl")


def join(reader: User, title: str) -> str:
    project = ProjectFactory(title=title)
    Membership.objects.create(project=project, person=reader, role=TeamRole.EDITOR)
    return str(project.public_id)


def test_only_project_is_opened_at_the_place(reader: User) -> None:
    project = join(reader, "Rzeka")
    ProjectFactory(title="Cudzy")
    answer = client_of(reader).get("/pl/guide/open/results/")
    assert (answer.status_code, answer["Location"]) == (302, f"/workspace/{project}/results/")


def test_several_projects_are_offered_and_only_own_ones(reader: User) -> None:
    mine = {join(reader, "Rzeka"), join(reader, "Las")}
    ProjectFactory(title="Cudzy")
    page = client_of(reader).get("/pl/guide/open/plan/").content.decode()
    assert set(re.findall(r'href="/workspace/(\w+)/plan/"', page)) == mine
    assert "Cudzy" not in page


def test_officer_is_offered_own_projects_only(db: None) -> None:
    officer = UserFactory(role=PlatformRole.OFFICER)
    ProjectFactory(title="Cudzy")
    assert "Cudzy" not in client_of(officer).get("/pl/guide/open/plan/").content.decode()


def test_without_a_project_the_page_says_how_to_begin(reader: User) -> None:
    page = client_of(reader).get("/pl/guide/open/indicators/").content.decode()
    assert "Nie masz jeszcze w Plonie żadnego projektu" in page
    assert 'href="/workspace/new/"' in page


def test_place_that_is_none_is_not_found(reader: User) -> None:
    assert client_of(reader).get("/pl/guide/open/nowhere/").status_code == 404


def test_visitor_signs_in_first_and_comes_back(db: None) -> None:
    answer = Client().get("/pl/guide/open/results/")
    assert answer["Location"].endswith("?next=/pl/guide/open/results/")
