"""What a review looks at: the same for team and agency, from the first draft on."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from plon.accounts.models import User
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.plans import actions as planning
from plon.plans.enums import Occasion
from plon.projects.models import Project
from plon.results.models import Result
from plon.review.checks import checks_of, rules
from plon.review.enums import Finding
from tests.conftest import client_of
from tests.factories import EvidenceFactory, ProjectTextFactory, ResultFactory, ResultLinkFactory
from tests.review.conftest import ready_result

pytestmark = pytest.mark.django_db


def found(project: Project, result: Result | None = None) -> dict[str, Finding]:
    key = result.public_id if result else ""
    return {check.rule.code: check.finding for check in checks_of(project) if check.result == key}


def test_a_bare_draft_is_told_what_is_required_and_what_is_advice(project: Project) -> None:
    draft = ResultFactory(project=project, working_title="Draft")

    told = found(project, draft)

    required = {code for code, rule in rules().items() if rule.level == "required" and not rule.is_of_project}
    open_ones = {code for code, finding in told.items() if finding == Finding.OPEN}
    assert open_ones & required == {"description", "category", "language", "licence", "emblem", "substance"}
    assert "fit" in open_ones - required
    # Nothing to look at is no fault.
    assert told.keys() & {"links", "files", "visibility", "size", "editable"} == set()


def test_a_complete_result_has_no_required_check_open(lessons: Result) -> None:
    told = found(lessons.project, lessons)

    assert {code for code, finding in told.items() if finding == Finding.OPEN} <= {"editable", "fit"}
    assert told["category"] == told["licence"] == told["emblem"] == told["english"] == Finding.MET


def test_a_category_of_the_list_before_2024_does_not_do(project: Project, coordinator: User) -> None:
    old = ready_result(project, "Old", coordinator, category="dissemination_material")

    assert found(project, old)["category"] == Finding.OPEN


def test_links_and_files_are_judged_by_what_the_watch_knows(lessons: Result) -> None:
    ResultLinkFactory(result=lessons, url="https://example.org/unseen")
    assert found(lessons.project, lessons)["links"] == Finding.UNKNOWN
    take_up_files()
    assert found(lessons.project, lessons)["files"] == Finding.UNKNOWN

    StoredFile.objects.update(checked_at=timezone.now(), state="sound")
    assert found(lessons.project, lessons)["files"] == Finding.MET
    StoredFile.objects.update(risks=["locked"])
    assert found(lessons.project, lessons)["files"] == Finding.OPEN


def test_what_is_changed_in_people_needs_no_licence_and_no_emblem(project: Project) -> None:
    change = ResultFactory(project=project, kind="intangible")

    assert found(project, change).keys() & {"licence", "emblem", "substance", "fit", "language"} == set()


def test_the_project_needs_its_english_summary_and_consents(project: Project) -> None:
    photo = EvidenceFactory(
        project=project, kind="photo", url="", is_public=True, published_at=timezone.now(), alt="A class by the river",
        people_shown="recognisable",
    )  # fmt: skip
    told = found(project)
    assert (told["summary"], told["consents"], told["promises"]) == (Finding.OPEN, Finding.OPEN, Finding.NOTHING)

    ProjectTextFactory(project=project, language="en", summary="Children and teachers learn outdoors.")
    photo.people_shown = "nobody"
    photo.save()
    told = found(project)
    assert (told["summary"], told["consents"]) == (Finding.MET, Finding.MET)


def test_each_rule_has_words_in_both_languages_and_a_source(lessons: Result) -> None:
    for rule in rules().values():
        assert set(rule.names) == set(rule.whys) == set(rule.sources) == {"en", "pl"}
        assert all([*rule.names.values(), *rule.whys.values(), *rule.sources.values()])
    check = next(check for check in checks_of(lessons.project) if check.rule.code == "licence")
    with translation.override("pl"):
        assert check.name == "Otwarta licencja"


def test_checks_cost_the_same_for_one_result_and_for_five(lessons: Result, coordinator: User) -> None:
    ResultLinkFactory(result=lessons)
    with CaptureQueriesContext(connection) as one:
        checks_of(lessons.project)
    for number in range(4):
        ResultLinkFactory(result=ready_result(lessons.project, f"More {number}", coordinator))
    with CaptureQueriesContext(connection) as five:
        assert len({check.result for check in checks_of(lessons.project)}) == 6
    assert len(one) == len(five) <= 35


def test_the_team_reads_why_and_where_to_mend_it(project: Project, editor: User, stranger: User) -> None:
    draft = ResultFactory(project=project, working_title="Draft")
    door = f"/workspace/{project.public_id}/review/"

    page = client_of(editor).get(door).content.decode()

    assert "An open licence" in page
    assert "Programme Guide 2025, Part A, p. 14" in page
    assert f'href="{draft.get_workspace_url()}#field-licence"' in page
    assert client_of(stranger).get(door).status_code == 404
    assert "The coordinator of the project submits." in page


def test_an_empty_project_is_told_what_to_do(project: Project, coordinator: User) -> None:
    page = client_of(coordinator).get(f"/workspace/{project.public_id}/review/").content.decode()

    assert "There are no results yet" in page
    assert f"/workspace/{project.public_id}/results/" in page


def test_a_promise_that_is_late_is_required(lessons: Result, project: Project, coordinator: User) -> None:
    planning.add_activity(
        project, by=coordinator, title="Workshop", kind="workshop", channel="meeting",
        start=datetime.date(2025, 1, 10), end=datetime.date(2025, 1, 10), results=[lessons],
    )  # fmt: skip
    planning.freeze_plan(project, by=coordinator, occasion=Occasion.APPLICATION, agreed_on=datetime.date(2024, 2, 1))

    assert found(project)["promises"] == Finding.OPEN
