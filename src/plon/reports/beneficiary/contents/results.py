"""Results: what they are, in what state, and where everyone finds them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.pages import whole_address
from plon.programme.codelists import codelist
from plon.programme.licences import short_name
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting import Facts, parts
from plon.reports.missing import Link, Missing
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.typeset.papers.blocks import Block, Column, Grid

_NAMED = 4


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    if not facts.results:
        return []
    count = parts.count_of(w, facts.results, parts.RESULTS)
    lead = w.say(en=f"The project has {count}.", pl=f"Projekt obejmuje {count}.")
    if facts.published:
        told = w.listed(facts.published, lambda result: w.name(facts.titles[result.public_id]))
        lead += w.say(
            en=f" Published, and free for everyone: {told}.", pl=f" Opublikowane i dostępne dla każdego: {told}."
        )
    card = ""
    if facts.project.platform_card:
        card = w.say(
            en=f"The project's card on the results platform: <{facts.project.platform_card}>.",
            pl=f"Karta projektu na platformie rezultatów: <{facts.project.platform_card}>.",
        )
    return [lead, *parts.descriptions(w, Facts(facts.plan, w.language), facts.results), card]


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    if not facts.results:
        return
    w = sheet.w
    whole = w.say(en="results", pl="rezultaty")
    sheet.figure("results", whole, len(facts.results))
    sheet.figure("results.published", w.say(en="published results", pl="opublikowane rezultaty"), len(facts.published))
    yield Grid(
        caption=w.say(
            en=f"Results: {w.number(len(facts.published))} of {w.number(len(facts.results))} published",
            pl=f"Rezultaty: opublikowano {w.number(len(facts.published))} z {w.number(len(facts.results))}",
        ),
        columns=(
            Column(w.say(en="Result", pl="Rezultat"), weight=2.6),
            Column(w.say(en="State", pl="Stan"), weight=1.2),
            Column(w.say(en="Licence", pl="Licencja"), weight=1.1),
            Column(w.say(en="Partner", pl="Partner"), weight=1.5),
            Column(w.say(en="Where it is", pl="Gdzie jest"), weight=2.4),
            Column(w.say(en="Evidence", pl="Dowody"), weight=1.2),
        ),
        rows=tuple(_row(sheet, facts, result) for result in facts.results),
    )


def _row(sheet: Sheet, facts: ReportFacts, result: Result) -> tuple[str, ...]:
    w, title = sheet.w, facts.titles[result.public_id]
    category = codelist("result_categories").name(result.category, w.language) if result.category else ""
    row = facts.ledger.row_of("result", result.public_id)
    state = str(ResultState(result.state).label)
    if result.is_published and result.published_at:
        state += f"\n{w.short_day(timezone.localdate(result.published_at))}"
    where = whole_address(result.get_permanent_url()) if result.is_published else w.say(en="not public",
                                                                                       pl="niepubliczny")  # fmt: skip
    return (
        "\n".join(part for part in (title, category) if part), state, short_name(result.licence),
        result.responsible.name if result.responsible else "", where,
        sheet.cite(row.figures.evidence, title) if row else "",
    )  # fmt: skip


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    project = facts.project.public_id
    if not facts.results:
        yield Missing(_("There is no result yet."),
                      (Link(_("Define a result"), reverse("results:new", args=[project])),))  # fmt: skip
    waiting = [each for each in facts.results if not each.is_published and each.state != ResultState.WITHDRAWN]
    if waiting:
        links = tuple(
            Link(facts.titles[each.public_id], reverse("results:edit", args=[project, each.public_id]))
            for each in waiting[:_NAMED]
        )
        yield Missing(_("Not published yet, so nobody who reads the report can see them:"), links,
                      max(0, len(waiting) - _NAMED))  # fmt: skip
    if facts.is_final and not facts.project.platform_card:
        yield Missing(_("The card on the results platform is not named yet: reports are judged on what is there."),
                      (Link(_("Name it in the project"), reverse("projects:settings", args=[project])),))  # fmt: skip


CONTENT = Content(draft, blocks, missing)
