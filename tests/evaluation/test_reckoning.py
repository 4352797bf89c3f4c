"""How the answers to one question become one number."""

from decimal import Decimal

import pytest

from plon.evaluation.sources.reckoning import reckon
from plon.responses.figures import QuestionFigures
from plon.surveys.questionnaire import Option, Question

WORDS = {"en": "How good was it?"}


def question(kind: str, **others: object) -> Question:
    return Question("q1", kind, WORDS, {}, **others)  # type: ignore[arg-type]


SCALE = QuestionFigures("q1", 10, {"1": 1, "2": 0, "3": 2, "4": 3, "5": 4}, total=Decimal(39))
TABLE = QuestionFigures("q1", 4, {"a/1": 1, "a/2": 3, "b/1": 4, "b/2": 0})
CHOICE = QuestionFigures("q1", 8, {"yes": 6, "no": 2})


@pytest.mark.parametrize(("kind", "figures", "way", "others", "number"), [
    ("scale", SCALE, "mean", {}, Decimal("3.9")),
    ("scale", SCALE, "top_share", {}, Decimal(70)),
    ("scale", SCALE, "count", {}, Decimal(10)),
    ("matrix", TABLE, "mean", {"statement": "a"}, Decimal("1.75")),
    ("matrix", TABLE, "count", {"statement": "b"}, Decimal(4)),
    ("single", CHOICE, "chosen_share", {"options": ["yes"]}, Decimal(75)),
    ("single", CHOICE, "chosen_share", {"options": ["yes", "no"]}, Decimal(100)),
    ("number", QuestionFigures("q1", 3, None, total=Decimal(10)), "mean", {}, Decimal(10) / 3),
    # Ways that a kind does not have, and rounds without answers.
    ("single", CHOICE, "mean", {}, None),
    ("text", QuestionFigures("q1", 3), "count", {}, None),
    ("scale", QuestionFigures("q1", 0, {"1": 0}, total=Decimal(0)), "mean", {}, None),
    ("scale", SCALE, "nonsense", {}, None),
])  # fmt: skip
def test_each_way_of_counting(
    kind: str, figures: QuestionFigures, way: str, others: dict[str, object], number: Decimal | None
) -> None:
    asked = question(kind, options=(Option("yes", WORDS), Option("no", WORDS)))

    assert reckon(asked, figures, way, **others) == number  # type: ignore[arg-type]
