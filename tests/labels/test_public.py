"""What everybody sees of labels."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.labels.models import Label
from plon.labels.presenting import ON_SHELF, newest_rows
from plon.labels.queries import choices_of_page, given_labels, labels_of
from plon.projects.enums import ProjectOrigin
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import ProjectFactory, ResultFactory
from tests.labels.making import WHY, given, proposed


def shown(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


def test_an_empty_page_says_where_to_look(db: None) -> None:
    page = shown("/pl/good-practices/")
    assert "Agencja niczego tu jeszcze nie wyróżniła" in page
    assert "/pl/results/" in page


def test_reasons_stand_in_the_readers_language_with_year_and_field(lessons: Result) -> None:
    given(lessons.project, reason_pl="Bo działa.", reason_en="Because it <works>.")

    assert "Because it &lt;works&gt;." in shown("/en/good-practices/")
    polish = shown("/pl/good-practices/")
    assert "Bo działa." in polish
    assert f"dobra praktyka · {timezone.now().year} · edukacja szkolna" in polish.replace("Edukacja", "edukacja")


def test_the_page_is_narrowed_by_field_kind_and_year(lessons: Result) -> None:
    given(lessons.project)
    adult = ProjectFactory(title="Adults read", field="ADU", has_published=True)
    given(adult, kind="success_story")

    assert "Adults read" not in shown("/en/good-practices/?field=SCH")
    assert "Clean rivers" in shown("/en/good-practices/?field=SCH")
    assert "Clean rivers" not in shown("/en/good-practices/?kind=success_story")
    assert "Adults read" in shown(f"/en/good-practices/?year={timezone.now().year}")
    assert "No label fits" in shown("/en/good-practices/?field=SCH&kind=success_story")
    # What is no choice narrows nothing.
    assert "Clean rivers" in shown("/en/good-practices/?field=%00&kind=x&year=99999999999999999999&page=-1")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Pago_Pago"])
def test_the_year_is_that_of_the_agency_in_text_and_filter(lessons: Result, zone: str) -> None:
    # New Year's Day in Warsaw.
    label = given(lessons.project, decided_at=datetime.datetime(2025, 12, 31, 23, 30, tzinfo=datetime.UTC))

    with timezone.override(zone):
        assert label.year == labels_of([lessons.project_id])[lessons.project_id][0].year == 2026
        assert choices_of_page()[1] == [2026]
        assert list(given_labels(year=2026)) == [label]
        assert not given_labels(year=2025)


def test_only_what_is_given_and_public_stands_there(lessons: Result) -> None:
    proposed(lessons.project, title="Waiting")
    hidden = ProjectFactory(title="Hidden project", origin=ProjectOrigin.CREATED)
    given(hidden)
    draft = ResultFactory(project=lessons.project, working_title="Draft")
    given(lessons.project, result=draft, is_of_result=True)
    gone = given(ProjectFactory(title="Gone project", has_published=True))
    Label.objects.filter(pk=gone.pk).update(project=None)

    page = shown("/en/good-practices/")
    assert "The agency has not labelled anything here yet" in page
    for title in ("Waiting", "Hidden project", "Draft", "Gone project"):
        assert title not in page


def test_the_page_asks_the_same_for_one_and_for_many(
    lessons: Result, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given(lessons.project)
    given(lessons.project, result=lessons, is_of_result=True)
    client = Client()
    client.get("/en/good-practices/")
    with django_assert_num_queries(5):
        client.get("/en/good-practices/")
    for _number in range(3):
        given(ProjectFactory(has_published=True))
    with django_assert_num_queries(5):
        client.get("/en/good-practices/")


def test_a_page_that_did_not_change_is_not_sent_again(lessons: Result) -> None:
    given(lessons.project)
    first = Client().get("/en/good-practices/")
    again = Client().get("/en/good-practices/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, first.cookies) == (304, {})
    assert first["Cache-Control"].startswith("public")


def test_the_team_sees_its_labels_on_the_overview(lessons: Result, coordinator: User) -> None:
    address = f"/workspace/{lessons.project.public_id}/"
    client = client_of(coordinator)
    assert "The agency&#x27;s label" not in client.get(address).content.decode()
    given(lessons.project)
    proposed(lessons.project, kind="success_story")

    page = client.get(address).content.decode()
    assert "Schools in three countries learn by it." in page
    assert "success story" not in page


def test_the_home_page_shows_the_newest_and_nothing_while_there_is_none(
    lessons: Result, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert "All good practices" not in shown("/en/")
    given(lessons.project)
    for _number in range(3):
        given(ProjectFactory(has_published=True))
    home = shown("/en/")

    assert "All good practices" in home
    assert home.count(WHY["reason_en"]) == ON_SHELF == 3
    with django_assert_max_num_queries(6):
        newest_rows("en")
