"""The files of a round: what each is called, what it holds. All words are taken before the first piece is sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.responses.models import IdentifiedResponse
from plon.surveyresults.exporting.cells import csv_pieces, zip_pieces
from plon.surveyresults.exporting.rows import answers_of
from plon.surveyresults.exporting.syntax import DATA_FILE, SYNTAX_FILE, syntax_of
from plon.surveyresults.exporting.variables import (
    KEPT_BACK,
    NO_ANSWER,
    NOT_ASKED,
    Answers,
    Missing,
    Variable,
    variables_of,
)
from plon.surveyresults.exporting.workbook import number_cell, workbook_pieces
from plon.surveyresults.people import sheets_of
from plon.surveyresults.queries import AskedRound
from plon.surveyresults.reading import Reader
from plon.surveyresults.texts import questions_in_words, texts_of
from plon.surveys.enums import QuestionKind, SurveyState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What holds people's answers one by one, without names.
ROWS = frozenset({"answers.csv", "answers.xlsx", "spss.zip"})
CSV, ZIP = "text/csv; charset=utf-8", "application/zip"


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A file on its way: its kind, and its pieces, made as they are sent."""

    media_type: str
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class _Round:
    asked: AskedRound
    reader: Reader

    def variables(self, *, with_texts: bool = False) -> tuple[Variable, ...]:
        words = {"yes": _("yes"), "no": _("no")}
        return variables_of(self.reader, self.asked.shown, words, with_texts=with_texts)


def file_of(asked: AskedRound, kind: str, language: str) -> RoundFile | None:
    """Return one of the files without names, None for a kind that is none."""
    maker = _MAKERS.get(kind)
    return maker(_Round(asked, Reader(asked.questionnaire, language))) if maker else None


def is_ready(asked: AskedRound, kind: str) -> bool:
    """Tell whether a file may be taken yet: rows leave once, when the round is over.

    They are blurred as a whole, so those of one state less those of an earlier one would be single people's.
    """
    return kind not in ROWS or asked.round.state == SurveyState.CLOSED


def people_file_of(asked: AskedRound, kind: str, language: str) -> RoundFile | None:
    """Return the sheets with names, None for a kind that is none."""
    maker = _PEOPLE_MAKERS.get(kind)
    return maker(_Round(asked, Reader(asked.questionnaire, language))) if maker else None


def _answers_csv(found: _Round) -> RoundFile:
    variables, kept_back = found.variables(), _kept_back()
    rows = ([each.words(answers, kept_back) for each in variables] for answers in answers_of(found.asked))
    return RoundFile(CSV, csv_pieces([each.label for each in variables], rows))


def _answers_xlsx(found: _Round) -> RoundFile:
    variables, kept_back = found.variables(), _kept_back()
    rows = ([_cell(each, answers, kept_back) for each in variables] for answers in answers_of(found.asked))
    head, book = _codebook(variables)
    sheets = [
        (_("Answers"), [each.label for each in variables], rows),
        (_("Codebook"), head, book),
    ]
    return RoundFile(XLSX, workbook_pieces(sheets, _cut()))


def _cell(variable: Variable, answers: Answers, kept_back: str) -> Any:
    words = variable.words(answers, kept_back)
    is_number = variable.kind == QuestionKind.NUMBER and words not in {None, kept_back}
    return number_cell(words) if is_number else words


def _kept_back() -> str:
    return _("withheld")


def _cut() -> str:
    return _("[the CSV file has the whole text]")


def _codebook_csv(found: _Round) -> RoundFile:
    head, rows = _codebook(found.variables())
    return RoundFile(CSV, csv_pieces(head, rows))


def _codebook(variables: Sequence[Variable]) -> tuple[list[str], list[list[Any]]]:
    head = [_("Variable"), _("Question"), _("Kind"), _("Value"), _("Meaning")]
    rows: list[list[Any]] = []
    for each in variables:
        about = [each.name, each.label, str(QuestionKind(each.kind).label)]
        missing = missing_words() if each.is_coded else []
        rows += [[*about, value, meaning] for value, meaning in (*each.values.items(), *missing)] or [[*about, "", ""]]
    return head, rows


def missing_words() -> list[tuple[int, str]]:
    """Return the codes of what is missing, and what they are called."""
    return [
        (NO_ANSWER, _("not answered")),
        (NOT_ASKED, _("not asked")),
        (KEPT_BACK, _("withheld, because fewer than a group share it")),
    ]


def _spss_zip(found: _Round) -> RoundFile:
    variables, missing = found.variables(), Missing(found.asked.questionnaire)
    syntax = syntax_of(variables, f"{found.asked.round.survey} {found.asked.round.label}", missing_words())
    rows = ([_code(each, answers, missing) for each in variables] for answers in answers_of(found.asked))
    data = csv_pieces([each.name for each in variables], rows, mark=b"")
    head, book = _codebook(variables)
    files: Iterable[tuple[str, Iterable[bytes]]] = [
        (SYNTAX_FILE, [syntax.encode()]),
        (DATA_FILE, data),
        ("codebook.csv", csv_pieces(head, book)),
    ]
    return RoundFile(ZIP, zip_pieces(files))


def _code(variable: Variable, answers: Answers, missing: Missing) -> Any:
    code = variable.code(answers)
    return missing.code(variable.question, answers) if code is None and variable.is_coded else code


def _texts_csv(found: _Round) -> RoundFile:
    asked, questions = found.asked, questions_in_words(found.asked.questionnaire, found.asked.shown)
    named = [(question.key, found.reader.text(question.words)) for question in questions]
    rows = ([name, text] for key, name in named for text in texts_of(asked, key))
    return RoundFile(CSV, csv_pieces([_("Question"), _("Text")], rows))


def _people_csv(found: _Round) -> RoundFile:
    head, rows = _people(found)
    return RoundFile(CSV, csv_pieces(head, rows))


def _people_xlsx(found: _Round) -> RoundFile:
    head, rows = _people(found)
    return RoundFile(XLSX, workbook_pieces([(_("Answers"), head, rows)], _cut()))


def _people(found: _Round) -> tuple[list[str], Iterator[list[Any]]]:
    variables = found.variables(with_texts=True)
    head = [pgettext("person", "Name"), _("E-mail"), _("Answered at"), _("Language"), _("May be asked again")]
    yes, no = _("yes"), _("no")
    rows = (
        [*_about(sheet, yes, no), *(each.words(sheet.answers, "") for each in variables)]
        for sheet in sheets_of(found.asked).iterator()
    )
    return [*head, *(each.label for each in variables)], rows


def _about(sheet: IdentifiedResponse, yes: str, no: str) -> list[str]:
    moment = timezone.localtime(sheet.answered_at).strftime("%Y-%m-%d %H:%M")
    return [sheet.name, sheet.email, moment, sheet.language, yes if sheet.may_ask_again else no]


_MAKERS: Mapping[str, Callable[[_Round], RoundFile]] = {
    "answers.csv": _answers_csv,
    "answers.xlsx": _answers_xlsx,
    "codebook.csv": _codebook_csv,
    "spss.zip": _spss_zip,
    "texts.csv": _texts_csv,
}
_PEOPLE_MAKERS: Mapping[str, Callable[[_Round], RoundFile]] = {"people.csv": _people_csv, "people.xlsx": _people_xlsx}
