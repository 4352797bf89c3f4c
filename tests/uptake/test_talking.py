"""A question to who made a result: neither side sees the other's address, and no public page sees any of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from plon.accounts.models import User
from plon.results.models import Result
from plon.uptake.models import Contact, Inquiry
from tests.conftest import client_of

pytestmark = pytest.mark.django_db
Told = Callable[..., str]
QUESTION = {"words": "Does it work in a wheelchair?", "email": "asker@example.org", "name": "Ola"}


def test_a_question_goes_to_the_team_and_the_answer_to_who_asked(
    lessons: Result, coordinator: User, editor: User, told: Told, django_capture_on_commit_callbacks: Any
) -> None:
    path = told(lessons, "ask", QUESTION, click=False)
    assert not Inquiry.objects.filter(confirmed_at__isnull=False)
    assert len(mail.outbox) == 1, "the team hears of it when it is confirmed"
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(path, {"do": "confirm"})
    to_team = mail.outbox[-1]
    assert to_team.to == [coordinator.email]
    assert "wheelchair" in str(to_team.body)
    assert "asker@example.org" not in str(to_team.message())

    asked = Inquiry.objects.get()
    door = f"/workspace/{lessons.project.public_id}/uptake/questions/{asked.public_id}/"
    page = client_of(editor).get(door).content.decode()
    assert ("wheelchair" in page, "asker@example.org" in page) == (True, False)
    overview = client_of(coordinator).get(f"/workspace/{lessons.project.public_id}/").content.decode()
    assert "waits for your answer" in overview

    with django_capture_on_commit_callbacks(execute=True):
        client_of(editor).post(door, {"words": "Yes, lessons 1 to 8 do."})
    answer = mail.outbox[-1]
    assert (answer.to, "lessons 1 to 8" in str(answer.body)) == (["asker@example.org"], True)
    assert editor.email not in str(answer.message())

    with django_capture_on_commit_callbacks(execute=True):
        Client().post(path, {"do": "say", "words": "And lesson 9?"})
    assert "And lesson 9?" in str(mail.outbox[-1].body)
    asked.refresh_from_db()
    assert asked.is_waiting

    client_of(editor).post(door + "close/")
    assert client_of(editor).post(door, {"words": "Too late"}).status_code == 422
    assert Client().post(path, {"do": "say", "words": "Hello?"}).status_code == 302
    assert Inquiry.objects.get().replies.count() == 2
    public = Client().get(lessons.get_absolute_url()).content.decode()
    assert "wheelchair" not in public


def test_the_address_is_shown_to_editors_of_the_team_alone_and_only_if_its_owner_agreed(
    lessons: Result, editor: User, contributor: User, officer: User, told: Told
) -> None:
    told(lessons, "suggest", QUESTION | {"shares_address": "on"})
    asked = Inquiry.objects.get()
    assert asked.kind == "suggestion"
    door = f"/workspace/{lessons.project.public_id}/uptake/questions/{asked.public_id}/"
    seen = {person.email: "asker@example.org" in client_of(person).get(door).content.decode()
            for person in (editor, contributor, officer)}  # fmt: skip
    assert seen == {editor.email: True, contributor.email: False, officer.email: False}


def test_who_asked_takes_it_back(lessons: Result, told: Told) -> None:
    path = told(lessons, "ask", QUESTION)
    Client().post(path, {"do": "withdraw"})
    assert (Inquiry.objects.count(), Contact.objects.count()) == (0, 0)
