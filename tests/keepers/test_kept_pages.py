"""A keeper's pages behind the secret of their letters; and ending letters."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.keepers.enums import How, KeepingState
from plon.keepers.models import Keeping
from plon.keepers.queries import keepers_of, retired_of
from plon.keepers.secret import secret_of, stop_token
from plon.results.models import Result
from tests.keepers.conftest import Ask, paths_in, publish


def at(kept: Keeping, door: str = "one") -> str:
    assert kept.keeper
    more = [] if door == "own" else [kept.public_id]
    return reverse(f"kept:{door}", args=[secret_of(kept.keeper), *more])


def test_a_scanner_that_opens_every_link_changes_nothing(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    for path in paths_in(mail.outbox[0].body):
        assert Client().get(path).status_code == 200
    for door in ("own", "one", "hand_over", "end"):
        Client().get(at(asked, door))
    asked.refresh_from_db()
    assert asked.state == KeepingState.ASKED


def test_somebody_reads_what_they_take_on_and_accepts_without_an_account(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    page = Client().get(at(asked)).content.decode()
    for words in ("Will you keep “River lessons”?", "CC BY 4.0", "Clean rivers", "31 August 2026", "never your name"):
        assert words in page, words
    answer = Client().post(at(asked), {"do": "accept"}, follow=True)
    assert "Thank you: you keep it from now on." in answer.content.decode()
    assert keepers_of([lessons.pk])[lessons.pk].people == 1


def test_saying_no_leads_back_to_what_else_one_keeps(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    answer = Client().post(at(asked), {"do": "decline", "reason": "No time"}, follow=True)
    assert "Nothing at present" in answer.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (KeepingState.DECLINED, "No time")
    assert Client().get(at(asked)).status_code == 404


def test_pages_of_a_secret_are_private(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    answer = Client().get(at(kept, "own"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert Client().get("/kept/no-such-secret/").status_code == 404
    assert Client().get(reverse("kept:one", args=["no-such-secret", kept.public_id])).status_code == 404


def test_a_secret_opens_nothing_of_somebody_else(keep: Ask, lessons: Result) -> None:
    own, other = keep(lessons), keep(lessons, "bo@example.org")
    assert own.keeper
    for door in ("one", "hand_over", "end", "retire"):
        address = reverse(f"kept:{door}", args=[secret_of(own.keeper), other.public_id])
        assert Client().post(address, {"do": "confirm"}).status_code == 404


def test_one_click_confirms_one_result_and_another_one_all(keep: Ask, lessons: Result) -> None:
    kept, second = keep(lessons), keep(publish(lessons.project, "A game"))
    Keeping.objects.update(silence="asked", silent_since="2026-01-01T00:00Z")
    Client().post(at(kept), {"do": "confirm"})
    assert list(Keeping.objects.exclude(silence="")) == [second]
    Client().post(at(kept, "own"), {"do": "confirm"})
    assert not Keeping.objects.exclude(silence="").exists()


def test_one_click_accepts_all(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    ask(publish(lessons.project, "A game"))
    assert "Accept all that I am asked to keep" in Client().get(at(asked, "own")).content.decode()
    Client().post(at(asked, "own"), {"do": "accept"})
    assert Keeping.objects.filter(state=KeepingState.KEEPING).count() == 2


def test_a_keeper_hands_over_to_another_organisation(
    keep: Ask, lessons: Result, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = keep(lessons)
    values = {"organisation": "other", "other_organisation": "Library of Nysa", "name": "Bo", "email": "bo@example.org",
              "language": "en"}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        page = Client().post(at(kept, "hand_over"), values, follow=True).content.decode()
    assert "You asked Library of Nysa" in page
    (letter,) = mail.outbox
    assert letter.to == ["bo@example.org"]
    assert "School No. 5" in letter.body
    (path,) = paths_in(letter.body)
    assert "School No. 5 keeps it until you accept." in Client().get(path).content.decode()
    Client().post(path, {"do": "accept"})
    assert keepers_of([lessons.pk])[lessons.pk].organisation == "Library of Nysa"
    kept.refresh_from_db()
    assert kept.ended_how == How.HANDED_OVER


def test_an_offer_is_taken_back(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    values = {"organisation": "other", "other_organisation": "Club", "name": "Bo", "email": "bo@example.org",
              "language": "en"}  # fmt: skip
    Client().post(at(kept, "hand_over"), values)
    assert Client().post(at(kept, "hand_over"), values).status_code == 422
    Client().post(at(kept), {"do": "take-back"})
    assert Keeping.objects.get(takes_over=kept).state == KeepingState.ENDED
    kept.refresh_from_db()
    assert kept.state == KeepingState.KEEPING


def test_the_last_keeper_who_steps_down_says_what_follows(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    assert Client().post(at(kept, "end"), {"reason": "I retire"}).status_code == 422
    answer = Client().post(at(kept, "end"), {"follows": "retire", "reason": "It is out of date"}, follow=True)
    assert "Done, and thank you." in answer.content.decode()
    assert retired_of([lessons.pk])[lessons.pk].reason == "It is out of date"


def test_one_of_two_steps_down_without_a_question(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    keep(lessons, "bo@example.org")
    assert "What follows?" not in Client().get(at(kept, "end")).content.decode()
    Client().post(at(kept, "end"), {"reason": ""})
    kept.refresh_from_db()
    assert kept.ended_how == How.STEPPED_DOWN


def test_a_keeper_retires_a_result_with_a_reason(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    assert Client().post(at(kept, "retire"), {"reason": ""}).status_code == 422
    Client().post(at(kept, "retire"), {"reason": "A new edition"})
    assert "Retired on purpose" in Client().get(at(kept)).content.decode()


def test_letters_end_with_one_click_of_the_mail_program_and_begin_again(
    keep: Ask, lessons: Result, coordinator: User
) -> None:
    kept = keep(lessons)
    assert kept.keeper
    address = reverse("kept:stop", args=[stop_token(kept.keeper)])
    mail_program = Client(enforce_csrf_checks=True)
    assert "nobody counts on you" in mail_program.get(address).content.decode()
    assert not keepers_of([lessons.pk])[lessons.pk].is_orphan
    page = mail_program.post(address, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert "Done: no more letters" in page
    assert keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert "You stopped our letters" in Client().get(at(kept, "own")).content.decode()
    page = mail_program.post(f"{address}again/").content.decode()
    assert "The letters come again" in page
    assert not keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert Client().get("/kept/letters/forged/").status_code == 404


def test_the_page_speaks_the_keepers_language_which_they_change(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons, language="pl")
    answer = Client().get(at(kept, "own"))
    assert answer.headers["Content-Language"] == "pl"
    Client().post(at(kept, "own"), {"do": "language", "language": "en"})
    assert Client().get(at(kept, "own")).headers["Content-Language"] == "en"
    Client().post(at(kept, "own"), {"do": "language", "language": "xx"})
    assert Client().get(at(kept, "own")).headers["Content-Language"] == "en"


@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_results_ask_the_same(
    count: int, keep: Ask, lessons: Result, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept = keep(lessons)
    for n in range(count - 1):
        keep(publish(lessons.project, f"Result {n}"))
    with django_assert_num_queries(4):
        Client().get(at(kept, "own"))


def test_the_letter_names_the_way_back(ask: Ask, lessons: Result, coordinator: User) -> None:
    ask(lessons)
    letter = mail.outbox[0]
    assert letter.reply_to == [coordinator.email]
    assert re.search(r"Asks you\s+Coordinator", str(letter.body))
