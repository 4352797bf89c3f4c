"""A plan begun while a claim waited moves to the project where it belongs."""

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans.actions.moving import move_plan
from plon.plans.models import Commitment, Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.moving import movable_plans
from plon.plans.refusals import PlanStays
from plon.projects.enums import TeamRole
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, ResultFactory
from tests.plans.checks.world import World, good_plan


@pytest.fixture
def world(db: None, coordinator: User) -> World:
    """A whole plan in a workspace of its coordinator's, who leads an empty project too."""
    world = good_plan()
    MembershipFactory(project=world.project, person=coordinator, role=TeamRole.COORDINATOR)
    return world


def test_all_of_the_plan_goes(world: World, project: Project, coordinator: User) -> None:
    models = (Result, TargetGroup, PlannedActivity, Indicator, UsePlan, WorkPackage, Milestone, Commitment)
    before = [model.objects.filter(project=world.project).count() for model in models]
    messages = Message.objects.filter(result__project=world.project).count()

    move_plan(world.project, project, by=coordinator)

    assert [model.objects.filter(project=project).count() for model in models] == before
    assert not any(model.objects.filter(project=world.project).exists() for model in models)
    assert Message.objects.filter(result__project=project).count() == messages
    kinds = Event.objects.filter(kind__startswith="plan.moved").values_list("kind", "project_id")
    assert set(kinds) == {("plan.moved_away", world.project.pk), ("plan.moved_here", project.pk)}


def test_two_plans_are_not_joined(world: World, project: Project, coordinator: User) -> None:
    ResultFactory(project=project)

    with pytest.raises(PlanStays):
        move_plan(world.project, project, by=coordinator)

    assert Result.objects.filter(project=project).count() == 1


def test_no_plan_and_the_same_project_move_nothing(world: World, project: Project, coordinator: User) -> None:
    with pytest.raises(PlanStays):
        move_plan(project, world.project, by=coordinator)
    with pytest.raises(PlanStays):
        move_plan(world.project, world.project, by=coordinator)


def test_what_was_published_stays(world: World, project: Project, coordinator: User) -> None:
    result = Result.objects.filter(project=world.project).first()
    assert result is not None
    Result.objects.filter(pk=result.pk).update(published_at=result.created_at)

    with pytest.raises(PlanStays):
        move_plan(world.project, project, by=coordinator)

    assert list(movable_plans(coordinator, project)) == []


def test_the_wizard_offers_the_plan_of_the_same_person_and_brings_it(
    world: World, project: Project, coordinator: User
) -> None:
    client = client_of(coordinator)
    address = f"/workspace/{project.public_id}/plan/start/from/{world.project.public_id}/"

    offered = client.get(f"/workspace/{project.public_id}/plan/start/begin/").content.decode()
    assert address in offered
    answer = client.post(address)

    assert answer["Location"] == f"/workspace/{project.public_id}/plan/"
    assert Result.objects.filter(project=project).exists()


def test_a_plan_that_can_t_come_says_why(world: World, project: Project, coordinator: User) -> None:
    ResultFactory(project=project)
    address = f"/workspace/{project.public_id}/plan/start/from/{world.project.public_id}/"

    answer = client_of(coordinator).post(address, follow=True)

    assert "two plans can&#x27;t be joined" in answer.content.decode()


def test_nobody_takes_another_s_plan(world: World, project: Project, editor: User, stranger: User) -> None:
    theirs = f"/workspace/{project.public_id}/plan/start/from/{world.project.public_id}/"
    own = ProjectFactory(title="Own")
    MembershipFactory(project=own, person=stranger, role=TeamRole.COORDINATOR)
    mine = f"/workspace/{own.public_id}/plan/start/from/{world.project.public_id}/"

    assert client_of(editor).post(theirs).status_code in {403, 404}
    assert client_of(stranger).post(mine).status_code in {403, 404}
    assert Client().post(theirs).status_code == 302
    assert Result.objects.filter(project=world.project).exists()
