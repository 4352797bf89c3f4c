"""What others say in a report: users as far as they let it be shown, people in surveys, findings and decisions."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from plon.evaluation.figures.gathering import book_of
from plon.findings.actions import add_decision, add_finding
from plon.reports.beneficiary.composing import compose
from plon.uptake.models import Adaptation, Use
from tests.reports.beneficiary.reading import quotes_of, table, text_of
from tests.reports.beneficiary.world import TODAY, World
from tests.surveyresults.rounds import SHEET, make_round, make_survey


def use(world: World, name: str, shown: str, *, words: str = "", learners: int = 10, country: str = "PL") -> Use:
    return Use.objects.create(
        result=world.lessons, organisation=name, country=country, town="Opole", shown=shown, words=words,
        learners=learners, confirmed_at=timezone.now(),
    )  # fmt: skip


def test_users_are_shown_as_far_as_they_let_us_and_all_are_counted(world: World) -> None:
    use(world, "Secret School", "nothing", words="Never show this.")
    use(world, "Open School", "organisation", words="Do not quote me.", learners=20, country="ES")
    use(world, "Loud School", "words", words="The *cards* work in the rain.", learners=30)
    Adaptation.objects.create(
        result=world.lessons, kind="translation", link="https://example.org/es", confirmed_at=timezone.now()
    )
    made = compose(world.report, "en", today=TODAY)

    assert (made.numbers["use.uses"], made.numbers["use.learners"], made.numbers["use.countries"]) == (3, 60, 2)
    assert "Others confirmed 3 cases of use: Poland, Spain." in text_of(made, "uptake")
    assert "Open School (Opole)" in text_of(made, "uptake")
    assert [quote.text for quote in quotes_of(made, "uptake")] == ["The *cards* work in the rain."]
    whole = repr(made.paper)
    assert "Secret School" not in whole
    assert "Never show this." not in whole
    assert "Do not quote me." not in whole
    assert made.numbers["use.uses"] == book_of(world.project, today=TODAY).use.uses


def test_surveys_are_shown_by_their_counted_answers_alone(world: World) -> None:
    survey = make_survey(world.project)
    sheets = [{**SHEET, "good": step, "pupils": "24"} for step in (5, 5, 4, 4, 3, 3)]
    make_round(survey, sheets, texts=[("say", "Only for the team.")])
    make_round(survey, [], waiting=3, label="Too few")
    made = compose(world.report, "pl", today=TODAY)

    rows = {row[0]: row[1:] for row in table(made, "surveys", "After the walk").rows}
    assert rows["How good was it?"] == ("6", "średnio 4 na 5")
    assert rows["Kim jesteś?"] == ("6", "nauczycielem: 6\na parent: 0\n=1+1: 0")
    assert rows["I can …"] == ("6", "measure water: średnio 5\nspeak to the mayor: średnio 2")
    assert rows["How many pupils?"] == ("6", "średnio 24")
    assert "liczba odpowiedzi: 6" in text_of(made, "surveys")
    assert "Too few" not in repr(made.paper)
    assert "Only for the team." not in repr(made.paper)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_what_fewer_than_a_group_answered_is_withheld(world: World, *, is_anonymous: bool) -> None:
    """A report goes to others than the team: of surveys with names, too, it tells of groups alone."""
    few = {**SHEET, "good": 2, "child": 7}
    asked = make_round(make_survey(world.project, is_anonymous=is_anonymous), [few] * 3 + [{"pupils": "24"}] * 4)
    made = compose(world.report, "en", today=TODAY)

    rows = {row[0]: row[1:] for row in table(made, "surveys", "After the walk").rows}
    withheld = ("–", "withheld: fewer than 5 people answered")
    assert rows["How many pupils?"] == ("7", "on average 24")
    assert {rows[text] for text in ("Who are you?", "What did you like?", "How good was it?", "I can …")} == {withheld}
    assert {key for key in made.numbers if key.startswith(f"surveys.{asked.public_id}.")} == {
        f"surveys.{asked.public_id}.{key}" for key in ("answers", "pupils.answered", "pupils.mean")
    }
    assert "On average" not in text_of(made, "surveys")


def test_a_statement_that_few_answered_is_withheld_from_its_table(world: World) -> None:
    sheets: list[dict[str, Any]] = [{"can": {"a": 5}}] * 6 + [{"can": {"a": 5, "b": 1}}]
    make_round(make_survey(world.project), sheets)
    made = compose(world.report, "en", today=TODAY)

    (row,) = table(made, "surveys", "After the walk").rows
    assert row == (
        "I can …", "7", "measure water: on average 5\nspeak to the mayor: withheld: fewer than 5 people answered",
    )  # fmt: skip


def test_huge_numbers_of_a_survey_do_no_harm(world: World) -> None:
    sheets = [{**SHEET, "pupils": str(10**29 + number)} for number in range(5)]
    asked = make_round(make_survey(world.project), sheets)
    made = compose(world.report, "en", today=TODAY)

    assert made.numbers[f"surveys.{asked.public_id}.pupils.mean"] > Decimal(10) ** 28


def test_findings_stand_with_their_decisions(world: World) -> None:
    finding = add_finding(
        world.project, by=world.by, title="Teachers want *shorter* lessons", text="Three of four said so",
        strength="fair", seen_on=datetime.date(2026, 6, 1),
    )  # fmt: skip
    add_decision(finding, by=world.by, text="Cut each lesson to 45 minutes", who="Anna",
                 due_on=datetime.date(2026, 10, 1), decided_on=datetime.date(2026, 6, 2))  # fmt: skip
    made = compose(world.report, "en", today=TODAY)
    told = text_of(made, "evaluation")

    assert "The evaluation brought 1 finding, which led to 1 decision; carried out: 0." in told
    assert r"**Teachers want \*shorter\* lessons**. Three of four said so." in told
    assert "- Cut each lesson to 45 minutes. (Anna, open)" in told
    (row,) = table(made, "evaluation", "From finding to decision").rows
    assert (row[0], row[2], row[3], row[5]) == (
        "Teachers want *shorter* lessons", "Cut each lesson to 45 minutes", "Anna", "open",
    )  # fmt: skip
