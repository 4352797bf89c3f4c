"""What was done: reach by group, level and partner, and every activity of the report's time with its evidence."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.facts import Act
from plon.evaluation.charting import level_name
from plon.evaluation.figures import ReachLine
from plon.plans.enums import Purpose
from plon.programme.codelists import codelist
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.contents.drawing import drawn
from plon.reports.beneficiary.contents.summary import done_sentence
from plon.reports.beneficiary.facts import ReportFacts, evidence_of, people_of, proven_of
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.grammar import words
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid

_NAMED = 4


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    return [w.paragraph(done_sentence(w, facts), _purposes(w, facts)), _levels(w, facts), _groups(w, facts)]


def _purposes(w: ReportWriter, facts: ReportFacts) -> str:
    """Sharing and promotion are counted apart: only the first shares results (domain.md §1.3)."""
    sharing = sum(act.purpose == Purpose.DISSEMINATION for act in facts.acts)
    if not facts.acts or not w.detail.counts:
        return ""
    promotion = len(facts.acts) - sharing
    return w.say(
        en=f"{w.number(sharing)} of them shared results, {w.number(promotion)} made the project known.",
        pl=f"Działania upowszechniające rezultaty: {w.number(sharing)}; działania promujące projekt: "
        f"{w.number(promotion)}.",
    )


def _levels(w: ReportWriter, facts: ReportFacts) -> str:
    if facts.partner:
        return ""
    told = [
        f"{words('level', line.key, w.language)}: {w.number(line.people)}"
        for line in facts.book.reach.by_level
        if line.key and line.people
    ]
    if not told:
        return ""
    return w.say(en=f"People reached since the beginning, {w.joined(told)}.",
                 pl=f"Odbiorcy od początku projektu, {w.joined(told)}.")  # fmt: skip


def _groups(w: ReportWriter, facts: ReportFacts) -> str:
    told = [line for line in facts.totals.groups if line.reached and line.group]
    if not told:
        return ""
    lead = w.say(en="Whom we reached since the beginning:", pl="Do kogo dotarliśmy od początku projektu:")
    lines = []
    for line in w.chosen(told):
        of = ""
        if line.promised:
            of = w.say(en=f" of {w.number(line.promised)} promised", pl=f" z {w.number(line.promised)} obiecanych")
        shown = w.say(en=f"{w.number(line.proven)} proven", pl=f"potwierdzono: {w.number(line.proven)}")
        lines.append(f"{w.name(facts.teller.group(line.group))}: {w.number(line.reached)}{of}, {shown}")
    return f"{lead}\n\n{w.bullets(lines)}" if lines else ""


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w = sheet.w
    if facts.totals.groups:
        yield _by_group(sheet, facts)
    if facts.book.reach and not facts.partner:
        reach = facts.book.reach
        yield _lines(sheet, w.say(en="People reached by level", pl="Odbiorcy według poziomu"), "level",
                     w.say(en="Level", pl="Poziom"), reach.by_level)  # fmt: skip
        yield _lines(sheet, w.say(en="People reached by partner", pl="Odbiorcy według partnera"), "partner",
                     w.say(en="Partner", pl="Partner"), reach.by_partner)  # fmt: skip
    yield from drawn(facts, "reach-groups")
    if facts.acts:
        yield _acts(sheet, facts)


def _by_group(sheet: Sheet, facts: ReportFacts) -> Grid:
    """The ledger's own table, so that report and ledger say the same."""
    w, groups = sheet.w, facts.totals.groups
    lines = []
    for each in groups:
        name, key = facts.teller.group(each.group), f"reach.group.{each.group or 'other'}"
        promised = "–" if each.promised is None else sheet.figure(f"{key}.promised", name, each.promised)
        lines.append((name, promised, sheet.figure(f"{key}.reached", name, each.reached),
                      sheet.figure(f"{key}.proven", name, each.proven)))  # fmt: skip
    together = w.say(en="together", pl="razem")
    lines.append((
        together, sheet.figure("reach.promised", together, sum(each.promised or 0 for each in groups)),
        sheet.figure("reach.reached", together, sum(each.reached for each in groups)),
        sheet.figure("reach.proven", together, sum(each.proven for each in groups)),
    ))  # fmt: skip
    return Grid(
        caption=w.say(
            en="People by target group, since the beginning", pl="Odbiorcy według grup docelowych, od początku projektu"
        ),
        columns=(
            Column(w.say(en="Target group", pl="Grupa docelowa"), weight=3.0),
            Column(w.say(en="Promised", pl="Obiecano"), is_number=True),
            Column(w.say(en="Reached", pl="Dotarto"), is_number=True),
            Column(w.say(en="Proven", pl="Potwierdzono"), is_number=True),
        ),
        rows=tuple(lines),
        has_total=True,
    )


def _lines(sheet: Sheet, caption: str, which: str, heading: str, lines: Iterable[ReachLine]) -> Grid:
    w, told = sheet.w, []
    unnamed = w.say(en="not said", pl="nie podano")
    for line in lines:
        key = f"reach.{which}.{line.key or 'none'}"
        name = (level_name(line.key) if which == "level" and line.key else line.name) or unnamed
        told.append((name, sheet.figure(f"{key}.activities", name, line.activities),
                     sheet.figure(f"{key}.people", name, line.people),
                     sheet.figure(f"{key}.proven", name, line.proven)))  # fmt: skip
    return Grid(
        caption=caption,
        columns=(
            Column(heading, weight=3.0),
            Column(w.say(en="Activities", pl="Działania"), is_number=True),
            Column(w.say(en="Reached", pl="Dotarto"), is_number=True),
            Column(w.say(en="Proven", pl="Potwierdzono"), is_number=True),
        ),
        rows=tuple(told),
    )


def _acts(sheet: Sheet, facts: ReportFacts) -> Grid:
    w = sheet.w
    lines = [_act(sheet, facts, act) for act in facts.acts]
    together = w.say(en="together", pl="razem")
    lines.append((
        "", together, "", sheet.figure("acts.people", together, sum(map(people_of, facts.acts))),
        sheet.figure("acts.proven", together, sum(map(proven_of, facts.acts))), "",
    ))  # fmt: skip
    sheet.figure("acts", w.say(en="activities in the report's time", pl="działania w okresie raportu"), len(facts.acts))
    count = w.number(len(facts.acts))
    return Grid(
        caption=w.say(en=f"Activities of this time ({count})", pl=f"Działania w tym okresie ({count})"),
        columns=(
            Column(w.say(en="When", pl="Kiedy"), is_number=True, weight=1.2),
            Column(w.say(en="What, where, by whom", pl="Co, gdzie, kto"), weight=3.2),
            Column(w.say(en="For whom", pl="Dla kogo"), weight=2.2),
            Column(w.say(en="Reached", pl="Dotarto"), is_number=True, weight=0.9),
            Column(w.say(en="Proven", pl="Potwierdzono"), is_number=True, weight=1.0),
            Column(w.say(en="Evidence", pl="Dowody"), weight=1.5),
        ),
        rows=tuple(lines),
        has_total=True,
    )


def _act(sheet: Sheet, facts: ReportFacts, act: Act) -> tuple[str, ...]:
    w, more = sheet.w, facts.more_of(act)
    kind = codelist("activity_kinds").name(more.kind, w.language) if more.kind else ""
    about = ", ".join(part for part in (kind, more.place, act.owner) if part)
    groups = "\n".join(
        f"{facts.teller.group(each.group)}: {w.number(each.people)}" for each in act.reached if each.people
    )
    return (
        w.short_days(act.start, act.end), "\n".join(part for part in (act.title, about) if part), groups,
        sheet.figure(f"act.{act.id}.people", act.title, people_of(act)),
        sheet.figure(f"act.{act.id}.proven", act.title, proven_of(act)),
        sheet.cite(evidence_of(act), act.title),
    )  # fmt: skip


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    project = facts.project.public_id
    unproven = [act for act in facts.acts if not act.shown]
    if unproven:
        links = tuple(
            Link(act.title, reverse("activities:detail", args=[project, act.id])) for act in unproven[:_NAMED]
        )
        yield Missing(_("These activities have no evidence yet:"), links, max(0, len(unproven) - _NAMED))
    uncounted = [act for act in facts.acts if not people_of(act)]
    if uncounted:
        links = tuple(
            Link(act.title, reverse("activities:detail", args=[project, act.id])) for act in uncounted[:_NAMED]
        )
        yield Missing(_("Nobody counted the people of these activities:"), links, max(0, len(uncounted) - _NAMED))


CONTENT = Content(draft, blocks, missing)
