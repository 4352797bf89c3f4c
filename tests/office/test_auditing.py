"""Officers read what happened in the whole house."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import ProjectFactory, UserFactory

LOG = "/office/house/audit/"


def _shown(reader: User, **asked: Any) -> str:
    page: str = client_of(reader).get(LOG, asked).content.decode()
    return page.partition('<ul role="list">')[2]


@pytest.fixture
def acts(project: Project, officer: User, coordinator: User) -> None:
    record("project.changed", by=coordinator, subject=project, project_id=project.pk, changes={"title": ["Old", "New"]})
    record("account.role_changed", by=officer, subject=coordinator, reason="A new colleague")
    record("project.changed", by=None, subject=ProjectFactory(title="Other"))
    Event.objects.filter(actor_id=None).update(at=timezone.now() - datetime.timedelta(days=40))


@pytest.mark.usefixtures("acts")
def test_the_log_tells_who_what_why_and_what_it_was_before(officer: User) -> None:
    shown = _shown(officer)

    assert "changed the role of Coordinator" in shown
    assert "A new colleague" in shown
    assert "<td>Old</td><td>New</td>" in shown
    assert "Clean rivers</a>" in shown


@pytest.mark.usefixtures("acts")
def test_the_log_is_narrowed_down(officer: User, project: Project) -> None:
    ago = (timezone.now() - datetime.timedelta(days=30)).date().isoformat()

    assert _shown(officer, person="coordin").count('class="row"') == 1
    assert _shown(officer, kind="project.changed").count('class="row"') == 2
    assert _shown(officer, project=project.public_id).count('class="row"') == 1
    assert _shown(officer, project=project.number.lower()).count('class="row"') == 1
    assert _shown(officer, since=ago).count('class="row"') == 2
    assert _shown(officer, until=ago).count('class="row"') == 1
    assert "Nothing of this kind" in _shown(officer, person="nobody of this name")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"since": "2026-02-31"}, "valid date"),
        ({"since": "0001-01-01"}, "this century"),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "ends before it begins"),
        ({"kind": "no.such"}, "valid choice"),
        ({"person": "a\0"}, "Null characters"),
        ({"person": "x" * 100_000}, "at most 200"),
    ],
)
def test_odd_questions_are_answered(officer: User, asked: dict[str, str], refusal: str) -> None:
    for address in (LOG, f"{LOG}export/"):
        answer = client_of(officer).get(address, asked)
        assert answer.status_code == 422
        assert refusal in answer.content.decode()


def test_secrets_are_never_shown(officer: User, project: Project) -> None:
    changes = {"secret": ["s3cr3t-a", "s3cr3t-b"], "reset_token": ["s3cr3t-c", ""], "title": ["Old", "New"]}
    record("project.changed", by=officer, subject=project, changes=changes)

    file = client_of(officer).get(f"{LOG}export/").content.decode()
    for text in (_shown(officer), file):
        assert "s3cr3t" not in text
        assert "Old" in text


def test_no_cell_of_the_file_is_a_formula(officer: User, project: Project) -> None:
    villain = UserFactory(name="=cmd|' /C calc'!A0")
    record("project.changed", by=villain, subject=project, project_id=project.pk, reason="+1+1")

    answer = client_of(officer).get(f"{LOG}export/", {"person": "cmd"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][:2] == ["When", "Who"]
    assert (lines[1][1], lines[1][3], lines[1][4]) == ("'=cmd|' /C calc'!A0", project.number, "'+1+1")
    assert "no-store" in answer["Cache-Control"]


def test_teams_do_not_read_it(coordinator: User) -> None:
    assert client_of(coordinator).get(LOG).status_code == 403
    assert client_of(coordinator).get(f"{LOG}export/").status_code == 403


def test_thirty_events_of_as_many_projects_ask_no_more_than_one(officer: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            _shown(officer)
        return len(asked)

    def act() -> None:
        project = ProjectFactory()
        record("project.changed", by=officer, subject=project, project_id=project.pk)

    act()
    before = ask()
    for _ in range(29):
        act()
    assert ask() == before
