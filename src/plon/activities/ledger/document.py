"""The ledger on paper: A4 landscape, to be put beside a report."""

from collections.abc import Sequence
from typing import Literal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.enums import PromiseState
from plon.activities.ledger.beside import TableBeside, tables_beside
from plon.activities.ledger.drawing import bar_of
from plon.activities.ledger.entries import Ledger, Row, Totals
from plon.activities.ledger.presenting import Line, Teller, number_words, summary_of
from plon.activities.ledger.use_words import use_headings, use_lines
from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.projects.models import Project
from plon.typeset.ledger import LedgerDocument, LedgerStretch, LedgerTable, render_ledger


def ledger_document(
    ledger: Ledger,
    rows: Sequence[Row],
    totals: Totals,
    project: Project,
    language: str,
    *,
    narrowed: str,
    with_beyond: bool,
) -> bytes:
    """Return the PDF of the shown rows in Polish or English.

    Raises:
        TypesetError: the compiler refused.
    """  # fmt: skip
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    words = disclaimer(
        shown, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    with translation.override(shown):
        teller = Teller(ledger, shown)
        tables = [_promises(teller.lines(rows)), *_totals(teller, totals)]
        if with_beyond and ledger.uses:
            tables.append(_uses(use_lines(ledger.uses, shown)))
        if with_beyond:
            tables += map(_beside, tables_beside(project))
        beyond = ""
        if with_beyond and ledger.has_beyond:
            beyond = _("Beyond the promise: %(done)s people reached, %(proven)s of them proven.") % {
                "done": number_words(ledger.beyond.done_number), "proven": number_words(ledger.beyond.proven_number)
            }  # fmt: skip
        return render_ledger(
            LedgerDocument(
                language=shown,
                title=_("What was promised, done and proven"),
                project=" · ".join(part for part in (str(project), project.number) if part),
                basis=basis_of(ledger),
                printed_on=date_format(ledger.today),
                narrowed=narrowed,
                summary=summary_of(totals),
                stretches=tuple(
                    LedgerStretch(str(each.state.label), each.state.value, each.count, each.width)
                    for each in bar_of(totals.states)
                ),
                tables=tuple(tables),
                beyond=beyond,
                statement=statement.text if statement else "",
                disclaimer=words.text if words else "",
                is_example=project.is_example,
            )
        )


def basis_of(ledger: Ledger) -> str:
    """Say against what it is counted, and on which day."""
    if ledger.commitment:
        return _("Commitment %(number)s, as of %(day)s") % {
            "number": ledger.commitment, "day": date_format(ledger.today)
        }  # fmt: skip
    return _("The plan of today as if it were promised, %(day)s") % {"day": date_format(ledger.today)}


def _promises(lines: Sequence[Line]) -> LedgerTable:
    return LedgerTable(
        title=_("Promise by promise"),
        headings=(_("No."), _("Promise"), _("Owner"), _("Due"), _("Promised"), _("Done"), _("Proven"),
                  _("Pieces of evidence"), _("State")),
        rows=tuple(
            (
                str(line.row.number), f"{line.name}\n{line.kind}: {line.counted}", line.row.promise.owner, line.due,
                f"{line.promised} {line.unit}", line.done, line.proven, str(len(line.row.figures.evidence)),
                _state(line),
            )
            for line in lines
        ),
        widths=(0.45, 4.0, 1.9, 1.25, 1.2, 1.0, 1.35, 0.9, 2.2),
        numbers=(4, 5, 6, 7),
    )  # fmt: skip


def _uses(lines: Sequence[tuple[str, ...]]) -> LedgerTable:
    return LedgerTable(
        _("How the results are used: confirmed by who uses them"), use_headings(), tuple(lines),
        (3.4, 0.8, 0.9, 2.4, 1.2, 1.2), (1, 2, 4, 5), is_summed=True,
    )  # fmt: skip


def _beside(table: TableBeside) -> LedgerTable:
    return LedgerTable(table.title, table.headings, tuple(table.words), table.widths, table.numbers)


def _state(line: Line) -> str:
    told = [line.state, *line.reasons]
    if line.change and line.row.state in {PromiseState.CHANGED, PromiseState.DROPPED, PromiseState.LATE}:
        told.insert(1, line.change)
    return "\n".join(told)


def _totals(teller: Teller, totals: Totals) -> list[LedgerTable]:
    groups, purposes = teller.totals(totals)
    people = (_("Promised"), _("Reached"), _("Proven"))
    tables = []
    if groups:
        tables.append(
            LedgerTable(
                _("People, by target group"), (_("Target group"), *people),
                tuple(
                    (each.name, each.promised, each.reached, each.proven) for each in (*groups, teller.together(totals))
                ),
                (4, 1, 1, 1), (1, 2, 3), is_summed=True,
            )
        )  # fmt: skip
    tables.append(
        LedgerTable(
            _("People, by purpose"), (_("Purpose"), *people),
            tuple((each.name, each.promised, each.reached, each.proven) for each in purposes),
            (4, 1, 1, 1), (1, 2, 3),
        )
    )  # fmt: skip
    return tables
