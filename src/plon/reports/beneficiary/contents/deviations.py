"""What became different and why: changed and dropped promises with their reasons, acts that did not happen."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.enums import ActivityState, PromiseState
from plon.activities.ledger.entries import Row
from plon.activities.ledger.presenting import number_words
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid


def changed_rows(facts: ReportFacts) -> Sequence[Row]:
    """Return the promises that today's plan keeps otherwise, or no longer has."""
    return [row for row in facts.rows if row.has_changed or row.now is None or row.state == PromiseState.DROPPED]


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    rows, undone = changed_rows(facts), facts.undone
    if not (rows or undone):
        if not facts.rows:
            return []
        return [w.say(en="No promise was changed or dropped.", pl="Żadnej obietnicy nie zmieniono ani nie wycofano.")]
    return [_changed(w, facts, rows), _undone(w, facts)]


def _changed(w: ReportWriter, facts: ReportFacts, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    lead = w.say(en="These promises have changed:", pl="Zmieniły się następujące obietnice:")
    named = w.chosen(rows)
    if not named:
        return f"{lead} {w.number(len(rows))}."
    lines = []
    for row in named:
        line = facts.teller.line(row)
        why = "; ".join(map(w.plain, line.reasons)) or w.say(en="no reason was given", pl="nie podano powodu")
        what = f" ({w.plain(line.change)})" if line.change else ""
        lines.append(f"{w.name(line.name)}{what}: {why}")
    rest = w.rest(len(named), len(rows))
    return f"{lead}\n\n{w.bullets(lines)}" + (f"\n\n{rest}" if rest else "")


def _undone(w: ReportWriter, facts: ReportFacts) -> str:
    if not facts.undone:
        return ""
    lead = w.say(en="Put off or cancelled:", pl="Odłożono lub odwołano:")
    named = w.chosen(facts.undone)
    if not named:
        return f"{lead} {w.number(len(facts.undone))}."
    lines = [f"{w.name(act.title)} ({ActivityState(act.state).label}): {w.plain(act.reason)}" for act in named]
    rest = w.rest(len(named), len(facts.undone))
    return f"{lead}\n\n{w.bullets(lines)}" + (f"\n\n{rest}" if rest else "")


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w, rows = sheet.w, changed_rows(facts)
    if not rows:
        return
    yield Grid(
        caption=w.say(en="Changed promises and their reasons", pl="Zmienione obietnice i powody zmian"),
        columns=(
            Column(w.say(en="Promise", pl="Obietnica"), weight=2.6),
            Column(w.say(en="Promised", pl="Obiecano"), is_number=True, weight=0.9),
            Column(w.say(en="In today's plan", pl="W dzisiejszym planie"), weight=1.5),
            Column(w.say(en="Done", pl="Zrobiono"), is_number=True, weight=0.9),
            Column(w.say(en="Why", pl="Dlaczego"), weight=3.0),
        ),
        rows=tuple(_row(facts, row) for row in rows),
    )


def _row(facts: ReportFacts, row: Row) -> tuple[str, ...]:
    line = facts.teller.line(row)
    return (line.name, number_words(row.promised), line.change, number_words(row.done), "\n".join(line.reasons))


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    if any(not row.reasons for row in changed_rows(facts)):
        yield Missing(
            _("Some promises changed and nobody said why. Change them again with a reason, or explain it here."),
            (Link(_("See what is missing"), reverse("ledger:missing", args=[facts.project.public_id])),),
        )


CONTENT = Content(draft, blocks, missing)
