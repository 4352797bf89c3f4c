"""Pages that are drawn when something is wrong: in the reader's language, in the house's style."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from plon.accounts.models import User
from tests.conftest import client_of

pytestmark = pytest.mark.django_db


def test_when_something_broke_both_languages_say_so_in_the_style_of_the_house() -> None:
    answer = server_error(RequestFactory().get("/pl/results/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert page.startswith("<!doctype html>")
    for words in ("Coś się zepsuło po naszej stronie", 'href="/pl/"', "Something broke on our side", 'href="/en/"'):
        assert words in page
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert style.startswith(settings.STATIC_URL)
    assert finders.find(style.removeprefix(settings.STATIC_URL))


@pytest.mark.parametrize(("language", "said"), [("en", "was open for too long"), ("pl", "otwarta")])
def test_a_form_that_waited_too_long_is_told_in_the_language_that_the_page_says_it_is_in(
    language: str, said: str
) -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/accounts/login/", {"login": "x"}, headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert (f'<html lang="{language}">' in page, said in page) == (True, True)


def test_who_is_too_fast_reads_it_in_both_languages() -> None:
    page = render_to_string("429.html", {"data_pl": "/pl/data/", "data_en": "/en/data/"})
    assert ("Za szybko" in page, "Too fast" in page, 'lang="en"' in page) == (True, True, True)


@pytest.mark.parametrize(("language", "said"), [("en", "ask the agency"), ("pl", "zapytaj agencję")])
def test_who_may_not_enter_the_office_reads_nothing_of_a_project(coordinator: User, language: str, said: str) -> None:
    User.objects.filter(pk=coordinator.pk).update(language=language)
    answer = client_of(coordinator).get("/office/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert (said in page, "coordinator of the project" in page) == (True, False)
