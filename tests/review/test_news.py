"""Officers read once a day what was submitted: what is with them, else what is with nobody."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.projects.models import Membership
from plon.results.actions import change_result
from plon.results.models import Result
from plon.review import actions
from plon.review.digest import send_digests, submissions_for
from plon.review.models import ProjectReview, ReviewedResult
from tests.conftest import client_of
from tests.factories import ProjectFactory
from tests.review.conftest import ready_result

DAY = datetime.timedelta(days=1)


def submit(*results: Result, by: User) -> ProjectReview:
    return actions.submit_results(results[0].project, by=by, results=[result.public_id for result in results])


def tomorrow(days: int = 1) -> list[Any]:
    """Let the clock send, some days on; return what went."""
    mail.outbox.clear()
    send_digests(timezone.now() + days * DAY)
    return list(mail.outbox)


def test_all_officers_hear_of_a_first_submission_once_a_day(
    lessons: Result, guide: Result, coordinator: User, officer: User, colleague: User
) -> None:
    submit(lessons, by=coordinator)
    submit(guide, by=coordinator)
    send_digests()
    assert sorted(each.to[0] for each in mail.outbox) == ["colleague@example.org", "officer@example.org"]
    told = mail.outbox[0]
    assert told.subject == "Review: 1 project submitted results"
    assert "2 results for the first time." in told.body
    send_digests()
    send_digests(timezone.now() + datetime.timedelta(hours=3))
    assert len(mail.outbox) == 2, "one letter a day at most"
    assert tomorrow() == [], "and none where nothing came"


def test_who_reviews_hears_of_what_came_again_and_nobody_else(
    lessons: Result, coordinator: User, officer: User, colleague: User
) -> None:
    review = submit(lessons, by=coordinator)
    actions.assign(review, by=officer, officer=officer)
    item = ReviewedResult.objects.get()
    actions.decide_results(review, by=officer, rounds={item.public_id: 1}, verdict="returned", reasons="For whom?")
    change_result(lessons, by=coordinator, values={"audience_en": "Teachers"})
    submit(lessons, by=coordinator)
    [letter] = tomorrow(0)
    assert letter.to == [officer.email]
    assert "With you. 1 result again: you see only what changed." in letter.body
    assert f"/office/review/{review.public_id}/" in letter.body


def test_of_what_was_decided_meanwhile_and_of_own_projects_nobody_is_told(
    lessons: Result, coordinator: User, officer: User, colleague: User
) -> None:
    review = submit(lessons, by=coordinator)
    Membership.objects.create(project=lessons.project, person=colleague, role="contributor")
    assert [letter.to for letter in tomorrow(0)] == [[officer.email]]
    item = ReviewedResult.objects.get()
    actions.decide_results(review, by=officer, rounds={item.public_id: 1}, verdict="approved")
    assert submissions_for(officer, since=timezone.now() - DAY, until=timezone.now() + DAY, wants_all=True) == []


def test_one_click_ends_the_letters_but_not_those_of_own_reviews(
    lessons: Result, coordinator: User, officer: User
) -> None:
    review = submit(lessons, by=coordinator)
    [letter] = tomorrow(0)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.sub(r"^https?://[^/]+", "", letter.extra_headers["List-Unsubscribe"].strip("<>"))
    assert "Stop the letters about what is with nobody?" in Client().get(address).content.decode()
    assert "no more of these letters" in Client().post(address).content.decode()
    ReviewedResult.objects.update(submitted_at=timezone.now() + DAY / 2)
    assert tomorrow() == []
    actions.assign(review, by=officer, officer=officer)
    ReviewedResult.objects.update(submitted_at=timezone.now() + 3 * DAY / 2)
    assert [each.to for each in tomorrow(2)] == [[officer.email]]

    client = client_of(officer)
    assert "Also about what is with nobody" in client.get("/office/review/").content.decode()
    client.post("/office/review/letters/", {"wants": "1"})
    assert "Only about what is with me" in client.get("/office/review/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "1", "1.x", "99999999999999999999999.x", "%00"])
def test_a_forged_click_ends_nothing(officer: User, token: str) -> None:
    assert Client().post(f"/office/review/letters/{token}/").status_code == 404


def test_a_mail_server_that_is_away_loses_no_letter(
    lessons: Result, coordinator: User, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(lessons, by=coordinator)

    def away(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        send_digests()
    assert [letter.to for letter in tomorrow()] == [[officer.email]]


def test_a_letter_costs_the_same_for_one_project_and_for_three(
    coordinator: User, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        for number in range(count):
            project = ProjectFactory()
            Membership.objects.create(project=project, person=coordinator, role="coordinator")
            submit(ready_result(project, f"Lessons {number}", coordinator), by=coordinator)
        with django_assert_num_queries(3):
            submissions_for(officer, since=timezone.now() - DAY, until=timezone.now(), wants_all=True)
