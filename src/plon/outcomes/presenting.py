"""Answers in words, for the team's page, the report and the table beside the ledger."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plon.activities.ledger.beside import TableBeside
from plon.outcomes.enums import Kind, Shown
from plon.outcomes.models import Answer
from plon.outcomes.queries import answers_in
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """One answer in words. `quote` and `signed` are what its writer lets us show, "" for nothing.

    `words` are for the team and the agency alone.
    """

    id: str
    about: str
    who: str
    after: str
    still: str
    change: str
    words: str
    people: int | None
    quote: str
    signed: str
    on: datetime.date
    language: str
    is_hidden: bool
    hidden_reason: str


def told_answers(answers: Iterable[Answer], language: str) -> list[ToldAnswer]:
    """Put answers into the reader's words; their calls and results are loaded already."""
    return [_told(each, language) for each in answers]


def _told(answer: Answer, language: str) -> ToldAnswer:
    call = answer.call
    months = ngettext("%(n)s month later", "%(n)s months later", call.months) % {"n": call.months}
    return ToldAnswer(
        id=answer.public_id,
        about=call.result.title_in(language) if call.result else "",
        who=str(Kind(call.kind).label),
        after=months,
        still=str(answer.get_still_display()),
        change=str(answer.get_change_display()),
        words=answer.words,
        people=answer.people,
        quote=answer.quote if answer.shown != Shown.NOTHING else "",
        signed=answer.signed if answer.shown == Shown.SIGNED else "",
        on=answer.answered_on,
        language=answer.language,
        is_hidden=answer.hidden_at is not None,
        hidden_reason=answer.hidden_reason,
    )


def outcome_table(project: Project) -> TableBeside | None:
    """Return a line per answer that counts, for the ledger: page, paper, workbook and JSON; None without any.

    Only words that may be shown stand there, since the ledger goes to others, too.
    """
    rows = told_answers(answers_in(project).filter(hidden_at=None), get_language() or "en")
    if not rows:
        return None
    return TableBeside(
        key="outcomes",
        title=_("What became of it"),
        about=_("What users and participants answered who agreed to be asked again after 6, 12 and 24 months."),
        fields=("answered_on", "about", "who", "after", "still", "change", "people", "quote"),
        headings=(_("Answered on"), _("Result"), _("Who"), _("After"), _("Still in use"), _("Change"), _("People"),
                  _("In their words")),
        lines=tuple((row.on, row.about, row.who, row.after, row.still, row.change, row.people, _quoted(row))
                    for row in rows),
        widths=(1.2, 2.4, 1.4, 1.1, 1.3, 1.3, 0.8, 3.2),
    )  # fmt: skip


def _quoted(row: ToldAnswer) -> str:
    if not row.quote:
        return ""
    return f"“{row.quote}” ({row.signed})" if row.signed else f"“{row.quote}”"
