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
    assert [check.state for check in found.elsewhere] == ["yes"] * 3
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

    assert {check.state for check in found.checks} == {"no"}
    assert (len(found.criterion), len(found.elsewhere)) == (4, 2)


def test_an_unknown_action_has_the_parts_only(world: World) -> None:
    put(world.project, action_type="KA999")
    world.project.refresh_from_db()

    found = what_an_assessor_looks_for(load_plan(world.project), "en")

    assert (found.action, found.criterion, len(found.parts)) == (None, (), 6)
    assert Result.objects.exists()


def test_each_line_names_what_shows_it(world: World) -> None:
    found = what_an_assessor_looks_for(load_plan(world.project), "en")
    lasting = found.criterion[-1]
    timing = found.find("part-timing")

    assert lasting.shown_by == ("Lessons", "Yearly open lesson")
    assert timing is not None
    assert timing.shown_by == ("Workshop by the river", "Put results on the platform", "Yearly open lesson")
    assert found.find("nonsense") is None


def test_other_criteria_are_named_with_their_page(world: World) -> None:
    world.stories.delete()

    found = what_an_assessor_looks_for(load_plan(world.project), "en")
    indicators = found.elsewhere[-1]

    assert (indicators.criterion, indicators.page, indicators.state) == ("Description of the project", "255", "partly")
    assert {remark.code for remark in indicators.remarks} == {"only-quantitative", "package-without-both"}


def test_an_action_that_is_not_scored_says_so(world: World) -> None:
    put(world.project, action_type="KA121")
    world.project.refresh_from_db()

    found = what_an_assessor_looks_for(load_plan(world.project), "en")

    assert found.action is None
    assert "accreditation" in found.unjudged


def test_a_matrix_without_bullets_gives_a_line_for_each_demand(world: World) -> None:
    put(world.project, action_type="ERASMUS-EDU-CBHE")
    world.project.refresh_from_db()

    found = what_an_assessor_looks_for(load_plan(world.project), "en")

    assert [check.state for check in found.criterion] == ["yes"] * 5
    assert found.elsewhere[0].page == "348"
