"""The pages of the visibility check."""

import datetime
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.fetching.refusals import Why
from plon.projects.models import Project
from plon.visibility import actions, forms
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Report
from tests.conftest import client_of, read_out
from tests.visibility.made import DISCLAIMER, done, failed, png


def home(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/toolkit/check/{rest}"


@pytest.fixture
def contributors(contributor: User) -> Client:
    return client_of(contributor)


def text_of(answer: Any) -> str:
    return " ".join(read_out(answer).content.decode().split())


@pytest.mark.slow
def test_a_file_is_checked_and_the_report_waits_at_its_address(
    project: Project, contributors: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = SimpleUploadedFile("ulotka.png", png())
    with django_capture_on_commit_callbacks(execute=True):
        answer = contributors.post(home(project), {"what": "file", "file": upload})

    check = VisibilityCheck.objects.get()
    assert answer.headers["Location"] == home(project, f"{check.public_id}/")
    assert check.state in {CheckState.DONE, CheckState.FAILED}
    assert "ulotka.png" in text_of(contributors.get(answer.headers["Location"]))


def test_an_address_that_is_refused_stays_in_the_form(project: Project, contributors: Client) -> None:
    answer = contributors.post(home(project), {"what": "page", "address": "http://192.168.0.1/strona"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "leads into a private network" in page
    assert 'value="http://192.168.0.1/strona"' in page
    assert not VisibilityCheck.objects.exists()


def test_nothing_chosen_and_nothing_written_are_said_so(project: Project, contributors: Client) -> None:
    assert "Choose a file first." in text_of(contributors.post(home(project), {"what": "file"}))
    assert "Write or paste the address" in text_of(contributors.post(home(project), {"what": "page", "address": " "}))
    empty = contributors.post(home(project), {"what": "file", "file": SimpleUploadedFile("a.pdf", b"")})
    assert "The file is empty." in text_of(empty)


def test_a_file_beyond_the_limit_is_refused_with_the_limit(project: Project, contributors: Client, monkeypatch) -> None:
    monkeypatch.setattr(forms, "LARGEST", 1024 * 1024)
    upload = SimpleUploadedFile("book.pdf", b"%PDF-" + b"x" * 1024 * 1024)

    page = text_of(contributors.post(home(project), {"what": "file", "file": upload}))

    assert "larger than 1 MB" in page
    assert not VisibilityCheck.objects.exists()


def test_too_many_at_once_keep_the_address(project: Project, contributors: Client, contributor: User) -> None:
    for _number in range(actions.MOST_UNDER_WAY):
        actions.start_check_of_page(project, by=contributor, address="example.org")

    page = text_of(contributors.post(home(project), {"what": "page", "address": "example.org/other"}))

    assert "5 checks of this project are still under way" in page
    assert 'value="example.org/other"' in page


def test_a_double_click_checks_once(project: Project, contributors: Client) -> None:
    data = {"what": "page", "address": "example.org", "form_token": "0f8fad5b-d9cb-469f-a165-70867728950e"}

    first, second = contributors.post(home(project), data), contributors.post(home(project), data)

    assert first.headers["Location"] == second.headers["Location"]
    assert VisibilityCheck.objects.count() == 1


def test_the_list_says_what_came_of_each(project: Project, contributors: Client, contributor: User) -> None:
    done(project, contributor)
    failed(project, Why.PRIVATE)
    VisibilityCheck.objects.create(project=project, of=CheckOf.PAGE, name="slow.example.org", address="https://slow/")

    page = text_of(contributors.get(home(project)))

    assert "2 to mend" in page
    assert "2 to look at" in page
    assert "2 fine" in page
    assert "could not be read" in page
    assert "waiting" in page
    assert page.count(">Check again<") == 0
    assert page.count("/again/") == 2


def test_an_empty_list_says_what_to_begin_with(project: Project, contributors: Client) -> None:
    assert "Begin with what most people see" in text_of(contributors.get(home(project)))


def test_the_report_begins_with_what_to_mend(project: Project, contributors: Client, contributor: User) -> None:
    check = done(project, contributor)

    page = text_of(contributors.get(home(project, f"{check.public_id}/")))

    assert "2 things to mend, 2 fine, 2 to look at yourself." in page
    assert page.index('id="h-mend"') < page.index('id="h-look"') < page.index('id="h-good"')
    # The certain fault comes before the likely one, whatever the report's order is.
    assert page.index('id="f6"') < page.index('id="f3"') < page.index('id="h-look"')
    assert f'lang="pl">{DISCLAIMER}<' in page
    assert "The right words (Polish):" in page
    assert f"/workspace/{project.public_id}/settings/" in page
    assert page.count("This is advice by a program") == 1
    assert "alternatives" not in page


def test_a_check_without_faults_says_so_first(project: Project, contributors: Client) -> None:
    check = done(project, faults=0, faults_before=3)

    page = text_of(contributors.get(home(project, f"{check.public_id}/")))

    assert "Nothing to mend, 2 fine, 2 to look at yourself." in page
    assert "Last time it was 3 things to mend." in page


def test_the_picture_of_a_place_is_for_who_sees_the_project(
    project: Project, contributors: Client, stranger: User
) -> None:
    check = done(project)
    address = home(project, f"{check.public_id}/places/c1.jpg")

    assert f'src="{address}"' in text_of(contributors.get(home(project, f"{check.public_id}/")))
    answer = read_out(contributors.get(address))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert client_of(stranger).get(address).status_code == 404
    assert contributors.get(home(project, f"{check.public_id}/places/c2.jpg")).status_code == 404


@pytest.mark.parametrize("why", [Why.PRIVATE, Why.TOO_MANY_REDIRECTS, Why.TOO_LARGE, Why.TIMED_OUT, Why.BAD_TLS])
def test_a_page_that_could_not_be_had_says_why_and_keeps_the_address(
    project: Project, contributors: Client, why: Why
) -> None:
    check = failed(project, why)

    page = text_of(contributors.get(home(project, f"{check.public_id}/")))

    assert "It could not be checked." in page
    assert "?address=https%3A%2F%2Fschool.example.org%2F" in page
    again = text_of(contributors.get(home(project, "?address=https%3A%2F%2Fschool.example.org%2F")))
    assert 'value="https://school.example.org/"' in again


def test_a_file_that_could_not_be_read_says_why(project: Project, contributors: Client) -> None:
    told = Report("locked.pdf", kind="pdf", problem="encrypted").to_json()
    check = done(project, state=CheckState.FAILED, report=told, good=0, faults=0, looks=0)

    page = text_of(contributors.get(home(project, f"{check.public_id}/")))

    assert "It could not be checked." in page
    assert "Report as JSON" not in page


def test_while_it_runs_the_page_asks_how_far_it_is(project: Project, contributors: Client, contributor: User) -> None:
    check = actions.start_check_of_page(project, by=contributor, address="example.org")
    address = home(project, f"{check.public_id}/")

    page = text_of(contributors.get(address))
    moving = contributors.get(f"{address}progress/")
    assert "Waiting for its turn" in page
    assert f'hx-get="{address}progress/"' in page
    assert "HX-Refresh" not in moving.headers

    VisibilityCheck.objects.update(state=CheckState.DONE, ended_at=timezone.now())
    assert contributors.get(f"{address}progress/").headers["HX-Refresh"] == "true"


def test_a_run_that_was_killed_says_so(project: Project, contributors: Client) -> None:
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    check = done(project, state=CheckState.RUNNING, ended_at=None, seen_at=long_ago)

    page = text_of(contributors.get(home(project, f"{check.public_id}/")))

    assert "This check was interrupted" in page
    assert "/again/" in page


def test_again_and_remove(project: Project, contributors: Client, contributor: User, editor: User) -> None:
    mine, theirs = done(project, contributor), done(project, editor)

    contributors.post(home(project, f"{mine.public_id}/again/"))
    mine.refresh_from_db()
    assert mine.run == 2

    asked = text_of(contributors.get(home(project, f"{mine.public_id}/remove/")))
    assert "Remove this check?" in asked
    contributors.post(home(project, f"{mine.public_id}/remove/"))
    assert contributors.post(home(project, f"{theirs.public_id}/remove/")).status_code == 403
    assert list(VisibilityCheck.objects.all()) == [theirs]


def test_the_report_as_json_says_what_the_page_says(project: Project, contributors: Client) -> None:
    check = done(project)

    answer = contributors.get(home(project, f"{check.public_id}/report.json"))

    told = json.loads(answer.content)
    assert told["verdict"] == "2 things to mend, 2 fine, 2 to look at yourself."
    assert told["project_number"] == project.number
    assert [finding["verdict"] for finding in told["report"]["findings"]].count("good") == 2
    assert all(finding["words"]["title"] for finding in told["report"]["findings"])
    assert "attachment" in answer.headers["Content-Disposition"]


def test_officers_read_and_change_nothing(project: Project, officer: User) -> None:
    check = done(project)
    client = client_of(officer)

    listed = text_of(client.get(home(project)))
    read = text_of(client.get(home(project, f"{check.public_id}/")))

    assert "leaflet.pdf" in listed
    assert "Check the file" not in listed
    assert "/again/" not in listed + read
    assert "/remove/" not in read
    assert client.post(home(project), {"what": "page", "address": "example.org"}).status_code == 403


@pytest.mark.parametrize("rest", ["", "check"])
def test_pages_ask_the_same_number_of_questions(project: Project, contributors: Client, rest: str) -> None:
    asked = []
    for count in (1, 3):
        while VisibilityCheck.objects.count() < count:
            check = done(project)
        address = home(project, f"{check.public_id}/" if rest else "")
        contributors.get(address)
        with CaptureQueriesContext(connection) as queries:
            contributors.get(address)
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[0] <= 12


@pytest.mark.parametrize(("mode", "ending", "begin"), [("emblem", "svg", b"<svg"), ("emblem-white", "png", b"\x89PNG")])
def test_the_emblem_with_its_statement_can_be_taken(
    project: Project, contributors: Client, mode: str, ending: str, begin: bytes
) -> None:
    check = done(project)

    answer = contributors.get(home(project, f"{check.public_id}/{mode}.{ending}?language=pl"))

    assert answer.content.startswith(begin)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="eu-{mode}-pl.{ending}"'
    page = text_of(contributors.get(home(project, f"{check.public_id}/")))
    assert f"{check.public_id}/emblem.png?language=pl" in page


def test_other_emblems_are_not_made(project: Project, contributors: Client) -> None:
    check = done(project)

    assert contributors.get(home(project, f"{check.public_id}/emblem.exe")).status_code == 404
    assert contributors.get(home(project, f"{check.public_id}/flag.svg")).status_code == 404
