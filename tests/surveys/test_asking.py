"""What a page shows of a questionnaire: in one language, with what was answered and what was wrong."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from plon.surveys.asking import AskedOption, asked_of, choices_of, is_asked, steps_of
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Section

LIKED = Question(
    "q1", "scale", {"pl": "Jak było?", "en": "How was it?"}, lowest=Decimal(1), highest=Decimal(3),
    ends=(Option("o1", {"pl": "źle", "en": "bad"}), Option("o2", {"pl": "dobrze"})),
)  # fmt: skip
WHY = Question(
    "q2", "multiple", {"pl": "Dlaczego?"},
    options=(Option("o3", {"pl": "za długo"}), Option("o4", {"pl": "za trudno"})),
    condition=Condition("q1", frozenset({"1", "2"})),
)  # fmt: skip
MORE = Question("q3", "text", {"pl": "Co dokładnie?"}, condition=Condition("q2", frozenset({"o4"})))
TABLE = Question(
    "q4", "matrix", {"pl": "Na ile?"}, is_required=True, lowest=Decimal(0), highest=Decimal(1),
    statements=(Option("o5", {"pl": "Umiem pobrać próbkę."}),),
)  # fmt: skip


def of(*questions: Question) -> Questionnaire:
    sections = (Section("s1", {"pl": "Warsztat"}, questions=questions),)
    return Questionnaire({"pl": "Ankieta"}, {}, {}, "pl", ("pl", "en"), True, False, sections)


def test_texts_come_in_the_readers_language_else_in_the_base_one() -> None:
    [section] = asked_of(of(LIKED, WHY), "en")
    assert (section.title, [question.text for question in section.questions]) == (
        "Warsztat",
        ["How was it?", "Dlaczego?"],
    )
    assert section.questions[0].ends == ("bad", "dobrze")


def test_what_was_answered_is_shown_again_with_what_is_wrong() -> None:
    [section] = asked_of(of(LIKED, WHY), "pl", {"q-q1": ["2"], "q-q2": ["o4"]}, {"q1": ["Nie."]})
    scale, several = section.questions
    assert scale.options[1] == AskedOption("q-q1-2", "2", "2", is_chosen=True)
    assert scale.options[2].says == "dobrze"
    assert (scale.errors, scale.described_by) == (("Nie.",), "q-q1-error")
    assert [option.is_chosen for option in several.options] == [False, True]


def test_a_condition_is_told_in_words() -> None:
    [section] = asked_of(of(LIKED, WHY, MORE), "pl")
    assert section.questions[1].condition == ("Jak było?", ("1", "2"))
    assert section.questions[2].condition == ("Dlaczego?", ("za trudno",))


@pytest.mark.parametrize(
    ("sent", "asked"),
    [({}, False), ({"q-q1": ["3"], "q-q2": ["o4"]}, False), ({"q-q1": ["1"], "q-q2": ["o4"]}, True),
     ({"q-q1": ["1"], "q-q2": ["o3"]}, False)],
)  # fmt: skip
def test_what_stands_behind_a_question_that_is_not_asked_is_not_asked_either(
    sent: dict[str, list[str]], asked: object
) -> None:
    assert is_asked(of(LIKED, WHY, MORE), MORE, sent) is asked


def test_steps_and_choices_of_each_kind() -> None:
    assert (steps_of(LIKED), choices_of(WHY), choices_of(MORE)) == (("1", "2", "3"), ("o3", "o4"), ())


def test_rows_of_a_table_have_fields_of_their_own() -> None:
    [section] = asked_of(of(TABLE), "pl", {"q-q4-o5": ["1"]})
    [row] = section.questions[0].rows
    assert (row.name, [step.is_chosen for step in row.steps]) == ("q-q4-o5", [False, True])


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_each_kind_has_a_page_that_ties_its_error_to_its_field(kind: str) -> None:
    question = Question(
        "q7", kind, {"pl": "Pytanie <b>&</b>"}, {"pl": "Wskazówka"}, lowest=Decimal(1), highest=Decimal(5),
        options=WHY.options if kind in {"single", "multiple"} else (), is_required=True,
        statements=TABLE.statements if kind == "matrix" else (),
    )  # fmt: skip
    [section] = asked_of(of(question), "pl", {}, {"q7": ["Odpowiedz."]})
    page = render_to_string("surveys/questions/section.html", {"section": section, "language": "pl"})
    assert "Pytanie &lt;b&gt;&amp;&lt;/b&gt;" in page
    assert 'id="q-q7-error"' in page
    assert "q-q7-hint q-q7-error" in page
    assert 'name="q-q7' in page
    assert ("<legend>" in page) == (kind in {"single", "multiple", "scale", "matrix"})
