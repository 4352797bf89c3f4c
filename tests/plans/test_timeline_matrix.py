"""The plan over time, and who wants what; both as files too."""

import datetime
import io

import pikepdf
import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.models import PlannedActivity
from plon.plans.overview_views import matrix_of
from plon.plans.queries import load_plan
from plon.plans.timeline import timeline_of
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory
from tests.plans.checks.world import World, day, good_plan, put

TODAY = datetime.date(2027, 1, 1)


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def address(project: Project, rest: str) -> str:
    return f"/workspace/{project.public_id}/plan/{rest}"


def test_everything_lies_where_its_date_is(world: World) -> None:
    plan = load_plan(world.project)

    with translation.override("en"):
        line = timeline_of(plan, by="phase", today=TODAY, activities=plan.activities)

    assert line is not None
    assert (line.first, line.last) == (datetime.date(2026, 9, 1), datetime.date(2029, 6, 1))
    assert [(lane.name, len(lane.bars)) for lane in line.lanes] == [
        ("during the project", 2),
        ("after funding ends", 1),
    ]
    bars = [bar for lane in line.lanes for bar in lane.bars]
    assert [round(bar.left, 2) for bar in bars] == [0.29, 0.56, 0.98]
    assert all(0 <= bar.left <= bar.left + bar.width <= 1 for bar in bars)
    assert line.start == 0
    assert line.today is not None
    assert ("Lessons tested", "milestone") in [(mark.name, mark.kind) for mark in line.marks]


@pytest.mark.parametrize(("by", "names"), [("partner", 2), ("package", 1)])
def test_lanes_are_chosen(world: World, by: str, names: int) -> None:
    plan = load_plan(world.project)

    line = timeline_of(plan, by=by, today=TODAY, activities=plan.activities)

    assert line is not None
    assert len(line.lanes) == names


def test_without_dates_there_is_no_line(db: None) -> None:
    plan = load_plan(ProjectFactory(start=None, end=None))

    assert timeline_of(plan, by="phase", today=TODAY, activities=plan.activities) is None


def test_undated_activities_stand_apart(world: World, editor: User) -> None:
    put(world.workshop, start=None)

    page = client_of(editor).get(address(world.project, "timeline/?by=partner")).content.decode()

    assert "Without a date" in page
    assert f"activity/{world.workshop.public_id}/#id_start" in page


def test_a_very_long_plan_is_drawn_in_years(world: World) -> None:
    put(world.later, start=datetime.date(2060, 1, 1))
    plan = load_plan(world.project)

    line = timeline_of(plan, by="phase", today=TODAY, activities=plan.activities)

    assert line is not None
    assert len(line.months) <= 40


def test_the_matrix_shows_what_is_said_and_done_for_each_pair(world: World) -> None:
    world.platform.results.remove(world.courage)

    rows = dict(matrix_of(load_plan(world.project), "en"))

    teachers = rows[world.teachers][0]
    assert (teachers.message, teachers.activities, teachers.people) == ("You have a lesson ready.", 1, 60)
    assert [cell.is_gap for cell in rows[world.readers]] == [False, False]
    assert rows[world.readers][1].activities == 0


def test_the_matrix_leads_to_the_pair(world: World, editor: User, officer: User) -> None:
    path = f"messages/{world.lessons.public_id}/{world.office.public_id}/"

    assert path in client_of(editor).get(address(world.project, "matrix/")).content.decode()
    assert path not in client_of(officer).get(address(world.project, "matrix/")).content.decode()


@pytest.mark.parametrize("view", ["table", "timeline", "matrix"])
@pytest.mark.parametrize("ending", ["pdf", "png", "xlsx"])
def test_each_view_is_handed_out(world: World, editor: User, view: str, ending: str) -> None:
    made = client_of(editor).get(address(world.project, f"export/{view}.{ending}"))

    assert made["Content-Disposition"].endswith(f'-{view}-en.{ending}"')
    if ending == "pdf":
        pdf = pikepdf.open(io.BytesIO(made.content))
        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
    elif ending == "png":
        assert Image.open(io.BytesIO(made.content)).width > 1500
    else:
        names = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made.content)).sheet_names
        assert names == ["Activities", "Target groups", "Indicators", "Results", "Messages", "Use plans"]


def test_dates_and_numbers_are_real_in_the_workbook(world: World, editor: User) -> None:
    made = client_of(editor).get(address(world.project, "export/board.xlsx"))

    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_index(0).to_python()
    workshop = dict(zip(rows[0], rows[1], strict=True))
    assert (workshop["From"], workshop["Cost (EUR)"]) == (day(2027, 6), 350.0)


def test_filters_stay_in_the_file(world: World, editor: User) -> None:
    whole = client_of(editor).get(address(world.project, "export/table.pdf")).content
    narrowed = client_of(editor).get(address(world.project, "export/table.pdf?phase=after")).content

    assert len(narrowed) < len(whole)


def test_an_empty_plan_is_not_printed(project: Project, editor: User) -> None:
    project.start = project.end = None
    project.save()

    answer = client_of(editor).get(address(project, "export/timeline.pdf"))

    assert answer["Location"].endswith("/plan/timeline/")


def test_unknown_files_and_strangers(world: World, editor: User, stranger: User) -> None:
    client = client_of(editor)

    assert [client.get(address(world.project, f"export/{name}")).status_code for name in ("x.pdf", "table.exe")] == [
        404
    ] * 2
    assert client_of(stranger).get(address(world.project, "export/table.pdf")).status_code == 404


@pytest.mark.parametrize("view", ["timeline/", "matrix/"])
def test_the_views_ask_the_same_number_of_questions(world: World, editor: User, view: str) -> None:
    client = client_of(editor)
    client.get(address(world.project, view))
    with CaptureQueriesContext(connection) as small:
        client.get(address(world.project, view))
    for number in range(3):
        group = actions.add_group(world.project, by=editor, name=f"Group {number}")
        actions.add_activity(world.project, by=editor, title="More", results=[world.lessons], reach={group: 5},
                             start=day(2027, 9))  # fmt: skip
    with CaptureQueriesContext(connection) as large:
        client.get(address(world.project, view))

    assert len(small) == len(large)
    assert PlannedActivity.objects.count() == 6
