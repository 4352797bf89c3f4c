"""The letter of the half-year: who gets it, when, what stands in it, that it goes once."""

import datetime
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.corner.letters import sending as server
from plon.corner.letters.claims import STALE
from plon.corner.letters.letter import as_email
from plon.corner.models import SentLetter
from plon.fixity.enums import FileState, Place
from plon.fixity.models import StoredFile
from plon.keepers import actions
from plon.keepers.actions.answering import guest_of
from plon.keepers.enums import Silence
from plon.keepers.models import Keeper, Keeping
from plon.plans.actions import plan_use
from plon.reach.models import DailyReach
from plon.results.models import Result
from plon.sustainability.letters.composing import letters_to
from plon.sustainability.letters.gathering import news_of
from plon.sustainability.letters.periods import half_of
from plon.sustainability.letters.sending import half_year_letters, kept_now, send_half_year_letters
from plon.sustainability.models import Review
from plon.uptake.actions import confirm, tell
from tests.conftest import client_of
from tests.keepers.conftest import Ask, paths_in, publish

# Noon in Warsaw, in the spring half.
NOON = datetime.datetime(2027, 3, 9, 11, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def long_ago(*keepings: Keeping, days: int = 100) -> None:
    moment = NOON - days * DAY
    for keeping in keepings:
        Keeping.objects.filter(pk=keeping.pk).update(asked_at=moment, accepted_at=moment, confirmed_at=moment)


def view(result: Result, views: int = 12, downloads: int = 0, day: datetime.date | None = None) -> None:
    DailyReach.objects.create(
        result=result, day=day or NOON.date() - 5 * DAY, views=views, devices=views, downloads=downloads
    )


def send(moment: datetime.datetime = NOON) -> list[Any]:
    mail.outbox.clear()
    with mock.patch("django.utils.timezone.now", return_value=moment):
        send_half_year_letters()
    return list(mail.outbox)


@pytest.mark.parametrize(
    ("day", "about"),
    [
        ("2027-03-01", "keep:half:2027-spring"),
        ("2027-09-30", "keep:half:2027-spring"),
        ("2027-10-01", "keep:half:2027-autumn"),
        ("2028-02-29", "keep:half:2027-autumn"),
    ],
)
def test_a_year_has_two_halves(day: str, about: str) -> None:
    assert half_of(datetime.date.fromisoformat(day)).about == about


def test_one_letter_tells_of_everything_that_somebody_keeps(keep: Ask, lessons: Result) -> None:
    game, quiet = publish(lessons.project, "A game"), publish(lessons.project, "A quiet one")
    long_ago(keep(lessons), keep(game), keep(quiet))
    view(lessons, views=1200, downloads=1)
    told = tell(game, "use", email="x@example.org", language="en", values={
        "organisation": "Library of Nysa", "town": "Nysa", "country": "PL", "shown": "organisation"})  # fmt: skip
    with mock.patch("django.utils.timezone.now", return_value=NOON - 9 * DAY):
        confirm(told)
        confirm(tell(game, "question", email="y@example.org", language="en", values={"words": "How old must they be?"}))
    plan_use(lessons, by=User.objects.get(email="coordinator@example.org"), form="others", until=NOON.date() + 30 * DAY)
    Review.objects.create(result=game, due_on=NOON.date() - DAY)
    (letter,) = send()
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "Are the 3 results that you keep still good?"
    for words in (
        "viewed 1,200 times", "downloaded 1 time\n", "1 organisation told that it uses it", "Library of Nysa",
        "1 question or suggestion waits", "Its plan ends on 8 April 2027", "A look at it was due on 8 March 2027",
        "Nothing new about these", "A quiet one",
    ):  # fmt: skip
        assert words in letter.body, words
    assert "How old" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(paths_in(letter.body)) == 4  # two results, the quiet ones, the end of letters


def test_it_speaks_the_language_of_its_reader_with_its_plurals(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons, language="pl")
    long_ago(kept)
    view(lessons, views=22)
    (letter,) = send()
    assert "Content-Language" in letter.extra_headers
    assert letter.extra_headers["Content-Language"] == "pl"
    assert "9 marca 2027" in letter.body
    assert "wyświetlono 22 razy" in letter.body


def test_no_letter_without_content(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons))
    view(lessons, day=NOON.date() - 300 * DAY)
    assert send() == []
    assert not SentLetter.objects.filter(about__startswith="keep:half").exists()


def test_a_word_that_is_old_is_content(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons), days=301)
    (letter,) = send()
    assert letter.subject == "Is “River lessons” still good?"
    assert "Your word: is it still good?" in letter.body


def test_it_goes_once_in_a_half_year_and_again_in_the_next(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons))
    view(lessons)
    assert len(send()) == 1
    assert send(NOON + DAY) == []
    assert send(NOON + 150 * DAY) == []
    view(lessons, day=datetime.date(2027, 9, 30))
    actions.confirm(kept := Keeping.objects.get(), by=guest_of(kept))
    assert len(send(datetime.datetime(2027, 10, 5, 11, 0, tzinfo=datetime.UTC))) == 1


def test_a_letter_that_went_late_is_not_followed_at_once(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons))
    view(lessons, day=datetime.date(2027, 9, 1))
    assert len(send(datetime.datetime(2027, 9, 28, 11, 0, tzinfo=datetime.UTC))) == 1
    assert send(datetime.datetime(2027, 10, 2, 11, 0, tzinfo=datetime.UTC)) == []


def test_who_has_just_begun_and_who_sleeps_wait(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    view(lessons)
    long_ago(kept, days=59)
    assert send() == []
    long_ago(kept, days=61)
    assert send(NOON.replace(hour=23)) == []
    assert len(send()) == 1


def test_an_answer_is_waited_for_after_the_letter_and_not_before(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    long_ago(kept)
    view(lessons)
    send()
    kept.refresh_from_db()
    assert kept.silence == Silence.ASKED
    with mock.patch("django.utils.timezone.now", return_value=NOON + DAY):
        actions.confirm(kept, by=guest_of(kept))
    send(NOON + 2 * DAY)
    kept.refresh_from_db()
    assert kept.silence == Silence.NONE


def test_a_worker_that_dies_sends_no_second_letter_and_loses_none(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    long_ago(kept)
    view(lessons)
    with mock.patch.object(server, "mark_sent", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        send()
    first = mail.outbox[0].extra_headers["Message-ID"]
    assert send(NOON + STALE / 2) == []
    SentLetter.objects.filter(about__startswith="keep:half").update(claimed_at=NOON - STALE * 2)
    (again,) = send(NOON + STALE * 2)
    assert again.extra_headers["Message-ID"] == first
    kept.refresh_from_db()
    assert kept.silence == Silence.ASKED


def test_a_mail_server_that_is_away_is_tried_again(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons))
    view(lessons)
    with mock.patch("django.core.mail.EmailMultiAlternatives.send", side_effect=ConnectionRefusedError):
        assert send() == []
    assert Keeping.objects.get().silence == Silence.NONE
    assert len(send(NOON + DAY)) == 1


def test_who_stopped_the_letters_gets_none_and_what_ended_is_not_asked_about(
    keep: Ask, lessons: Result, coordinator: User
) -> None:
    kept = keep(lessons)
    long_ago(kept)
    view(lessons)
    actions.retire_result(lessons, by=coordinator, reason="Old")
    with mock.patch("django.utils.timezone.localdate", return_value=NOON.date()):
        assert list(half_year_letters(NOON)) == []
    plan_use(lessons, by=coordinator, form="others", until=None)
    assert kept.keeper
    actions.stop_letters(kept.keeper)
    assert send() == []


def test_what_became_of_many_results_is_read_in_a_constant_number_of_queries(
    keep: Ask, lessons: Result, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    view(lessons)
    with django_assert_num_queries(8):
        news_of({lessons.pk: NOON}, NOON)
    others = [publish(lessons.project, f"Result {n}") for n in range(3)]
    for other in others:
        view(other)
    with django_assert_num_queries(8):
        news_of({each.pk: NOON for each in (lessons, *others)}, NOON)


def test_letters_of_one_and_of_three_keepers_ask_the_same(
    keep: Ask, lessons: Result, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    view(lessons)
    long_ago(keep(lessons))

    def compose() -> int:
        by_keeper: dict[Keeper, list[Keeping]] = {}
        for keeping in kept_now():
            assert keeping.keeper
            by_keeper.setdefault(keeping.keeper, []).append(keeping)
        return len([as_email(letter) for letter in letters_to(by_keeper.items(), "keep:half:x", NOON)])

    with django_assert_num_queries(10):
        assert compose() == 1
    long_ago(keep(lessons, "bo@example.org"), keep(publish(lessons.project, "A game"), "cy@example.org"))
    view(Result.objects.get(working_title="A game"))
    with django_assert_num_queries(10):
        assert compose() == 3


def test_the_team_previews_it_without_the_secret(
    keep: Ask, lessons: Result, coordinator: User, contributor: User, stranger: User
) -> None:
    kept = keep(lessons)
    assert kept.keeper
    address = f"/workspace/{lessons.project.public_id}/sustainability/letters/{kept.keeper.public_id}/"
    page = client_of(coordinator).get(address).content.decode()
    assert "No letter today" in page
    view(lessons, day=timezone.localdate())
    page = client_of(coordinator).get(address).content.decode()
    assert "viewed 12 times" in page
    assert "/kept/" not in page
    assert client_of(contributor).get(address).status_code == 403
    assert client_of(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_damaged_file_is_told(keep: Ask, lessons: Result) -> None:
    long_ago(keep(lessons))
    StoredFile.objects.create(
        store="local", place=Place.PUBLIC, path="a.pdf", name="a.pdf", size=3, sha256="0" * 64, result=lessons,
        project=lessons.project, state=FileState.DAMAGED, faulty_since=NOON,
    )  # fmt: skip
    (letter,) = send()
    assert "1 file is damaged or missing" in letter.body
