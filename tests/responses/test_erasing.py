"""What goes by its day, when rounds are over, and because somebody asks; the figures stay as they were."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.jobs.schedule import registered_works
from plon.projects.models import Project
from plon.responses.actions import Person
from plon.responses.erasing import GRACE, erase_due, erase_sheet, forget_due
from plon.responses.models import FreeText, IdentifiedResponse, PairSecret, Receipt, Response
from plon.responses.pairs import pairs_of
from plon.responses.queries import shown_of
from plon.surveys.enums import Moment
from plon.surveys.models import Round, Survey
from tests.conftest import client_of
from tests.responses.conftest import answer, close_round, open_round, questionnaire

ALL = (Response, FreeText, IdentifiedResponse, Receipt)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_answers_go_on_the_day_that_people_were_told_and_figures_stay(*, is_anonymous: bool, project: Any) -> None:
    asked = open_round(questionnaire(is_anonymous=is_anonymous), project=project)
    other = open_round(project=project)
    for number in range(12):
        answer(asked, mood=number % 5 + 1, why="Text")
    answer(other)
    close_round(asked)
    shown = shown_of([asked.pk])
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Survey.objects.filter(pk=asked.survey_id).update(keep_until=tomorrow)
    erase_due()
    assert sum(model.objects.filter(round=asked).count() for model in ALL) >= 12
    Survey.objects.filter(pk=asked.survey_id).update(keep_until=timezone.localdate())
    erase_due()
    assert sum(model.objects.filter(round=asked).count() for model in ALL) == 0
    assert shown_of([asked.pk]) == shown
    assert Response.objects.filter(round=other).count() == 1
    erase_due()
    assert Event.objects.filter(kind="survey.answers_erased").count() == 1


def test_one_persons_answers_are_erased_when_she_asks(project: Any, coordinator: User) -> None:
    asked = open_round(questionnaire(is_anonymous=False), project=project)
    for number in range(12):
        answer(
            asked, mood=5, person=Person(name=f"Person {number}", email=f"p{number}@example.org", may_ask_again=True)
        )
    before = shown_of([asked.pk])[asked.pk]
    counted = IdentifiedResponse.objects.filter(is_counted=True)[0]
    waiting = IdentifiedResponse.objects.filter(is_counted=False)[0]
    erase_sheet(counted, by=coordinator)
    erase_sheet(counted, by=coordinator)
    after = shown_of([asked.pk])[asked.pk]
    assert after == before
    erase_sheet(waiting, by=coordinator)
    after = shown_of([asked.pk])[asked.pk]
    assert (after.received, after.counted, after.questions) == (before.received - 1, before.counted, before.questions)
    left = set(IdentifiedResponse.objects.filter(may_ask_again=True).values_list("name", flat=True))
    assert len(left) == 10
    assert not left & {counted.name, waiting.name}
    told = Event.objects.filter(kind="survey.sheet_erased")
    assert told.count() == 2
    assert all(counted.name not in str(event.__dict__) for event in told)
    close_round(asked)
    assert shown_of([asked.pk])[asked.pk].counted == 11


def test_receipts_and_what_was_too_little_are_forgotten_a_while_after_the_close(asked: Round) -> None:
    for _each in range(3):
        answer(asked, why="Text")
    close_round(asked)
    forget_due()
    assert (Response.objects.count(), FreeText.objects.count(), Receipt.objects.count()) == (3, 3, 3)
    Round.objects.filter(pk=asked.pk).update(closed_at=timezone.now() - GRACE)
    forget_due()
    assert (Response.objects.count(), FreeText.objects.count(), Receipt.objects.count()) == (0, 0, 0)
    shown = shown_of([asked.pk])[asked.pk]
    assert (shown.received, shown.counted, shown.waiting) == (3, 0, 2)


def test_codes_become_chance_when_all_is_compared(project: Any) -> None:
    asked = questionnaire(has_pairs=True)
    before = open_round(asked, project=project, moment=Moment.BEFORE)
    for number in range(6):
        answer(before, mood=2, code=f"an-{number:02d}-op")
    close_round(before)
    Round.objects.filter(pk=before.pk).update(closed_at=timezone.now() - GRACE)
    forget_due()
    assert PairSecret.objects.count() == 1
    after = open_round(asked, survey=before.survey, moment=Moment.AFTER, compared_with=before)
    for number in range(6):
        answer(after, mood=4, code=f"an-{number:02d}-op")
    close_round(after)
    pairs, locked = sorted(map(str, pairs_of(before, after))), set(Response.objects.values_list("pair", flat=True))
    Round.objects.filter(pk=after.pk).update(closed_at=timezone.now() - GRACE)
    forget_due()
    assert sorted(map(str, pairs_of(before, after))) == pairs
    assert len(pairs) == 6
    now = set(Response.objects.values_list("pair", flat=True))
    assert len(now) == 6
    assert not now & locked
    assert PairSecret.objects.count() == 0


def test_all_of_it_is_done_by_the_clock() -> None:
    assert {"responses.erase_answers", "responses.forget", "responses.sweep_traces"} <= {
        work.name for work in registered_works()
    }


def test_a_coordinator_erases_a_sheet_on_its_page_and_nobody_else_does(
    project: Project, coordinator: User, editor: User, stranger: User
) -> None:
    asked = open_round(questionnaire(is_anonymous=False), project=project)
    answer(asked, person=Person(name="Ana Ruiz", email="ana@example.org"))
    sheet = IdentifiedResponse.objects.get()
    people = f"/workspace/{project.public_id}/evaluation/answers/{asked.survey.public_id}/{asked.public_id}/people/"
    address = f"{people}{sheet.pk}/erase/"
    assert [client_of(person).post(address).status_code for person in (editor, stranger)] == [403, 404]
    client = client_of(coordinator)
    assert address in client.get(people).content.decode()
    assert "Ana Ruiz" in client.get(address).content.decode()
    assert IdentifiedResponse.objects.exists()
    other = open_round(questionnaire(is_anonymous=False), project=project)
    assert client.post(address.replace(asked.public_id, other.public_id)).status_code == 404
    done = client.post(address, follow=True)
    assert "The sheet is erased." in done.content.decode()
    assert "Ana Ruiz" not in done.content.decode()
    assert not IdentifiedResponse.objects.exists()
    assert client.get(address).status_code == 404
