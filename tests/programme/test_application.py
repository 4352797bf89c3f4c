from pathlib import Path

import pytest

from plon.programme.application import all_forms, count_characters, form_of, forms_for
from plon.programme.rulebook import rulebook_for
from plon.reports.drafting.answers import ANSWERS

KA210 = Path(__file__).resolve().parents[2] / "src/plon/programme/data/application/ka210-2026.toml"
SUBJECTS = {"results", "groups", "messages", "activities", "indicators", "use_plans", "visibility"}


@pytest.mark.parametrize(
    ("action", "key"),
    [("KA122", "ka122-2026"), ("ka210", "ka210-2026"), ("KA220", "ka220-2026"), ("ERASMUS-EDU-CBHE", "eacea-part-b")],
)
def test_each_action_has_its_form(action: str, key: str) -> None:
    assert [form.key for form in forms_for(action)] == [key]


@pytest.mark.parametrize("action", ["KA152", "", "no such action"])
def test_an_action_without_a_form_has_none(action: str) -> None:
    assert forms_for(action) == ()


def test_forms_are_whole() -> None:
    demands = set(rulebook_for(2026).demands)
    for form in all_forms():
        assert form.line_break in {1, 2}
        assert len({question.key for question in form.questions}) == len(form.questions)
        for question in form.questions:
            assert question.section in form.sections
            assert question.draft in ANSWERS
            assert set(question.about) <= SUBJECTS
            assert set(question.criteria) <= demands
            assert {limit.source for limit in question.limits} <= set(form.sources)
            assert question.characters() > 0
            for wording in (question.name, question.text, form.name, *form.sections.values(), *form.sources.values()):
                assert wording.en
                assert wording.pl


def test_the_strictest_limit_holds_unless_a_source_is_chosen() -> None:
    form = form_of("ka220-2026")
    assert form
    question = form.question("sustainability")
    assert question

    assert question.is_disputed
    assert [question.characters(source) for source in ("", "FORM-A", "FORM-B", "FORM-C")] == [2000, 4500, 2000, 3000]


def test_a_source_that_is_silent_on_a_question_leaves_the_strictest() -> None:
    form = form_of("ka220-2026")
    assert form
    question = form.question("wp_results")
    assert question

    assert question.characters("FORM-B") == 2000


def test_a_new_call_year_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "ka210-2026.toml").write_text(KA210.read_text("utf-8"), "utf-8")
    (tmp_path / "ka210-2027.toml").write_text(
        KA210.read_text("utf-8").replace("ka210-2026", "ka210-2027").replace("call_year = 2026", "call_year = 2027"),
        "utf-8",
    )

    assert [form.key for form in forms_for("KA210", tmp_path)] == ["ka210-2027", "ka210-2026"]
    assert form_of("ka210-2027", tmp_path)


# The same table is counted by the page's own script: tests/journeys/test_application.py.
COUNTED = [
    ("", 1, 0), ("rzeka", 1, 5), ("żółć ", 2, 5), ("a\nb", 1, 3), ("a\nb", 2, 4), ("a\r\nb", 1, 3), ("a\r\nb", 2, 4),
    ("a\rb\r\n\nc", 2, 9), ("🌊", 1, 1), ("👩‍🏫 uczy", 1, 8), ("\n", 2, 2), ("e\u0301", 1, 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line_break", "count"), COUNTED)
def test_characters_are_counted_as_the_form_counts(text: str, line_break: int, count: int) -> None:
    assert count_characters(text, line_break) == count
