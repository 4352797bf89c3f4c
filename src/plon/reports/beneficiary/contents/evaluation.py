"""Findings, the decisions they led to, and what was changed in the plan."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.findings.enums import DecisionState
from plon.findings.queries import ToldDecision, ToldFinding
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.grammar import sentence
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    if not facts.findings:
        return []
    decisions = [each for finding in facts.findings for each in finding.decisions]
    done = sum(each.state == DecisionState.DONE for each in decisions)
    found = w.count(len(facts.findings), en=("finding", "findings"), pl=("ustalenie", "ustalenia", "ustaleń"))
    led = w.count(len(decisions), en=("decision", "decisions"), pl=("decyzja", "decyzje", "decyzji"))
    lead = w.say(
        en=f"The evaluation brought {found}, which led to {led}; carried out: {w.number(done)}.",
        pl=f"Ewaluacja przyniosła {found}. Podjęte na tej podstawie decyzje: {w.number(len(decisions))}, "
        f"z tego wykonane: {w.number(done)}.",
    )
    return [lead, *(_finding(w, each) for each in w.chosen(facts.findings)), w.rest(
        len(w.chosen(facts.findings)), len(facts.findings))]  # fmt: skip


def _finding(w: ReportWriter, finding: ToldFinding) -> str:
    said = [f"**{w.plain(finding.title)}**"]
    if finding.text and w.detail.notes:
        said.append(w.plain(sentence(finding.text)))
    lines = [_decision(w, each) for each in finding.decisions] if w.detail.links else []
    told = ". ".join(said[:1]) + "." + (f" {said[1]}" if len(said) > 1 else "")
    return f"{told}\n\n{w.bullets(lines)}" if lines else told


def _decision(w: ReportWriter, decision: ToldDecision) -> str:
    told = w.plain(sentence(decision.text))
    about = [part for part in (w.plain(decision.who), str(decision.state.label)) if part]
    changes = [w.plain(change.told) for change in decision.changes]
    changed = w.say(en=" What changed in the plan: ", pl=" Co zmieniono w planie: ") + "; ".join(changes) + "."
    return f"{told} ({', '.join(about)}){changed if changes else ''}"


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w = sheet.w
    rows = [
        (finding.title, "\n".join(f"{each.label}: {each.value}" for each in finding.figures), decision.text,
         decision.who, w.short_day(decision.due_on), str(decision.state.label))
        for finding in facts.findings
        for decision in finding.decisions
    ]  # fmt: skip
    if rows:
        yield Grid(
            caption=w.say(en="From finding to decision", pl="Od ustalenia do decyzji"),
            columns=(
                Column(w.say(en="Finding", pl="Ustalenie"), weight=2.0),
                Column(w.say(en="Figures it rests on", pl="Na czym się opiera"), weight=1.8),
                Column(w.say(en="Decision", pl="Decyzja"), weight=2.2),
                Column(w.say(en="Who", pl="Kto"), weight=1.2),
                Column(w.say(en="By", pl="Do kiedy"), is_number=True, weight=1.1),
                Column(w.say(en="State", pl="Stan"), weight=0.9),
            ),
            rows=tuple(rows),
        )


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    address = reverse("findings:index", args=[facts.project.public_id])
    if not facts.findings:
        yield Missing(_("No finding is written down yet: what did your figures tell you, what did you do about it?"),
                      (Link(_("To the findings"), address),))  # fmt: skip
    elif any(not each.decisions for each in facts.findings):
        yield Missing(_("Some findings have led to no decision yet."), (Link(_("To the findings"), address),))


CONTENT = Content(draft, blocks, missing)
