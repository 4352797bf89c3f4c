"""The coach's page: advice with its why and where, and the assessor's checklist."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from plon.accounts.models import User
from plon.plans.actions import freeze_plan
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, ResultFactory
from tests.plans.checks.world import World, good_plan, put


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def page(person: User, project: Project, **query: str) -> str:
    answer = client_of(person).get(reverse("plans:coach", args=[project.public_id]), query)
    return " ".join(answer.content.decode().split())


def test_each_remark_leads_to_the_very_field(world: World, editor: User) -> None:
    put(world.use, baseline="")

    html = page(editor, world.project)

    assert f'href="/workspace/{world.project.public_id}/plan/indicator/{world.use.public_id}/#id_baseline"' in html
    assert "“Schools that use it” has no baseline" in html
    assert "0 today" in html
    assert "up to 25 of 100 points" in html


def test_a_plan_without_remarks_says_what_next(world: World, editor: User) -> None:
    html = page(editor, world.project)

    assert "The coach has nothing left to remark." in html
    assert "Mend it here" not in html


def test_who_only_reads_is_not_sent_to_forms(world: World, officer: User) -> None:
    put(world.use, baseline="")

    html = page(officer, world.project)

    assert "has no baseline" in html
    assert "#id_baseline" not in html


def test_advice_is_narrowed_by_its_weight(world: World, editor: User) -> None:
    put(world.use, baseline="")
    put(world.lessons, licence="")

    html = page(editor, world.project, weight="must")

    assert "has no licence" in html
    assert "has no baseline: how much" not in html.split("<aside")[0]
    assert "has no baseline" in page(editor, world.project, weight="nonsense")


def test_advice_is_narrowed_to_what_one_demand_concerns(world: World, editor: User) -> None:
    put(world.use, baseline="")
    put(world.lessons, licence="")

    html = page(editor, world.project, **{"for": "criterion-5"})
    advice = html.split("<aside")[0]

    assert "has no licence" in advice
    assert "has no baseline" not in advice
    assert "Show all advice" in advice
    assert 'href="?for=criterion-5"' in html
    assert "has no baseline" in page(editor, world.project, **{"for": "criterion-99\x00"})


def test_the_checklist_names_what_shows_it_in_the_plan(world: World, editor: User) -> None:
    html = page(editor, world.project)

    assert "Workshop by the river; Put results on the platform and 1 more" in html
    assert "Description of the project, p. 255" in html


def test_an_action_without_a_criterion_says_so(world: World, editor: User) -> None:
    put(world.project, action_type="KA121")
    assert "quality was judged at accreditation" in page(editor, world.project)

    put(world.project, action_type="KA201")
    assert "Plon knows no award criterion of this action" in page(editor, world.project)

    put(world.project, action_type="")
    assert "Choose the action" in page(editor, world.project)


def test_an_empty_project_is_shown_where_to_begin(project: Project, editor: User) -> None:
    assert "There is no plan to look at yet" in page(editor, project)


def test_strangers_learn_nothing(world: World, stranger: User) -> None:
    assert client_of(stranger).get(reverse("plans:coach", args=[world.project.public_id])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(editor: User, count: int, django_assert_num_queries: Any) -> None:
    project = ProjectFactory()
    MembershipFactory(project=project, person=editor)
    for _ in range(count):
        ResultFactory(project=project)
    client, address = client_of(editor), reverse("plans:coach", args=[project.public_id])
    client.get(address)

    with django_assert_num_queries(15):
        client.get(address)


@pytest.mark.parametrize("view", ["coach/", "commitments/", "commitments/1/", "table/", "matrix/", "timeline/"])
def test_the_navigation_of_the_workspace_stays(world: World, editor: User, view: str) -> None:
    freeze_plan(world.project, by=world.by, occasion="application", agreed_on=datetime.date(2026, 3, 5))

    html = client_of(editor).get(f"/workspace/{world.project.public_id}/plan/{view}").content.decode()

    navigation = html.partition('class="section-nav"')[2].partition("</nav>")[0]
    assert 'href=""' not in navigation
    assert f'href="/workspace/{world.project.public_id}/plan/" aria-current="page"' in navigation
