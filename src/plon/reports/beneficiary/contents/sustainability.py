"""What lasts: plans of use, keepers, on what means, how lasting each result is."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting import Facts, parts
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid

_NAMED = 4


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    planned = Facts(facts.plan, w.language)
    return [*parts.use_sentences(w, planned, planned.uses),
            parts.licences_sentence(w, planned, facts.published)]  # fmt: skip


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    table = facts.lasting
    if table is None:
        return
    numbers = table.numbers
    yield Grid(
        caption=table.title,
        columns=tuple(
            Column(heading, is_number=place in numbers, weight=width)
            for place, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True), 1)
        ),
        rows=tuple(table.words),
    )


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    without = [each for each in facts.results if each.pk not in facts.plan.use_plans]
    if without:
        links = tuple(
            Link(facts.titles[each.public_id],
                 reverse("sustainability:plan", args=[facts.project.public_id, each.public_id]))
            for each in without[:_NAMED]
        )  # fmt: skip
        yield Missing(_("Nobody has planned what becomes of these results:"), links, max(0, len(without) - _NAMED))


CONTENT = Content(draft, blocks, missing)
