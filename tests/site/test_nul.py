"""A NUL in an address names nothing: databases refuse to look for it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from tests.conftest import client_of

DOORS = [
    "/en/events/%00/", "/pl/projects/%00/", "/en/results/a%00b/", "/s/%00/", "/verify/%00/", "/workspace/%00/",
    "/office/review/%00/", "/static/%00.css", "/%00",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_looked_for_and_nothing_found(
    client: Client, door: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get(door, headers={"accept-language": "en"})

    assert answer.status_code == 404
    said = "Pod tym adresem nic nie ma" if door.startswith("/pl/") else "There is nothing at this address"
    assert said in answer.content.decode()


def test_who_is_signed_in_finds_nothing_either(officer: User) -> None:
    office = client_of(officer)

    assert office.get("/office/review/%00/").status_code == 404
    assert office.post("/workspace/%00/", {"title": "x"}).status_code == 404
