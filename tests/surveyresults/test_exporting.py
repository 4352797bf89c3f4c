"""Answers as files: harmless, readable by statistics programs, no more than may be told, flat in memory."""

import csv
import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Project
from plon.responses.models import Response
from plon.surveyresults.exporting.cells import csv_pieces, zip_pieces
from plon.surveyresults.exporting.files import file_of
from plon.surveyresults.exporting.syntax import literal
from plon.surveyresults.exporting.variables import _name, variables_of
from plon.surveyresults.queries import AskedRound, asked_rounds
from plon.surveyresults.reading import Reader
from plon.surveys.models import Round, Survey
from plon.surveys.questionnaire import Option
from tests.conftest import client_of
from tests.surveyresults.rounds import (
    ALL,
    MATRIX,
    MULTIPLE,
    NUMBER,
    ONLY_PARENTS,
    SCALE,
    SHEET,
    SINGLE,
    TEXT,
    make_round,
    make_survey,
    questionnaire,
    words,
)

YES_NO = {"yes": "yes", "no": "no"}


@pytest.fixture
def survey(project: Project) -> Survey:
    return make_survey(project)


def taken(person: User, asked: Round, kind: str, name: str = "file") -> bytes:
    about = [asked.survey.project.public_id, asked.survey.public_id, asked.public_id, kind]
    answer = client_of(person).get(reverse(f"surveyresults:{name}", args=about))
    assert answer.status_code == 200
    content: bytes = answer.getvalue()
    return content


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read(survey: Survey) -> AskedRound:
    return asked_rounds(survey)[0]


def test_answers_come_with_their_words_and_without_texts(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 5, texts=[("say", "My own words")] * 5)

    lines = lines_of(taken(editor, asked, "answers.csv"))

    assert lines[0] == [
        "Who are you?", "What did you like?: the walk", "What did you like?: the food", "How good was it?",
        "I can …: measure water", "I can …: speak to the mayor", "How many pupils?", "Which day?",
        "How old is your child?",
    ]  # fmt: skip
    assert lines[1:] == [["a teacher", "1", "0", "4", "5", "2", "24", "2026-05-03", ""]] * 5


def test_only_counted_answers_leave_in_no_order_of_arrival(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [{"good": number // 8 + 1} for number in range(40)], waiting=3)

    found = [line[3] for line in lines_of(taken(editor, asked, "answers.csv"))[1:]]

    assert sorted(found) == [str(step) for step in range(1, 6) for _number in range(8)]
    assert found != sorted(found)


def test_questions_of_few_are_left_out_of_files(survey: Survey, editor: User) -> None:
    parent = {**SHEET, "who": "p", "child": 7}
    asked = make_round(survey, [SHEET] * 6 + [parent] * 4)

    heads = [lines_of(taken(editor, asked, "answers.csv"))[0], lines_of(taken(editor, asked, "codebook.csv"))]

    assert "How old is your child?" not in str(heads)


def test_an_answer_that_few_chose_has_no_column_that_would_say_nobody_did(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 6 + [{**SHEET, "liked": ["f"]}] * 4)

    head = lines_of(taken(editor, asked, "answers.csv"))[0]

    assert "What did you like?: the walk" in head
    assert "What did you like?: the food" not in head


def test_texts_are_a_file_of_their_own(survey: Survey, editor: User) -> None:
    long = "ż" * 100_000
    texts = [("say", text) for text in ("=HYPERLINK(1)", "@x", "🙂 مرحبا", "line\nbreak", long)]
    asked = make_round(survey, [SHEET] * 5, texts=texts)

    lines = lines_of(taken(editor, asked, "texts.csv"))

    assert lines[0] == ["Question", "Text"]
    assert sorted(line[1] for line in lines[1:]) == sorted(
        ["'=HYPERLINK(1)", "'@x", "🙂 مرحبا", "line\nbreak", long]
    )  # fmt: skip


def cells_of(content: bytes) -> list[str]:
    """Read the first sheet without any spreadsheet library."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own
    assert not [each for each in sheet.iter() if each.tag.endswith("}f")]
    return ["".join(each.itertext()) for each in sheet.iter() if each.tag.endswith("}c")]


def test_a_workbook_holds_numbers_and_texts_and_no_formula(survey: Survey, editor: User) -> None:
    question = replace(SINGLE, options=(*SINGLE.options, Option("e", words("🙂 =cmd|' /C calc'!A0 مرحبا"))))
    sheets = [{"who": "=x", "pupils": "9223372036854775808"}, {"who": "e", "pupils": "-2.5"}] * 5
    asked = make_round(survey, sheets, asked=questionnaire(question, NUMBER))

    cells = cells_of(taken(editor, asked, "answers.xlsx"))

    assert cells[:2] == ["Who are you?", "How many pupils?"]
    assert {"=1+1", "🙂 =cmd|' /C calc'!A0 مرحبا", "9223372036854775808", "-2.5"} == set(cells[2:])


def test_the_syntax_names_every_column_of_the_data(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 6 + [{"good": 3}] * 5)

    archive = zipfile.ZipFile(io.BytesIO(taken(editor, asked, "spss.zip")))
    data = lines_of(archive.read("answers.csv"))
    syntax = archive.read("answers.sps").decode()

    declared = re.findall(r"^    (\w+) (?:F8\.0|F40\.10|SDATE10)$", syntax, re.MULTILINE)
    assert data[0] == declared == ["who", "liked_w", "liked_f", "good", "can_a", "can_b", "pupils", "day", "child"]
    # Whose question was not asked, who did not answer, and numbers without a code for it.
    assert ["-9", "-9", "-9", "3", "-9", "-9", "", "", "-8"] in data
    assert ["1", "1", "0", "4", "5", "2", "24", "2026-05-03", "-8"] in data
    assert "  who 'Who are you?'" in syntax
    assert (
        "  who\n    1 'a teacher'\n    2 'a parent'\n    3 '=1+1'\n    -9 'not answered'\n    -8 'not asked'\n"
        in syntax
    )
    assert "MISSING VALUES good (-9, -8, -7)." in syntax
    assert "MISSING VALUES pupils" not in syntax
    assert "  good\n    1 'bad'\n    5 'very good'" in syntax
    assert syntax.endswith("EXECUTE.\n")


@given(st.text(max_size=400), st.sampled_from([118, 250]))
def test_a_literal_can_not_be_left(text: str, longest: int) -> None:
    made = literal(text, longest)

    parts = made.split(" +\n    ")
    assert all(part[0] == part[-1] == "'" for part in parts)
    inner = [part[1:-1] for part in parts]
    # Apostrophes stand in twos, so that none of them ends the literal.
    assert all("'" not in part.replace("''", "") for part in inner)
    assert len("".join(inner).replace("''", "'").encode()) <= longest
    assert "\n" not in "".join(inner)
    assert all(len(part.encode()) < 330 for part in parts)


@given(st.lists(st.text(max_size=80), max_size=30))
def test_names_of_variables_are_valid_and_unique(keys: list[str]) -> None:
    known: set[str] = set()

    names = [_name(known, key) for key in keys]

    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) and not name.endswith("_") for name in names)
    assert all(len(name) <= 64 for name in names)
    assert not {name.lower() for name in names} & {"all", "and", "by", "not", "or", "to", "with"}


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_runs_as_a_formula(texts: list[str]) -> None:
    made = b"".join(csv_pieces(texts, [texts]))

    for row in csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "@", "\t", "\r"))]
        assert not [cell for cell in row if cell[:1] in {"+", "-"} and not re.fullmatch(r"-[0-9]+(\.[0-9]*)?", cell)]


@given(st.lists(st.tuples(st.sampled_from(["a.csv", "b.csv", "c.txt"]), st.lists(st.binary(max_size=200))),
                unique_by=lambda each: each[0]))  # fmt: skip
def test_an_archive_that_is_sent_in_pieces_is_one(files: list[tuple[str, list[bytes]]]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zip_pieces(files))))

    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        name: b"".join(pieces) for name, pieces in files
    }


def test_words_of_the_reader_name_the_answers(survey: Survey) -> None:
    make_round(survey, [SHEET] * 5)
    asked = read(survey)

    polish = variables_of(Reader(asked.questionnaire, "pl"), asked.shown, YES_NO)

    assert (polish[0].label, polish[0].words(SHEET, "")) == ("Kim jesteś?", "nauczycielem")


def test_sheets_with_names_leave_with_coordinators_and_a_note(
    project: Project, coordinator: User, editor: User
) -> None:
    sheet = {**SHEET, "say": "=evil()"}
    asked = make_round(make_survey(project, is_anonymous=False), [sheet] * 5)

    lines = lines_of(taken(coordinator, asked, "people.csv", "people_file"))
    cells = cells_of(taken(coordinator, asked, "people.xlsx", "people_file"))
    without = taken(editor, asked, "answers.csv").decode()

    assert lines[1][:2] == ["Person 0", "p0@example.org"]
    assert "'=evil()" in lines[1]
    assert "=evil()" in cells
    assert "Person" not in without
    assert "evil" not in without
    assert Event.objects.filter(kind="surveysheets.taken", actor_id=coordinator.pk).count() == 2


def test_what_few_share_is_withheld_from_editors_even_where_coordinators_see_names(
    project: Project, editor: User, coordinator: User
) -> None:
    sheets = [SHEET] * 9 + [{**SHEET, "who": "p", "pupils": "3"}]
    asked = make_round(make_survey(project, is_anonymous=False), sheets)

    rows = lines_of(taken(editor, asked, "answers.csv"))[1:]
    archive = zipfile.ZipFile(io.BytesIO(taken(editor, asked, "spss.zip")))
    named = lines_of(taken(coordinator, asked, "people.csv", "people_file"))[1:]

    assert {row[0] for row in rows} == {"withheld"}
    assert {row[0] for row in lines_of(archive.read("answers.csv"))[1:]} == {"-7"}
    assert sorted({row[5] for row in named}) == ["a parent", "a teacher"]


def test_what_only_those_were_asked_who_are_withheld_is_withheld_of_all(survey: Survey, editor: User) -> None:
    only_parents = [replace(each, condition=ONLY_PARENTS.condition) for each in (MULTIPLE, SCALE, MATRIX, NUMBER)]
    sheets = [{**SHEET, "who": "p"}] * 5 + [{"who": "t"}] * 4
    asked = make_round(survey, sheets, asked=questionnaire(SINGLE, *only_parents))

    rows = lines_of(taken(editor, asked, "answers.csv"))[1:]
    cells = cells_of(taken(editor, asked, "answers.xlsx"))
    archive = zipfile.ZipFile(io.BytesIO(taken(editor, asked, "spss.zip")))

    assert rows == [["withheld"] * 7] * 9
    assert set(cells[7:]) == {"withheld"}
    assert lines_of(archive.read("answers.csv"))[1:] == [["-7"] * 6 + [""]] * 9


def test_unknown_files_are_not_there(survey: Survey, editor: User) -> None:
    asked = make_round(survey, [SHEET] * 5)
    about = [survey.project.public_id, survey.public_id, asked.public_id, "answers.exe"]

    assert client_of(editor).get(reverse("surveyresults:file", args=about)).status_code == 404


def test_the_summary_is_a_pdf_of_figures(survey: Survey, contributor: User) -> None:
    asked = make_round(survey, [SHEET] * 6, texts=[("say", "My own words")] * 6)

    content = _summary(contributor, asked)

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Results: After the walk" in text
    assert "a teacher" in text
    assert "My own words" not in text


def _summary(person: User, asked: Round) -> bytes:
    about = [asked.survey.project.public_id, asked.survey.public_id, asked.public_id]
    content: bytes = client_of(person).get(reverse("surveyresults:summary", args=about)).content
    return content


def _drained(pieces: Iterable[bytes]) -> int:
    return sum(len(piece) for piece in pieces)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["answers.csv", "spss.zip"])
def test_memory_does_not_grow_with_the_answers(survey: Survey, kind: str) -> None:
    asked = make_round(survey, [SHEET] * 5)
    few = _peak(read(survey), kind)
    Response.objects.bulk_create(
        (Response(round=asked, answers=SHEET, is_counted=True) for _number in range(12_000)), batch_size=2000
    )

    many = _peak(read(survey), kind)

    # Some thousand rows at once, whatever their number; the file itself is more than that.
    assert many - few < 8_000_000


def _peak(asked: AskedRound, kind: str) -> int:
    tracemalloc.start()
    made = file_of(asked, kind, "en")
    assert made
    _drained(made.pieces)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_everything_a_questionnaire_asks_has_its_column(survey: Survey) -> None:
    make_round(survey, [{**SHEET, "child": 3}] * 5)
    asked = read(survey)

    made = variables_of(Reader(asked.questionnaire, "en"), asked.shown, YES_NO)

    assert {each.question.key for each in made} == {question.key for question in ALL} - {TEXT.key}
    values: dict[str, Any] = {each.name: each.code(SHEET) for each in made}
    assert values == {
        "who": 1, "liked_w": 1, "liked_f": 0, "good": 4, "can_a": 5, "can_b": 2, "pupils": "24", "day": "2026-05-03",
        "child": None,
    }  # fmt: skip
    assert Decimal(values["pupils"]) == 24
