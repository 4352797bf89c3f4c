"""A questionnaire and its JSON form are one another's mirror; anything else is refused by the name of its part."""

import datetime
import json
from decimal import Decimal

import pytest

from plon.surveys.questionnaire import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
    UnreadableQuestionnaire,
    from_json,
    to_json,
)

WORKSHOP = Questionnaire(
    title={"pl": "Warsztat", "en": "Workshop"},
    intro={"pl": "Pyta Żywa rzeka."},
    thanks={},
    privacy={"pl": "Po co pytamy."},
    asked_by="Fundacja",
    contact="Anna, anna@example.org",
    keep_until=datetime.date(2027, 8, 31),
    smallest_group=8,
    base="pl",
    languages=("pl", "en"),
    is_anonymous=True,
    has_pairs=True,
    sections=(
        Section(
            key="s1",
            questions=(
                Question(
                    key="q1",
                    kind="scale",
                    words={"pl": "Jak było?", "en": "How was it?"},
                    is_required=True,
                    lowest=Decimal(1),
                    highest=Decimal(5),
                    ends=(Option("e1", {"pl": "źle"}), Option("e2", {"pl": "dobrze 🙂"})),
                ),
                Question(
                    key="q2",
                    kind="single",
                    words={"pl": "Dlaczego?"},
                    options=(Option("o1", {"pl": "za długo"}), Option("o2", {"pl": "za trudno"})),
                    condition=Condition("q1", frozenset({"1", "2"})),
                ),
                Question(key="q3", kind="number", words={"pl": "Ile?"}, lowest=Decimal("0.1"), asks_person=False),
            ),
        ),
    ),
)


def test_what_was_written_is_read_back_from_json_text() -> None:
    assert from_json(json.loads(json.dumps(to_json(WORKSHOP)))) == WORKSHOP


def test_questions_are_found_by_their_keys() -> None:
    assert [question.key for question in WORKSHOP.questions] == ["q1", "q2", "q3"]
    assert WORKSHOP.question("q2") is WORKSHOP.questions[1]
    assert WORKSHOP.question("q9") is None


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("format",), 2, "format"),
        (("title",), "Warsztat", "title"),
        (("title", "pl"), 7, "title.pl"),
        (("title", "pl"), "a\0b", "title.pl"),
        (("is_anonymous",), "yes", "is_anonymous"),
        (("keep_until",), "31.08.2027", "keep_until"),
        (("smallest_group",), "8", "smallest_group"),
        (("sections",), None, "sections"),
        (("sections", 0, "questions", 0, "lowest"), "NaN", "sections.1.questions.1.lowest"),
        (("sections", 0, "questions", 0, "lowest"), "one", "sections.1.questions.1.lowest"),
        (("sections", 0, "questions", 1, "options", 1, "key"), None, "sections.1.questions.2.options.2.key"),
        (("sections", 0, "questions", 1, "condition", "answers"), {"1": 1}, "sections.1.questions.2.condition.answers"),
    ],
)
def test_another_shape_is_refused_by_the_name_of_its_part(
    path: tuple[str | int, ...], value: object, named: str
) -> None:
    content: object = json.loads(json.dumps(to_json(WORKSHOP)))
    part = content
    for step in path[:-1]:
        part = part[step]  # type: ignore[index]
    part[path[-1]] = value  # type: ignore[index]
    with pytest.raises(UnreadableQuestionnaire, match=f"^{named}$"):
        from_json(content)
