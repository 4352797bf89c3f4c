"""What an assessor looks for: the bullets of the criterion and the parts of the plan, as a checklist."""

import pytest

from plon.plans.checks import what_an_assessor_looks_for
from plon.plans.queries import load_plan
from plon.results.models import Result
from tests.factories import ProjectFactory
from tests.plans.checks.world import World, good_plan, put


@pytest.fixture
def world(db: None) -> World:
    return good_plan()


def test_a_good_plan_shows_every_bullet_and_part(world: World) -> None:
    found = what_an_assessor_looks_for(load_plan(world.project), "en")

    assert [check.state for check in found.criterion] == ["yes"] * 6
    assert [check.state for check in found.parts] == ["yes"] * 6
    assert found.action is not None
    assert (found.action.impact_points, found.action.total) == (25, 70)


def test_what_is_missing_stands_at_its_bullet(world: World) -> None:
    put(world.lessons, licence="CC-BY-ND-4.0")

    found = what_an_assessor_looks_for(load_plan(world.project), "en")
    licence = next(check for check in found.criterion if "open licences" in check.text)

    assert (licence.state, [remark.code for remark in licence.remarks]) == ("partly", ["licence-closed"])


def test_an_empty_plan_shows_nothing(db: None) -> None:
    found = what_an_assessor_looks_for(load_plan(ProjectFactory(action_type="KA210", call_year=2025)), "pl")

    assert {check.state for check in (*found.criterion, *found.parts)} == {"no"}
    assert len(found.criterion) == 4


def test_an_unknown_action_has_the_parts_only(world: World) -> None:
    put(world.project, action_type="KA999")
    world.project.refresh_from_db()

    found = what_an_assessor_looks_for(load_plan(world.project), "en")

    assert (found.action, found.criterion, len(found.parts)) == (None, (), 6)
    assert Result.objects.exists()
