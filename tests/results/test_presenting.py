"""What the pages of results say: licences in plain words, older categories, sentences of the history."""

import ast
from pathlib import Path

import pytest

from plon import results
from plon.history.sentences import registered_kinds
from plon.projects.models import Project
from plon.results.forms import ResultForm, languages_of
from plon.results.models import Result
from plon.results.presenting import (
    FormerCategory,
    licence_choices,
    licence_notices,
    licences_compared,
    successors_of,
    text_tabs,
    wordings_for,
)
from tests.factories import ResultFactory, ResultTextFactory


def test_closed_licences_stand_apart_under_a_warning() -> None:
    groups = {str(name): [code for code, _label in codes] for name, codes in licence_choices("en")[1:]}  # type: ignore[attr-defined]
    assert groups["Not open enough for Erasmus+ materials"] == [
        "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "all-rights-reserved",
    ]  # fmt: skip
    assert groups["For texts, pictures, films, courses"][0] == "CC-BY-4.0"


def test_licences_say_what_others_may_do() -> None:
    found = {row.code: (row.may_adapt, row.may_share, row.may_earn, row.is_open) for row in licences_compared("en")}
    assert found["CC-BY-4.0"] == (True, True, True, True)
    assert found["CC-BY-NC-4.0"] == (True, True, False, True)
    assert found["CC-BY-ND-4.0"] == (False, True, True, False)
    assert found["all-rights-reserved"] == (False, False, False, False)


@pytest.mark.parametrize(
    ("former", "shown"),
    [
        ("", None),
        ("research", FormerCategory("Research material bringing forward the reflection in the sector",
                                    ("Scientific result (paper, study, report, analysis)",))),
        ("never heard of", FormerCategory("never heard of", ())),
    ],
)  # fmt: skip
def test_older_category_is_shown_with_the_nearest_new_one(
    project: Project, former: str, shown: FormerCategory | None
) -> None:
    assert successors_of(ResultFactory(project=project, category_before_2024=former), "en") == shown


def test_licence_notice_is_ready_to_copy_in_both_languages(result: Result) -> None:
    assert licence_notices(result) == []
    result.licence = "CC-BY-SA-4.0"
    ResultTextFactory(result=result, language="pl", title="Lekcje nad rzeką")
    ResultTextFactory(result=result, language="en", title="Lessons by the river")
    address = "https://creativecommons.org/licenses/by-sa/4.0/"
    assert licence_notices(result) == [
        ("pl", f"„Lekcje nad rzeką” jest dostępne na licencji CC BY-SA 4.0: {address}"),
        ("en", f"“Lessons by the river” is available under the licence CC BY-SA 4.0: {address}"),
    ]


def test_wordings_name_the_authority_of_the_project(project: Project) -> None:
    (polish, english) = wordings_for(project)
    assert polish[:2] == ("pl", "Dofinansowane przez Unię Europejską")
    assert "Fundacji Rozwoju Systemu Edukacji" in polish[2]
    assert english[:2] == ("en", "Co-funded by the European Union")


def test_every_event_of_the_room_has_its_sentence() -> None:
    folder = Path(str(results.__file__)).parent
    calls = [
        node
        for path in folder.rglob("*.py")
        if path.stem != "sittings"  # passes on the kind that it is given
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "record_in_sitting"}
    ]
    kinds = {ast.literal_eval(call.args[0]) for call in calls}
    assert len(kinds) == 18
    assert kinds <= registered_kinds()


@pytest.mark.parametrize(
    ("reader", "written", "opened"),
    [("en", "pl", ["pl", "en"]), ("pl", "pl", ["pl"]), ("en", "en", ["en"]), ("de", "en", ["pl", "en"])],
)
def test_texts_open_where_the_reader_will_write_or_read(
    result: Result, reader: str, written: str, opened: list[str]
) -> None:
    ResultTextFactory(result=result, language=written)
    form = ResultForm(result=result, languages=languages_of(result))
    assert [tab.code for tab in text_tabs(form, reader) if tab.is_open] == opened
