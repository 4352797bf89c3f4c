"""Everything that keeps a survey from being opened, and what to think about first, each by an example."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.surveys.drafting.changing import move_question, move_section, out_of_order
from plon.surveys.problems import HINT, MUST, problems_of
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Section
from plon.surveys.refusals import WrongOrder
from plon.surveys.wording import _PROBLEMS
from tests.surveys.test_questionnaire import WORKSHOP

TEXT = Question("q1", "text", {"pl": "Co dalej?"})
PAIR = (Option("o1", {"pl": "tak"}), Option("o2", {"pl": "nie"}))
SINGLE = Question("q2", "single", {"pl": "Czy warto?"}, options=PAIR)
SCALE = Question("q3", "scale", {"pl": "Jak bardzo?"}, lowest=Decimal(1), highest=Decimal(5))
STATEMENT = (Option("o9", {"pl": "Umiem."}),)


def codes(*questions: Question, is_anonymous: bool = True, **more: object) -> set[str]:
    sections = (Section("s1", questions=questions),)
    whole = replace(
        WORKSHOP, languages=("pl",), is_anonymous=is_anonymous, has_pairs=False, sections=sections, **more
    )  # fmt: skip
    found = problems_of(whole)
    assert all(problem.text for problem in found)
    return {problem.code for problem in found}


def asking(text: str, kind: str = "text") -> Question:
    return replace(TEXT, words={"pl": text}, kind=kind)


def test_a_good_survey_has_no_problems() -> None:
    assert codes(TEXT, SINGLE, SCALE) == set()


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (replace(TEXT, words={"en": "What next?"}), "no-question"),
        (replace(TEXT, words={"pl": "a" * 601}), "too-long"),
        (replace(TEXT, key="Q 1"), "key"),
        (replace(TEXT, key="o1"), "key"),
        (replace(TEXT, kind="slider"), "kind"),
        (replace(TEXT, options=PAIR), "misplaced"),
        (replace(TEXT, statements=STATEMENT), "misplaced"),
        (replace(TEXT, lowest=Decimal(1)), "misplaced"),
        (replace(TEXT, asks_person=True), "asks-person"),
        (replace(SINGLE, key="q4", options=STATEMENT), "few-options"),
        (replace(SINGLE, options=(*PAIR, Option("o3", {"pl": " TAK"}))), "same-options"),
        (replace(SINGLE, options=(*PAIR, Option("o3", {"en": "maybe"}))), "no-option"),
        (replace(SINGLE, options=tuple(Option(f"p{n}", {"pl": str(n)}) for n in range(61))), "many-options"),
        (replace(SCALE, highest=None), "steps"),
        (replace(SCALE, highest=Decimal(1)), "steps"),
        (replace(SCALE, highest=Decimal(30)), "steps"),
        (replace(SCALE, highest=Decimal(10) ** 18), "steps"),
        (replace(SCALE, lowest=Decimal("1.5")), "steps"),
        (replace(SCALE, ends=PAIR[:1]), "ends"),
        (replace(SCALE, kind="matrix"), "no-statements"),
        (replace(SCALE, kind="matrix", statements=(Option("o9", {}),)), "no-statement"),
        (replace(SCALE, kind="number", lowest=Decimal(6)), "bounds"),
        (replace(TEXT, condition=Condition("q9", frozenset({"1"}))), "condition-gone"),
        (replace(TEXT, condition=Condition("q2", frozenset({"o7"}))), "condition-answers"),
        (replace(TEXT, condition=Condition("q2", frozenset())), "condition-answers"),
        (replace(TEXT, condition=Condition("q8", frozenset({"1"}))), "condition-kind"),
    ],
)
def test_what_is_wrong_with_one_question(question: Question, code: str) -> None:
    before = (SINGLE, asking("Ile?", "number"))
    first = replace(before[1], key="q8")
    others = (first,) if question.key == "q2" else (first, SINGLE)
    assert code in codes(*others, question)


def test_conditions_point_backwards() -> None:
    early = replace(TEXT, condition=Condition("q2", frozenset({"o1"})))
    assert codes(early, SINGLE) == {"condition-order"}
    assert codes(SINGLE, early) == set()
    assert "condition-order" in codes(replace(SINGLE, condition=Condition("q2", frozenset({"o1"}))))


def test_the_whole_is_looked_at() -> None:
    assert codes(TEXT, contact=" ", asked_by="", keep_until=None, privacy={}, title={}) == {
        "no-contact", "nobody-asks", "no-day", "no-privacy", "no-title",
    }  # fmt: skip
    assert codes() == {"no-questions"}
    assert codes(*(replace(TEXT, key=f"q{n}") for n in range(151))) == {"too-many", "long"}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (asking("Podaj imię i nazwisko"), "identifies-name"),
        (asking("Twój adres e-mail"), "identifies-email"),
        (asking("Numer telefonu, jeśli mamy oddzwonić"), "identifies-phone"),
        (asking("Data urodzenia", "date"), "identifies-birth"),
        (asking("What is your full name?"), "identifies-name"),
        (replace(SINGLE, options=tuple(Option(f"p{n}", {"pl": f"Szkoła nr {n}"}) for n in range(13))), "rare-answers"),
    ],
)
def test_an_anonymous_survey_that_asks_who_somebody_is_warns(question: Question, code: str) -> None:
    assert codes(question) == {code}
    assert codes(question, is_anonymous=False) == set()


def test_innocent_questions_warn_of_nothing() -> None:
    innocent = (
        "Co imieninowy nastrój zmienił?",
        "Czy warsztat dał Ci coś nowego?",
        "What do you take home?",
        "Ile osób?",
    )
    for text in innocent:
        assert codes(asking(text)) == set(), text


def test_facts_that_together_tell_who_it_was() -> None:
    facts = ("Ile masz lat?", "Twoja płeć", "Stanowisko", "W której szkole pracujesz?")
    questions = [
        replace(SINGLE, key=f"q{n}", words={"pl": text}, options=tuple(replace(o, key=f"a{n}{o.key}") for o in PAIR))
        for n, text in enumerate(facts)
    ]
    assert codes(*questions[:2]) == set()
    assert codes(*questions) == {"recognisable"}


def test_every_code_has_its_words() -> None:
    assert {"no-questions", "recognisable"} <= set(_PROBLEMS)
    assert (MUST, HINT) == ("must", "hint")


CONDITIONS = st.one_of(st.none(), st.integers(0, 6))


@given(st.lists(CONDITIONS, min_size=1, max_size=7), st.data())
def test_however_things_are_moved_nothing_is_lost_and_no_condition_points_forwards(
    conditions: list[int | None], data: st.DataObject
) -> None:
    questions = [
        replace(
            SCALE,
            key=f"q{number}",
            condition=None if on is None or on >= number else Condition(f"q{on}", frozenset({"1"})),
        )
        for number, on in enumerate(conditions)
    ]
    cut = data.draw(st.integers(0, len(questions)))
    asked = Questionnaire(
        {}, {}, {}, "pl", ("pl",), True, False,
        (Section("s1", questions=tuple(questions[:cut])), Section("s2", questions=tuple(questions[cut:]))),
    )  # fmt: skip
    before = sorted(question.key for question in asked.questions)
    for key, up in data.draw(st.lists(st.tuples(st.sampled_from([*before, "s1", "s2"]), st.booleans()), max_size=12)):
        try:
            asked = (move_section if key.startswith("s") else move_question)(asked, key, up=up)
        except WrongOrder:
            continue
        assert out_of_order(asked) == ()
    assert sorted(question.key for question in asked.questions) == before
