import pytest
from django.test import Client

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from tests.conftest import client_of
from tests.factories import UserFactory


@pytest.mark.parametrize("path", ["/office/", "/workspace/"])
def test_an_officer_without_second_factor_is_led_to_set_it_up(db: None, path: str) -> None:
    officer = UserFactory(role=PlatformRole.OFFICER)

    response = client_of(officer).get(path)

    assert (response.status_code, response.url) == (302, "/accounts/2fa/")


def test_a_demonstration_lets_officers_in_without_one(db: None, settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    officer = UserFactory(role=PlatformRole.OFFICER)

    assert client_of(officer).get("/office/").status_code == 200


def test_an_officer_with_second_factor_enters_the_office(officer: User) -> None:
    assert client_of(officer).get("/office/").status_code == 200


def test_members_do_not_enter_the_office(stranger: User) -> None:
    assert client_of(stranger).get("/office/").status_code == 403


def test_visitors_are_asked_to_sign_in_before_the_office(db: None) -> None:
    response = Client().get("/office/")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/office/")
