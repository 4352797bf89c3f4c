"""A promised result changes with a reason; what is not promised of it grows freely."""

import datetime

import pytest
from django.urls import reverse

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans.actions import freeze_plan
from plon.projects.models import Project
from plon.projects.promises import ReasonNeeded
from plon.results import actions
from plon.results.models import Result
from tests.conftest import client_of


@pytest.fixture
def promised(project: Project, coordinator: User) -> Result:
    result = actions.define_result(project, by=coordinator, title="Lesson plans", language="en")
    freeze_plan(project, by=coordinator, occasion="application", agreed_on=datetime.date(2026, 3, 5))
    return result


def save(result: Result, person: User, **values: str) -> dict[str, object]:
    address = reverse("results:save", args=[result.project.public_id, result.public_id])
    answer = client_of(person).post(address, {"changed": list(values), "version": "1", **values})
    return answer.json()


def test_autosave_keeps_what_waits_for_its_reason(promised: Result, editor: User) -> None:
    answer = save(promised, editor, title_en="Twelve lessons")

    assert answer["waiting"] == ["title_en"]
    assert "reason" in answer["errors"]
    assert Result.objects.get().working_title == "Lesson plans"


def test_with_its_reason_it_is_saved_and_told(promised: Result, editor: User) -> None:
    answer = save(promised, editor, title_en="Twelve lessons", reason="The teachers asked for more")

    assert (answer["errors"], Result.objects.get().working_title) == ({}, "Twelve lessons")
    assert Event.objects.get(kind="result.changed").reason == "The teachers asked for more"


def test_the_description_grows_freely(promised: Result, editor: User) -> None:
    assert save(promised, editor, summary_en="Ready for outdoors")["errors"] == {}


def test_a_promised_result_is_not_deleted_without_a_word(promised: Result, coordinator: User) -> None:
    with pytest.raises(ReasonNeeded):
        actions.delete_result(promised, by=coordinator)
    address = reverse("results:delete", args=[promised.project.public_id, promised.public_id])
    client = client_of(coordinator)

    assert b'name="reason"' in client.get(address).content
    client.post(address, {"reason": ""})
    assert Result.objects.exists()
    client.post(address, {"reason": "The partner left"})
    assert not Result.objects.exists()
    assert Event.objects.get(kind="result.deleted").reason == "The partner left"


def test_the_page_asks_for_the_reason_only_of_a_promise(promised: Result, editor: User, coordinator: User) -> None:
    free = actions.define_result(promised.project, by=coordinator, title="Later idea", language="en")
    client = client_of(editor)

    assert b'id="id_reason"' in client.get(promised.get_workspace_url()).content
    assert b'id="id_reason"' not in client.get(free.get_workspace_url()).content
