"""Promise against proof: the ledger's own figures, row by row, with the evidence of each."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.enums import PromiseState
from plon.activities.ledger.entries import Row
from plon.activities.ledger.presenting import summary_of
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid

_OVERDUE = (PromiseState.LATE, PromiseState.MISSING)


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    if not facts.rows:
        return []
    beyond = ""
    if facts.ledger.has_beyond and not facts.partner:
        done, proven = facts.ledger.beyond.done_number, facts.ledger.beyond.proven_number
        beyond = w.say(
            en=f"Beyond the promise we reached {w.of_people(int(done))}, {w.number(proven)} of them proven.",
            pl=f"Ponad obietnicę dotarliśmy do {w.of_people(int(done))}; potwierdzono {w.number(proven)} z nich.",
        )
    overdue = [row for row in facts.rows if row.state in _OVERDUE]
    return [w.paragraph(summary_of(facts.totals), beyond), _named(w, facts, overdue)]


def _named(w: ReportWriter, facts: ReportFacts, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    lead = w.say(en="Not done by its day:", pl="Nie zrobiono w terminie:")
    named = w.chosen(rows)
    if not named:
        return f"{lead} {w.number(len(rows))}."
    lines = [w.name(facts.teller.name_of(row.key)) for row in named]
    rest = w.rest(len(named), len(rows))
    return f"{lead}\n\n{w.bullets(lines)}" + (f"\n\n{rest}" if rest else "")


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    if not facts.rows:
        return
    w = sheet.w
    yield _states(sheet, facts)
    yield Grid(
        caption=w.say(en="What was promised, done and proven", pl="Co obiecano, zrobiono i potwierdzono"),
        columns=(
            Column(w.say(en="No.", pl="Lp."), is_number=True, weight=0.5),
            Column(w.say(en="Promise", pl="Obietnica"), weight=3.2),
            Column(w.say(en="Promised", pl="Obiecano"), is_number=True, weight=0.9),
            Column(w.say(en="Done", pl="Zrobiono"), is_number=True, weight=0.9),
            Column(w.say(en="Proven", pl="Potwierdzono"), is_number=True, weight=1.0),
            Column(w.say(en="State", pl="Stan"), weight=1.3),
            Column(w.say(en="Evidence", pl="Dowody"), weight=1.5),
        ),
        rows=tuple(_row(sheet, facts, row) for row in facts.rows),
    )


def _states(sheet: Sheet, facts: ReportFacts) -> Grid:
    w, states = sheet.w, facts.totals.states
    lines = [
        (str(state.label), sheet.figure(f"promises.{state.value}", str(state.label), count))
        for state, count in states.items()
        if count
    ]
    together = w.say(en="together", pl="razem")
    lines.append((together, sheet.figure("promises", together, sum(states.values()))))
    return Grid(
        caption=w.say(en="What became of the promises", pl="Co stało się z obietnicami"),
        columns=(Column(w.say(en="State", pl="Stan"), weight=3.0),
                 Column(w.say(en="Promises", pl="Obietnice"), is_number=True)),
        rows=tuple(lines),
        has_total=True,
    )  # fmt: skip


def _row(sheet: Sheet, facts: ReportFacts, row: Row) -> tuple[str, ...]:
    line = facts.teller.line(row)
    key = f"promise.{row.promise.kind.value}.{row.promise.id}"
    return (
        str(row.number), f"{line.name}\n({line.kind}; {line.unit})",
        sheet.figure(f"{key}.promised", line.name, row.promised),
        sheet.figure(f"{key}.done", line.name, row.done),
        sheet.figure(f"{key}.proven", line.name, row.proven),
        line.state, sheet.cite(row.figures.evidence, line.name),
    )  # fmt: skip


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    project = facts.project.public_id
    if not facts.ledger.rows:
        yield Missing(_("Nothing is promised yet: freeze the plan that was agreed."),
                      (Link(_("To the commitment"), reverse("plans:commitments", args=[project])),))  # fmt: skip
        return
    unproven = sum(row.state == PromiseState.KEPT for row in facts.rows)
    overdue = sum(row.state in _OVERDUE for row in facts.rows)
    if unproven or overdue:
        yield Missing(
            _("Kept without proof: %(unproven)s. Overdue: %(overdue)s.") % {"unproven": unproven, "overdue": overdue},
            (Link(_("See what is missing"), reverse("ledger:missing", args=[project])),),
        )


CONTENT = Content(draft, blocks, missing)
