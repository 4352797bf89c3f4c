"""Pages that everybody opens are kept for some seconds, never for anybody in particular, and not beyond a change."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.pages import KEPT
from plon.search.changes import mark_changed
from tests.conftest import client_of


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Iterator[None]:
    settings.KEPT_PAGES_SECONDS = 60.0
    KEPT.forget()
    yield
    KEPT.forget()


def test_the_second_visitor_costs_no_question(db: None, django_assert_num_queries: Any) -> None:
    first = Client().get("/en/")
    with django_assert_num_queries(0):
        second = Client().get("/en/")
    assert second.content == first.content
    assert second.headers == first.headers
    again = Client().get("/en/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_changes_is_shown_at_once(db: None, django_capture_on_commit_callbacks: Any) -> None:
    Client().get("/en/")
    with django_capture_on_commit_callbacks(execute=True):
        mark_changed("result", [1])
    assert KEPT.find("http://testserver/en/") is None


def test_a_page_that_was_begun_before_a_change_is_not_kept_after_it(db: None) -> None:
    response = Client().get("/pl/guide/")
    KEPT.forget()
    KEPT.keep("address", response, since=KEPT.changes - 1)
    assert KEPT.find("address") is None


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(stranger: User) -> None:
    own = client_of(stranger).get("/en/")
    assert KEPT.find("http://testserver/en/") is None
    Client().get("/en/")
    assert client_of(stranger).get("/en/").content != Client().get("/en/").content
    assert own.headers["Cache-Control"].startswith("private")


def test_questions_posts_and_other_hosts_are_not_mixed_up(db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    plain = Client().get("/en/news/")
    assert Client().get("/en/news/?kind=report").headers["X-Robots-Tag"]
    assert "X-Robots-Tag" not in plain.headers
    assert Client().post("/en/news/").status_code == 405
    other = Client().get("/en/news/", headers={"host": "other.example"})
    assert b"http://other.example/en/news/" in other.content
    assert b"other.example" not in Client().get("/en/news/").content


def test_what_is_not_there_is_not_kept(db: None) -> None:
    assert Client().get("/en/news/nothing/").status_code == 404
    assert KEPT.find("http://testserver/en/news/nothing/") is None


def test_no_more_is_kept_than_fits(db: None) -> None:
    response = Client().get("/en/")
    for number in range(3 * KEPT.MOST):
        KEPT.keep(str(number), response, since=KEPT.changes)
    assert sum(KEPT.find(str(number)) is not None for number in range(3 * KEPT.MOST)) <= KEPT.MOST
