"""The team's pages, the panel of a result, the overview, and what everybody reads."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.keepers import actions
from plon.keepers.enums import KeepingState
from plon.keepers.models import Keeping
from plon.keepers.presenting import remind_of_keepers
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import ResultFactory, UserFactory
from tests.keepers.conftest import Ask, publish


def at(project: Project, door: str = "index", *more: str) -> str:
    return reverse(f"keepers:{door}", args=[project.public_id, *more])


def given(school: Organisation, *results: Result, **more: Any) -> dict[str, Any]:
    return {
        "results": [each.public_id for each in results], "organisation": school.public_id, "name": "Ana",
        "email": "ana@example.org", "language": "en",
    } | more  # fmt: skip


def test_the_page_says_who_keeps_what_and_what_is_asked_for(
    keep: Ask, ask: Ask, lessons: Result, coordinator: User
) -> None:
    game = publish(lessons.project, "A game")
    ResultFactory(project=lessons.project, working_title="A draft")
    keep(lessons)
    ask(game, "bo@example.org", name="Bo")
    page = client_of(coordinator).get(at(lessons.project)).content.decode()
    assert "1 public result has no keeper." in page
    assert "One person keeps it. Name a second one" in page
    assert "asked, no answer yet" in page
    assert "Nobody keeps it yet." in page
    assert "ana@example.org" in page


def test_two_keepers_are_enough(keep: Ask, lessons: Result, coordinator: User) -> None:
    keep(lessons)
    keep(lessons, "bo@example.org")
    page = client_of(coordinator).get(at(lessons.project)).content.decode()
    assert "Name a second one" not in page
    assert "has no keeper" not in page


def test_contributors_see_names_but_no_addresses(keep: Ask, lessons: Result, contributor: User, stranger: User) -> None:
    keep(lessons)
    page = client_of(contributor).get(at(lessons.project)).content.decode()
    assert "Ana" in page
    assert "ana@example.org" not in page
    assert at(lessons.project, "name") not in page
    assert client_of(contributor).get(at(lessons.project, "name")).status_code == 403
    assert client_of(stranger).get(at(lessons.project)).status_code == 404


def test_a_project_without_results_says_what_to_do_first(project: Project, coordinator: User) -> None:
    page = client_of(coordinator).get(at(project)).content.decode()
    assert "No results yet" in page
    assert "No results yet" in client_of(coordinator).get(at(project, "name")).content.decode()


@pytest.mark.parametrize("door", ["index"])
def test_one_and_three_results_ask_the_same(
    door: str, keep: Ask, lessons: Result, coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(lessons)
    client = client_of(coordinator)
    client.get(at(lessons.project))
    with django_assert_num_queries(9):
        client.get(at(lessons.project))
    for n in range(2):
        other = publish(lessons.project, f"Result {n}")
        keep(other)
        keep(other, f"p{n}@example.org")
    with django_assert_num_queries(9):
        client.get(at(lessons.project))


def test_an_editor_asks_for_all_results_at_once(lessons: Result, school: Organisation, editor: User) -> None:
    game = publish(lessons.project, "A game")
    client = client_of(editor)
    page = client.get(at(lessons.project, "name")).content.decode()
    assert page.count("checked") >= 2
    answer = client.post(at(lessons.project, "name"), given(school, lessons, game), follow=True)
    assert "The letter is on its way." in answer.content.decode()
    assert Keeping.objects.filter(state=KeepingState.ASKED).count() == 2


def test_one_result_is_chosen_by_the_address(lessons: Result, coordinator: User) -> None:
    publish(lessons.project, "A game")
    page = client_of(coordinator).get(at(lessons.project, "name") + f"?result={lessons.public_id}").content.decode()
    assert page.count("checked") == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"results": []}, "This field is required"),
        ({"results": ["nothere"]}, "is not one of the available choices"),
        ({"organisation": "other"}, "Write the name of the organisation."),
        ({"name": ""}, "This field is required"),
    ],
)
def test_bad_input_comes_back_with_a_sentence(
    wrong: dict[str, Any], words: str, lessons: Result, school: Organisation, coordinator: User
) -> None:
    answer = client_of(coordinator).post(at(lessons.project, "name"), given(school, lessons, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Keeping.objects.exists()


def test_results_of_other_projects_are_not_given_away(lessons: Result, school: Organisation, coordinator: User) -> None:
    foreign = ResultFactory()
    answer = client_of(coordinator).post(at(lessons.project, "name"), given(school, foreign))
    assert answer.status_code == 422


def test_the_last_keeper_is_taken_off_only_with_a_word_what_follows(
    keep: Ask, lessons: Result, coordinator: User, editor: User
) -> None:
    kept = keep(lessons)
    client, address = client_of(coordinator), at(lessons.project, "end", kept.public_id)
    page = client.get(address).content.decode()
    assert "Nobody else keeps this result." in page
    assert "retire it on purpose" in page
    assert "retire it on purpose" not in client_of(editor).get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"follows": "retire", "reason": " "}).status_code == 422
    kept.refresh_from_db()
    assert kept.state == KeepingState.KEEPING
    client.post(address, {"follows": "agency", "reason": "Left"})
    kept.refresh_from_db()
    assert kept.state == KeepingState.ENDED


def test_a_hand_over_from_the_workspace_waits_for_the_new_keeper(
    keep: Ask, lessons: Result, school: Organisation, coordinator: User
) -> None:
    kept = keep(lessons)
    values = given(school, organisation="other", other_organisation="Library of Nysa", email="bo@example.org")
    answer = client_of(coordinator).post(at(lessons.project, "hand_over", kept.public_id), values, follow=True)
    page = answer.content.decode()
    assert "to take it over" in page
    assert Keeping.objects.get(takes_over=kept).organisation_name == "Library of Nysa"


def test_a_second_letter_goes_once(ask: Ask, lessons: Result, editor: User) -> None:
    asked = ask(lessons)
    client = client_of(editor)
    for words in ("The second letter is on its way.", "Nothing to remind of"):
        assert words in client.post(at(lessons.project, "remind", asked.public_id), follow=True).content.decode()


def test_who_has_an_account_confirms_in_the_workspace_and_nobody_else_does(
    keep: Ask, lessons: Result, coordinator: User, editor: User
) -> None:
    kept = keep(lessons, coordinator.email)
    address = at(lessons.project, "confirm", kept.public_id)
    assert client_of(editor).post(address).status_code == 404
    answer = client_of(coordinator).post(address, follow=True)
    assert "visitors read that it was confirmed this month" in answer.content.decode()


def test_the_panel_of_a_result_and_the_overview_tell(keep: Ask, lessons: Result, coordinator: User) -> None:
    client = client_of(coordinator)
    assert "Nobody keeps it: nobody notices when it breaks." in client.get(lessons.get_workspace_url()).content.decode()
    overview = client.get(lessons.project.get_workspace_url()).content.decode()
    assert "Nobody keeps 1 public result" in overview
    keep(lessons)
    assert remind_of_keepers(lessons.project) is None
    assert "One person keeps it." in client.get(lessons.get_workspace_url()).content.decode()


def test_everybody_reads_which_organisation_keeps_it_and_nobody_who(keep: Ask, lessons: Result) -> None:
    address = f"/en{lessons.get_absolute_url()[3:]}"
    assert "Kept by" not in Client().get(address).content.decode()
    keep(lessons, name="Ana Kowalska")
    page = " ".join(Client().get(address).content.decode().split())
    assert f"School No. 5, since {date_format(timezone.localdate(), 'E Y')}" in page
    assert "Kowalska" not in page
    assert "ana@" not in page


def test_what_ended_on_purpose_stays_readable_with_its_reason(lessons: Result, coordinator: User) -> None:
    actions.retire_result(lessons, by=coordinator, reason="A new edition replaced it")
    answer = Client().get(f"/en{lessons.get_absolute_url()[3:]}")
    assert answer.status_code == 200
    assert "Nobody looks after this result any more" in answer.content.decode()
    assert "A new edition replaced it" in answer.content.decode()


def test_the_history_says_it_in_sentences(keep: Ask, lessons: Result, coordinator: User) -> None:
    keep(lessons)
    page = client_of(coordinator).get(reverse("projects:history", args=[lessons.project.public_id])).content.decode()
    assert "asked somebody to keep River lessons (School No. 5)" in page
    assert "keeps from now on River lessons (School No. 5)" in page


def test_somebody_who_is_gone_leaves_no_dead_ends(keep: Ask, lessons: Result, coordinator: User) -> None:
    kept = keep(lessons)
    actions.end_keeping(kept, by=coordinator, how="removed", follows="agency")
    client = client_of(coordinator)
    for door in ("end", "hand_over"):
        assert client.get(at(lessons.project, door, kept.public_id)).status_code == 404
    assert client_of(UserFactory()).post(at(lessons.project, "end", kept.public_id)).status_code == 404
