"""Views and downloads in the workspace and, where the team wants it, on the public page."""

import csv
import datetime
import io
import re

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.counting.memory import today
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.projects.models import Project
from plon.reach.models import DailyDownload, DailyReach
from plon.reach.presenting import reach_of
from plon.reach.queries import Figures, public_figures, totals_of
from plon.reach.reached import Reached
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.conftest import client_of
from tests.factories import ResultFactory, ResultTextFactory


def days_ago(days: int) -> datetime.date:
    return today() - datetime.timedelta(days=days)


@pytest.fixture
def counted(result: Result, file: ResultFile) -> Result:
    """Ten days ago 8 views of 5 devices and 3 downloads, today one view."""
    DailyReach.objects.create(result=result, day=days_ago(10), views=8, devices=5, downloads=3, robots=40)
    DailyReach.objects.create(result=result, day=today(), views=1, devices=1)
    DailyDownload.objects.create(file=file, day=days_ago(10), downloads=3, robots=2)
    return result


def page_of(project: Project, person: User, query: str = "") -> str:
    return client_of(person).get(f"/workspace/{project.public_id}/reach/{query}").content.decode()


def numbers(page: str) -> list[str]:
    return re.findall(r'<div class="stat"><strong>([^<]*)</strong>', page)


def test_a_team_without_public_results_reads_what_to_do(project: Project, editor: User) -> None:
    page = page_of(project, editor)
    assert "Nothing is published yet" in page
    assert f"/workspace/{project.public_id}/results/" in page


def test_the_page_shows_results_files_and_days(counted: Result, project: Project, editor: User) -> None:
    page = page_of(project, editor)
    assert numbers(page) == ["9", "6", "3", "40"]
    assert "lessons.pdf" in page
    assert "How we count" in page
    assert page.count('<rect class="opens"') == 2 + 1 + 1  # two days, one day of downloads, the key
    assert numbers(page_of(project, editor, f"?from={days_ago(3)}")) == ["1", "1", "0", "0"]
    assert numbers(page_of(project, editor, "?from=dragons&result=dragons&by=dragons")) == ["9", "6", "3", "40"]


def test_questions_do_not_grow_with_results(
    counted: Result, project: Project, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        other = ResultFactory(project=project, working_title=f"Other {number}", state=ResultState.PUBLISHED,
                              published_at=counted.published_at)  # fmt: skip
        ResultTextFactory(result=other, language="en", title=f"Other {number}")
        DailyReach.objects.create(result=other, day=today(), views=2, devices=1)
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # pytest's own type
        shown = reach_of(project, {}, "en")
    assert shown.total == Reached(9 + 6, 6 + 3, 3, 40)
    one = reach_of(project, {"result": counted.public_id}, "en")
    assert (one.title, one.total, len(one.shown_rows)) == ("River lessons", Reached(9, 6, 3, 40), 1)


@pytest.mark.parametrize("step", ["", "day", "week", "month"])
def test_no_view_is_lost_however_it_is_added_up(counted: Result, project: Project, step: str) -> None:
    shown = reach_of(project, {"by": step}, "en")
    assert sum(row.stretch.reach.opens for row in shown.days) == 9
    assert sum(row.downloads for row in shown.days) == 3
    assert shown.step == (step or "day")


def test_tables_are_taken_along_and_never_run_as_formulas(counted: Result, project: Project, editor: User) -> None:
    Result.objects.update(working_title="=1+1")
    counted.texts.update(title="=1+1")
    answer = client_of(editor).get(f"/workspace/{project.public_id}/reach/days.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Day", "Result", "Views", "Visits", "Downloads", "Robots, left out"]
    assert rows[1] == [str(days_ago(10)), "'=1+1", "8", "5", "3", "40"]
    files = client_of(editor).get(f"/workspace/{project.public_id}/reach/files.csv").content.decode("utf-8-sig")
    assert "lessons.pdf,'=1+1,en,3,2" in files
    assert client_of(editor).get(f"/workspace/{project.public_id}/reach/dragons.csv").status_code == 404


def test_a_figure_becomes_evidence_once(counted: Result, project: Project, editor: User) -> None:
    client = client_of(editor)
    address = f"/workspace/{project.public_id}/reach/keep/"
    asked = {"result": counted.public_id, "from": str(days_ago(10)), "to": str(days_ago(1))}
    assert "River lessons" in client.get(address, asked).content.decode()
    for _ in range(2):
        assert client.post(address, {**asked, "measure": "downloads"}).status_code == 302
    kept = Evidence.objects.get(project=project)
    assert (kept.value, kept.unit, kept.dated) == (3, "downloads", days_ago(1))
    assert kept.title.startswith("Downloads of the public page: River lessons, ")
    assert "without robots" in kept.title
    nothing = client.post(address, {"from": str(days_ago(3)), "measure": "downloads"})
    assert "nothing to keep" in nothing.content.decode()
    assert Evidence.objects.count() == 1


def test_the_public_page_shows_figures_only_if_the_team_wants(counted: Result, project: Project, editor: User) -> None:
    assert public_figures(counted) is None
    assert "How often it is used" not in Client().get(counted.get_absolute_url()).content.decode()
    client, address = client_of(editor), f"/workspace/{project.public_id}/reach/show/"
    for _ in range(2):
        client.post(address, {"shown": "yes"})
    assert public_figures(counted) == Figures(9, 6, 3, days_ago(10))
    page = Client().get(counted.get_absolute_url()).content.decode()
    assert "How often it is used" in page
    client.post(address, {"shown": "no"})
    assert public_figures(counted) is None
    assert list(Event.objects.filter(kind__startswith="reach.").values_list("kind", flat=True).order_by("pk")) == [
        "reach.shown", "reach.hidden",
    ]  # fmt: skip


def test_totals_leave_out_what_nobody_looked_at(counted: Result, project: Project) -> None:
    other = ResultFactory(project=project)
    DailyReach.objects.create(result=other, day=today(), robots=7)
    assert totals_of([counted.pk, other.pk]) == {counted.pk: Figures(9, 6, 3, days_ago(10))}
