"""The team's page: numbers and answers, nobody's address; the letter and its switch; what goes elsewhere."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.evaluation.charting import MAKERS
from plon.evaluation.figures import book_of
from plon.outcomes.actions import hide, restore, take_up_agreements, turn_on
from plon.outcomes.models import Agreement, Answer, Call, Calling
from plon.outcomes.presenting import outcome_table
from plon.outcomes.queries import due_months, figures_of, waiting_in
from plon.outcomes.refusals import NotLookedAt, ReasonMissing
from plon.outcomes.registering import remind_of_letters
from plon.plans.actions import freeze_plan
from plon.plans.enums import Occasion
from plon.projects.models import Project
from plon.results.models import Result
from plon.surveys.models import Round
from tests.conftest import client_of
from tests.outcomes.conftest import NOW, sheet_of, use_of


def page(project: Project, more: str = "") -> str:
    return f"/workspace/{project.public_id}/evaluation/outcomes/{more}"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def answered(project: Project, result: Result | None = None, thread: str = "t1", **more: object) -> Answer:
    call = Call.objects.create(project=project, thread=thread, kind="user", result=result, months=6, sent_at=NOW)
    about = {"still": "regularly", "change": "some", "words": "Every spring.", "people": 25, **more}
    return Answer.objects.create(call=call, **about)


def test_the_page_has_numbers_and_nobody_s_address(
    lessons: Result, training: Round, contributor: User, officer: User
) -> None:
    use_of(lessons)
    sheet_of(training)
    take_up_agreements()
    answered(lessons.project, lessons)

    for person in (contributor, officer):
        seen = shown(client_of(person), page(lessons.project))
        for told in ("October 2026", "may be asked", "1 / 1", "Every spring.", "Yes, regularly", "6 months later"):
            assert told in seen
        assert "ana@example.org" not in seen
        assert "jan@example.org" not in seen
    (month,) = due_months(lessons.project)
    assert (month.month, month.users, month.participants) == (datetime.date(2026, 10, 1), 1, 1)


def test_an_empty_page_says_how_people_come_to_agree(project: Project, editor: User) -> None:
    assert "Nobody may be asked yet" in shown(client_of(editor), page(project))


def test_letters_go_when_a_coordinator_has_read_them(ana: Agreement, coordinator: User, editor: User) -> None:
    project = ana.project
    reminder = remind_of_letters(project)
    assert reminder
    assert reminder.text.startswith("1 person agreed to be asked what became of it, and it is time")
    preview = shown(client_of(editor), page(project, "letter/user/en/"))
    assert "Do you still use “Twelve lessons by the water”?" in preview
    assert "6 months ago you told us that you use this" in preview
    assert "/outcome/" not in preview
    assert "A coordinator of the project lets the letters go." in preview
    assert client_of(editor).post(page(project, "turn/"), {"has_looked": "on"}).status_code == 403
    with pytest.raises(NotLookedAt):
        turn_on(project, by=coordinator, has_looked=False)

    client_of(coordinator).post(page(project, "turn/"), {"has_looked": "on"})

    assert Calling.objects.get().is_on
    assert remind_of_letters(project) is None
    client_of(coordinator).post(page(project, "turn/"), {"do": "off"})
    assert not Calling.objects.get().is_on


def test_one_s_own_words_are_seen_as_they_go(lessons: Result, editor: User) -> None:
    client = client_of(editor)
    client.post(page(lessons.project, "letter/participant/pl/"), {"opening": "Pozdrowienia znad rzeki & <b>"})

    seen = shown(client, page(lessons.project, "letter/participant/pl/"))

    assert "Pozdrowienia znad rzeki &amp; &lt;b&gt;" in seen
    assert client.get(page(lessons.project, "letter/user/xx/")).status_code == 404
    assert client.post(page(lessons.project, "letter/user/en/"), {"opening": "x" * 2000}).status_code == 422


def test_what_is_hidden_counts_for_nothing_until_it_is_back(lessons: Result, editor: User) -> None:
    project, found = lessons.project, answered(lessons.project, lessons)
    with pytest.raises(ReasonMissing):
        hide(found, by=editor, reason=" ")
    client = client_of(editor)

    client.post(page(project, f"{found.public_id}/hide/"), {"reason": "Names a child"})
    assert (figures_of(project).answered, outcome_table(project)) == (0, None)
    assert "Names a child" in shown(client, page(project))
    client.post(page(project, f"{found.public_id}/restore/"))

    assert figures_of(project).answered == 1
    restore(found, by=editor)


def test_beside_the_ledger_stand_words_that_may_be_shown_alone(lessons: Result, coordinator: User) -> None:
    answered(lessons.project, lessons, thread="a")
    answered(lessons.project, lessons, thread="b", shown="words", quote="=We measure", signed="Ana")
    answered(lessons.project, lessons, thread="c", shown="signed", quote="It lives.", signed="Ana, Opole")

    table = outcome_table(lessons.project)

    assert table
    quotes = {str(line[-1]) for line in table.lines}
    assert quotes == {"", "“=We measure”", "“It lives.” (Ana, Opole)"}
    assert table.lines[0][1] == "Twelve lessons by the water"
    freeze_plan(lessons.project, by=coordinator, occasion=Occasion.APPLICATION, agreed_on=datetime.date(2024, 3, 1))
    seen = shown(client_of(coordinator), f"/workspace/{lessons.project.public_id}/activities/ledger/")
    assert "What became of it" in seen
    assert "Every spring." not in seen


def test_the_funnel_of_the_evaluation_ends_with_them(lessons: Result) -> None:
    answered(lessons.project, lessons, thread="a")
    answered(lessons.project, lessons, thread="b", change="nothing")

    steps = {step.key: step.number for step in book_of(lessons.project).funnel.steps}

    assert steps["later"] == 1
    assert MAKERS["funnel"](book_of(lessons.project)).rows[-1] == ("people who say later that something changed", "1")


def test_the_database_refuses_what_may_be_shown_without_words(lessons: Result) -> None:
    for number, wrong in enumerate(({"shown": "words"}, {"people": 200_000})):
        with pytest.raises(IntegrityError), transaction.atomic():
            answered(lessons.project, lessons, thread=f"{number}", **wrong)


def test_the_page_takes_as_many_queries_for_three_answers_as_for_one(lessons: Result, editor: User) -> None:
    client, numbers = client_of(editor), []
    for number in range(0, 6, 2):
        for place in (number, number + 1):
            use_of(lessons, f"p{place}@example.org")
            answered(lessons.project, lessons, thread=f"t{place}")
        take_up_agreements()
        client.get(page(lessons.project))
        with CaptureQueriesContext(connection) as asked:
            client.get(page(lessons.project))
        numbers.append(len(asked))

    assert len(set(numbers[1:])) == 1
    assert waiting_in(lessons.project) == 6
