from datetime import date

import pytest

from plon.plans.enums import Phase, Purpose
from plon.plans.gaps import gaps_in
from plon.plans.models import ExpectedReach
from plon.plans.queries import load_plan
from plon.projects.models import Project
from tests.factories import IndicatorFactory, MessageFactory, PlannedActivityFactory, ResultFactory, TargetGroupFactory


def said(project: Project) -> list[str]:
    return [str(gap) for gap in gaps_in(load_plan(project))]


@pytest.fixture(autouse=True)
def _english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_an_empty_plan_has_no_gaps_yet(project: Project) -> None:
    assert said(project) == []


def test_a_result_without_message_or_activity_is_named(project: Project) -> None:
    ResultFactory(project=project, working_title="Lessons")
    TargetGroupFactory(project=project, name="Teachers")
    PlannedActivityFactory(project=project, purpose=Purpose.PROMOTION, phase=Phase.AFTER)

    gaps = said(project)

    assert "“Lessons” has no message: why would anyone want it?" in gaps
    assert "No activity shares “Lessons”." in gaps
    assert "No activity reaches “Teachers”." in gaps


def test_dissemination_of_nothing_is_questioned(project: Project) -> None:
    PlannedActivityFactory(project=project, title="A post", purpose=Purpose.DISSEMINATION)

    assert "“A post” shares no result: is it promotion?" in said(project)


def test_nothing_after_funding_and_no_indicator_are_told_once(project: Project) -> None:
    PlannedActivityFactory.create_batch(3, project=project)

    gaps = said(project)

    assert gaps.count("Nothing is planned for the time after funding.") == 1
    assert gaps.count("There is no indicator: how will you know?") == 1


def test_a_half_told_indicator_is_named(project: Project) -> None:
    IndicatorFactory(project=project, name="Schools", target="25")

    assert said(project) == ["“Schools” lacks its baseline, target, date or source."]


def test_a_whole_chain_has_no_gap_but_what_is_missing(project: Project) -> None:
    message = MessageFactory(group__project=project, result__project=project)
    activity = PlannedActivityFactory(project=project, title="Workshop", phase=Phase.AFTER)
    activity.results.add(message.result)
    ExpectedReach.objects.create(activity=activity, group=message.group)
    IndicatorFactory(project=project, baseline="0", target="25", target_date="2027-01-01", source="declarations")

    assert said(project) == ["“Workshop” has no date.", "Nobody is responsible for “Workshop”."]


def test_results_for_nobody_and_people_who_never_hear_are_asked_about(project: Project) -> None:
    ResultFactory(project=project)
    assert said(project) == ["For whom are the results? Name a target group."]

    TargetGroupFactory(project=project)
    assert "Nothing is planned yet: how will they learn of the results?" in said(project)


@pytest.mark.parametrize(
    ("start", "end", "is_outside"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2024, 12, 31), None, True),
        (date(2025, 12, 31), date(2026, 1, 1), True),
        (date(2026, 1, 1), None, True),
        (None, None, False),
    ],
)
def test_dates_outside_the_project_are_a_hint(
    project: Project, start: date | None, end: date | None, is_outside: object
) -> None:
    Project.objects.filter(pk=project.pk).update(start=date(2025, 1, 1), end=date(2025, 12, 31))
    project.refresh_from_db()
    PlannedActivityFactory(project=project, title="Post", phase=Phase.DURING, start=start, end=end)

    assert ("“Post” is “during the project”, but its dates are not." in said(project)) is is_outside
