import io

import pytest
from django.core.management import CommandError, call_command

from plon.accounts.models import User
from plon.demo.world import make_world
from plon.plans.checks import check_plan
from plon.plans.queries import load_plan
from plon.programme.codelists import codelist
from plon.programme.numbers import parse_number
from plon.projects.models import Project
from plon.results.models import Result, ResultFile

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db: None) -> None:
    make_world()


def test_the_world_is_wide_and_plainly_an_example(world: None) -> None:
    projects = list(Project.objects.prefetch_related("texts"))

    assert len(projects) >= 12
    assert len({project.action_type for project in projects}) >= 8
    assert len({project.field for project in projects}) == 6
    assert len({country for project in projects for country in project.countries}) >= 10
    assert all(project.is_example and parse_number(project.number).is_example for project in projects)
    assert sum({"pl", "en"} <= {text.language for text in project.texts.all()} for project in projects) >= 12
    assert set(Result.objects.values_list("state", flat=True)) == {
        "planned", "in_work", "ready", "published", "withdrawn",
    }  # fmt: skip


def test_its_files_are_real(world: None) -> None:
    files = ResultFile.objects.filter(is_public=True)

    assert files.count() >= 12
    assert {file.media_type for file in files} >= {"application/pdf", "text/plain", "text/csv"}
    assert all(file.size > 50 and len(file.sha256) == 64 for file in files)


def test_one_project_is_filled_to_the_last_field(world: None) -> None:
    project = Project.objects.get(acronym="Żywa rzeka")
    plan = load_plan(project)

    assert (len(plan.results), len(plan.groups), len(plan.messages), len(plan.activities), len(plan.indicators)) == (
        3, 3, 4, 6, 6,
    )  # fmt: skip
    left = {remark.code for remark in check_plan(plan, "en")}
    assert not left & {"activity-without-date", "nobody-responsible", "activity-outside-project", "reach-above-size"}
    assert 3 <= len(left) <= 15
    assert (len(plan.work_packages), len(plan.milestones), len(plan.use_plans)) == (3, 2, 2)
    assert project.memberships.count() == 3


def test_there_is_an_account_for_each_role(world: None) -> None:
    assert User.objects.filter(is_example=True).count() == 5
    assert all(user.check_password("example-harvest") for user in User.objects.filter(is_example=True))


def test_the_public_password_is_never_set_outside_demonstrations(db: None) -> None:
    with pytest.raises(CommandError, match="PLON_DEMONSTRATION"):
        call_command("demo", stdout=io.StringIO())
    assert User.objects.count() == 0


def test_its_topics_have_names_in_both_languages(world: None) -> None:
    topics = codelist("topics")
    told = {topic for project in Project.objects.all() for topic in project.topics}
    assert told
    assert [topic for topic in told if topics.recognise(topic) is None] == []
