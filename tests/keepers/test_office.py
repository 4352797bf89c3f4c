"""The agency's list of results without a keeper."""

from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.keepers import actions
from plon.keepers.enums import Follows, How
from plon.keepers.queries import keepers_of, retired_of
from plon.results.models import Result
from tests.conftest import client_of
from tests.keepers.conftest import Ask, publish

INDEX = "/office/orphans/"


def lose(keep: Ask, result: Result, by: User) -> None:
    actions.end_keeping(keep(result), by=by, how=How.REMOVED, follows=Follows.AGENCY, reason="Left the school")


def test_lost_results_stand_before_those_that_never_had_a_keeper(
    keep: Ask, lessons: Result, coordinator: User, officer: User
) -> None:
    lose(keep, lessons, coordinator)
    publish(lessons.project, "Never kept")
    keep(publish(lessons.project, "Well kept"))
    client = client_of(officer)
    page = client.get(INDEX).content.decode()
    assert "River lessons" in page
    assert "kept by School No. 5 before" in page
    assert "Left the school" in page
    assert "Never kept" not in page
    assert "Never had one (1)" in page
    page = client.get(INDEX + "?show=never").content.decode()
    assert "Never kept" in page
    assert "Well kept" not in page


def test_the_list_is_the_agencys_alone(lessons: Result, coordinator: User) -> None:
    assert client_of(coordinator).get(INDEX).status_code == 403
    assert Client().get(INDEX).status_code == 302


def test_the_agency_takes_one_over_and_looks_at_it(
    keep: Ask, lessons: Result, coordinator: User, officer: User
) -> None:
    lose(keep, lessons, coordinator)
    client = client_of(officer)
    page = client.post(reverse("office_orphans:take_over", args=[lessons.public_id]), follow=True).content.decode()
    assert "Nothing is lost" in page
    assert "Kept by the agency (1)" in page
    answer = client.post(reverse("office_orphans:confirm", args=[lessons.public_id]), follow=True)
    assert "Noted: it is still good." in answer.content.decode()
    public = Client().get(f"/en{lessons.get_absolute_url()[3:]}").content.decode()
    assert "the agency" in public


def test_the_agency_asks_somebody_who_then_keeps_it(
    keep: Ask,
    lessons: Result,
    coordinator: User,
    officer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lose(keep, lessons, coordinator)
    values = {"organisation": "other", "other_organisation": "Library", "name": "Bo", "email": "bo@example.org",
              "language": "en"}  # fmt: skip
    client, address = client_of(officer), reverse("office_orphans:ask", args=[lessons.public_id])
    assert client.post(address, values | {"email": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, values, follow=True).content.decode()
    assert "somebody is asked" in page
    assert mail.outbox[-1].to == ["bo@example.org"]


def test_the_agency_retires_one_with_a_reason(lessons: Result, officer: User) -> None:
    client, address = client_of(officer), reverse("office_orphans:retire", args=[lessons.public_id])
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "The course is over"})
    assert retired_of([lessons.pk])[lessons.pk].reason == "The course is over"
    assert keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert "River lessons" not in client.get(INDEX + "?show=never").content.decode()


def test_one_and_three_orphans_ask_the_same(
    keep: Ask, lessons: Result, coordinator: User, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lose(keep, lessons, coordinator)
    client = client_of(officer)
    client.get(INDEX)
    with django_assert_num_queries(9):
        client.get(INDEX)
    for n in range(2):
        lose(keep, publish(lessons.project, f"Result {n}"), coordinator)
    with django_assert_num_queries(9):
        client.get(INDEX)
