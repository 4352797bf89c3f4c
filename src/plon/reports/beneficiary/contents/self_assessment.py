"""How the partners assess their own part, the work together and the results (Programme Guide 2025, pp. 256, 264)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import number_words
from plon.programme.report_outlines import Asked
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import AssessmentFacts, ReportFacts
from plon.reports.beneficiary.models import BEST_MARK
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid, Quote

_NAMED = 6


def mean_of(facts: ReportFacts, asked: Asked) -> Decimal | None:
    """Return the mean of the partners' marks to one question, to one decimal; None without a mark."""
    marks = [mark for each in facts.assessments if (mark := mark_of(each, asked)) is not None]
    return (Decimal(sum(marks)) / len(marks)).quantize(Decimal("0.1"), ROUND_HALF_UP) if marks else None


def mark_of(each: AssessmentFacts, asked: Asked) -> int | None:
    said = each.said.get(asked.key)
    return said.mark if said else None


def _answered(facts: ReportFacts) -> list[AssessmentFacts]:
    return [each for each in facts.assessments if each.said]


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    answered = _answered(facts)
    if not answered:
        return []
    whole = w.number(len(facts.assessments))
    lead = w.say(
        en=f"{w.number(len(answered))} of {whole} partners assessed their own part.",
        pl=f"Partnerzy, którzy dokonali samooceny: {w.number(len(answered))} z {whole}.",
    )
    means = [
        f"{w.plain(asked.name(w.language)).lower()}: {number_words(mean)}"
        for asked in facts.report.parts_of.asked
        if asked.has_mark and (mean := mean_of(facts, asked)) is not None
    ]
    if means:
        lead += w.say(
            en=f" Their marks, from 1 (poor) to {BEST_MARK} (very good), on average: {'; '.join(means)}.",
            pl=f" Średnie oceny w skali od 1 (słabo) do {BEST_MARK} (bardzo dobrze): {'; '.join(means)}.",
        )
    return [lead]


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w, answered = sheet.w, _answered(facts)
    if not answered:
        return
    marked = [asked for asked in facts.report.parts_of.asked if asked.has_mark]
    rows = [(each.organisation.name, *(str(mark_of(each, asked) or "–") for asked in marked)) for each in answered]
    mean = w.say(en="on average", pl="średnio")
    rows.append((mean, *(_mean(sheet, facts, asked) for asked in marked)))
    yield Grid(
        caption=w.say(en=f"Marks from 1 (poor) to {BEST_MARK} (very good)",
                      pl=f"Oceny od 1 (słabo) do {BEST_MARK} (bardzo dobrze)"),
        columns=(Column(w.say(en="Partner", pl="Partner"), weight=2.4),
                 *(Column(asked.name(w.language), is_number=True) for asked in marked)),
        rows=tuple(rows),
        has_total=True,
    )  # fmt: skip
    for asked in facts.report.parts_of.asked:
        for each in answered:
            said = each.said.get(asked.key)
            if said and said.text:
                yield Quote(said.text, f"{each.organisation.name}: {asked.name(w.language)}")


def _mean(sheet: Sheet, facts: ReportFacts, asked: Asked) -> str:
    mean = mean_of(facts, asked)
    if mean is None:
        return "–"
    return sheet.figure(f"self_assessment.{asked.key}", asked.name(sheet.w.language), mean)


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    silent = [each.organisation.name for each in facts.assessments if not each.said]
    if silent:
        address = reverse("beneficiary_reports:assessments", args=[facts.project.public_id, facts.report.public_id])
        names = ", ".join(silent[:_NAMED]) + ("…" if len(silent) > _NAMED else "")
        yield Missing(_("These partners have not assessed themselves yet: %(names)s") % {"names": names},
                      (Link(_("To the self-assessments"), address),))  # fmt: skip


CONTENT = Content(draft, blocks, missing)
