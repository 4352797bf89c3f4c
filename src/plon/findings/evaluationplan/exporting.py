"""The evaluation plan as a workbook and as CSV; what people wrote never runs as a formula."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon import tables
from plon.activities.ledger.workbook import Sheets
from plon.findings.evaluationplan.wording import method_words, subject_words
from plon.findings.models import EvaluationQuestion

Cell = str | datetime.date | None
_WIDTHS = (46, 18, 34, 26, 34, 24, 18, 13, 13, 13, 40)


def headings() -> list[str]:
    return [
        _("Question"), _("Criterion"), _("Of what"), _("Methods"), _("Who asks, who is asked"),
        _("Responsible partner"), _("When"), _("By when"), _("State"), _("Done on"), _("What the answer is used for"),
    ]  # fmt: skip


def line_of(question: EvaluationQuestion, language: str) -> list[Cell]:
    """Return one question as cells, in the order of `headings`."""
    return [
        question.question, str(question.get_criterion_display()), subject_words(question, language),
        method_words(question), question.who, str(question.responsible or ""), str(question.get_moment_display()),
        question.due_on, state_words(question), question.done_on, question.use,
    ]  # fmt: skip


def state_words(question: EvaluationQuestion) -> str:
    return pgettext("evaluation", "done") if question.is_done else pgettext("evaluation", "planned")


def csv_of(questions: Iterable[EvaluationQuestion], language: str) -> bytes:
    """Return a line per question."""
    return tables.csv_of(headings(), (line_of(question, language) for question in questions))


def workbook_of(questions: Iterable[EvaluationQuestion], language: str) -> bytes:
    """Return one sheet, a line per question."""
    sheets = Sheets()
    sheet = sheets.add(_("Evaluation plan")[:31], _WIDTHS)
    sheet.freeze_panes(1, 1)
    sheets.heads(sheet, 0, headings())
    for row, question in enumerate(questions, 1):
        sheets.write(sheet, row, line_of(question, language))
    return sheets.close()
