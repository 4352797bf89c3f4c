"""How lasting the results are, beside what was promised, done and proven; and in the answers of the forms."""

import datetime
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.plans.actions import freeze_plan
from plon.plans.enums import Occasion
from plon.projects.models import Project
from plon.results.models import Result
from plon.sustainability.actions import do_review as look
from plon.sustainability.actions import plan_lasting_use, plan_reviews, retire_on_purpose
from plon.sustainability.reporting import durability_table
from tests.conftest import client_of
from tests.factories import ResultFactory
from tests.sustainability.conftest import TODAY


@pytest.fixture
def browser(lessons: Result, school: Organisation, coordinator: User, project: Project) -> Client:
    """A coordinator of a promised plan with a result that goes on and one that is retired."""
    plan_lasting_use(
        lessons, by=coordinator, form="network", keeper=school, until=datetime.date(2031, 12, 31), resources="24 hours",
        reviews=[TODAY],
    )  # fmt: skip
    look(lessons.reviews.get(), by=coordinator, outcome="good")
    survey = ResultFactory(project=project, working_title="=Survey form")
    retire_on_purpose(survey, by=coordinator, on=datetime.date(2027, 6, 30), why="It is over")
    freeze_plan(project, by=coordinator, occasion=Occasion.APPLICATION, agreed_on=datetime.date(2024, 3, 1))
    return client_of(coordinator)


def test_the_ledger_s_page_shows_the_table(browser: Client, project: Project) -> None:
    page = browser.get(reverse("ledger:index", args=[project.public_id])).content.decode()

    assert "How lasting the results are" in page
    assert "31 December 2031" in page
    assert "retired on purpose" in page
    assert (
        "How lasting"
        not in browser.get(reverse("ledger:index", args=[project.public_id]) + "?state=late").content.decode()
    )


def test_the_workbook_and_the_data_hold_the_same_lines(browser: Client, project: Project) -> None:
    address = reverse("ledger:index", args=[project.public_id]) + "ledger"
    rows = json.loads(browser.get(f"{address}.json").content)["durability"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{address}.xlsx").content))
    sheet = book.get_sheet_by_name("How lasting the results are").to_python()

    assert [row["result"] for row in rows] == ["Twelve lessons by the water", "=Survey form"]
    assert (rows[0]["until"], rows[0]["reviewed"], rows[0]["keeper"]) == (
        "2031-12-31", TODAY.isoformat(), "School by the river",
    )  # fmt: skip
    assert [line[0] for line in sheet[1:]] == ["Twelve lessons by the water", "=Survey form"]
    assert [line[5] for line in sheet[1:]] == [row["score"] for row in rows]


def test_without_any_use_plan_there_is_no_table(lessons: Result, project: Project) -> None:
    assert durability_table(project) is None


def test_the_table_speaks_the_language_of_its_reader(lessons: Result, coordinator: User, project: Project) -> None:
    plan_reviews(lessons, by=coordinator, days=[TODAY])
    plan_lasting_use(lessons, by=coordinator, form="network")

    with translation.override("pl"):
        table = durability_table(project)

    assert table is not None
    assert table.title == "Trwałość rezultatów"
    assert table.lines[0][1] == "sieć, która prowadzi to dalej"
