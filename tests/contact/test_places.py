"""What a reported page is called, and what an officer can do about it."""

import pytest
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.contact.places import path_of
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.conftest import client_of
from tests.contact.conftest import came, shown
from tests.factories import ResultFactory, ResultTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons(project: Project) -> Result:
    project.has_published = True
    project.save()
    made = ResultFactory(project=project, state=ResultState.PUBLISHED, published_at=timezone.now())
    ResultTextFactory(result=made, language="en", title="River lessons")
    return made


def test_the_form_says_what_the_page_is_called(lessons: Result) -> None:
    address = lessons.get_absolute_url()
    assert "The page: River lessons" in shown(Client().get("/en/contact/", {"page": address}))
    assert "The page: Clean rivers" in shown(Client().get("/en/contact/", {"page": lessons.project.get_absolute_url()}))
    assert "The page:" not in shown(Client().get("/en/contact/", {"page": "/en/results/unknown/"}))


def test_an_officer_is_led_to_hiding_a_result_and_nothing_else(lessons: Result, officer: User) -> None:
    about_result = came(category="unlawful", name="Ana", email="a@example.org", page=lessons.get_absolute_url())
    about_list = came(category="wrong", page="/en/results/")

    page = shown(client_of(officer).get(f"/office/messages/{about_result.public_id}/"))
    assert f'href="/office/review/hide/{lessons.public_id}/"' in page
    assert "River lessons" in page
    assert "/office/review/hide/" not in shown(client_of(officer).get(f"/office/messages/{about_list.public_id}/"))


@pytest.mark.parametrize(
    ("address", "path"),
    [("/pl/results/", "/pl/results/"), ("/en/results/?q=x#top", "/en/results/"), ("results/", ""), ("", ""),
     ("http://127.0.0.1:8000/en/", "/en/"), ("http://127.0.0.1:8000@evil.example/en/", ""), ("http://[bad/en/", ""),
     ("/en/../office/", ""), ("/en/collections/shared/abc/", ""), ("/fr/", ""), ("/en/\ud800", "")],
)  # fmt: skip
def test_only_public_pages_of_this_house_are_taken(address: str, path: str) -> None:
    assert path_of(address) == path
