"""Use by others: who uses the results and what they say, as far as they let it be shown."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.use_words import country_names
from plon.activities.ledger.uses import ResultUse
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.contents.drawing import drawn
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.grammar import one_line
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid, Quote
from plon.uptake.enums import Shown
from plon.uptake.models import Use
from plon.uptake.presenting import shown_use

MOST_STORIES = 10


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    use = facts.book.use
    if not use:
        return []
    return [_uses(w, facts), _users(w, facts), _made(w, facts), _policies(w, facts), _counted(w, facts)]


def _uses(w: ReportWriter, facts: ReportFacts) -> str:
    use = facts.book.use
    if not use.uses:
        return ""
    cases = w.count(use.uses, en=("case", "cases"), pl=("przypadek", "przypadki", "przypadków"))
    countries = country_names(use.countries, w.language)
    return w.say(
        en=f"Others confirmed {cases} of use: {countries}. Learners, as users say: {w.number(use.learners)}.",
        pl=f"Inni potwierdzili {cases} wykorzystania: {countries}. Osoby uczące się, według użytkowników: "
        f"{w.number(use.learners)}.",
    )


def _users(w: ReportWriter, facts: ReportFacts) -> str:
    """Who agreed to be named; the others are only counted."""
    named = list(dict.fromkeys(
        f"{w.plain(use.organisation)}{f' ({w.plain(use.town)})' if use.town else ''}"
        for use in facts.uses if use.shown != Shown.NOTHING
    ))  # fmt: skip
    if not named:
        return ""
    listed = w.listed(named, str)
    return w.say(en=f"Among those who use them: {listed}.", pl=f"Wśród korzystających są: {listed}.")


def _made(w: ReportWriter, facts: ReportFacts) -> str:
    if not facts.adaptations:
        return ""
    count = w.count(len(facts.adaptations), en=("translation or adaptation", "translations and adaptations"),
                    pl=("tłumaczenie lub adaptację", "tłumaczenia i adaptacje", "tłumaczeń i adaptacji"))  # fmt: skip
    return w.say(
        en=f"Others made {count} of our results.", pl=f"Na podstawie naszych rezultatów inni przygotowali {count}."
    )


def _policies(w: ReportWriter, facts: ReportFacts) -> str:
    if not facts.policies:
        return ""
    said = w.listed(facts.policies, lambda each: f"{w.plain(each.body)}, {w.name(each.title)}")
    return w.say(en=f"Public bodies take them up: {said}.", pl=f"Odwołują się do nich instytucje publiczne: {said}.")


def _counted(w: ReportWriter, facts: ReportFacts) -> str:
    use = facts.book.use
    if not (use.views or use.downloads):
        return ""
    return w.say(
        en=f"Counted without knowing who: {w.number(use.views)} views of results and "
        f"{w.number(use.downloads)} downloads.",
        pl=f"Policzono (bez ustalania, kto to był) wyświetlenia rezultatów: {w.number(use.views)} i pobrania: "
        f"{w.number(use.downloads)}.",
    )


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    w, use = sheet.w, facts.book.use
    if use.results:
        yield Grid(
            caption=w.say(en="Use of the results by others", pl="Wykorzystanie rezultatów przez innych"),
            columns=(
                Column(w.say(en="Result", pl="Rezultat"), weight=2.6),
                Column(w.say(en="Uses", pl="Użycia"), is_number=True),
                Column(w.say(en="Learners", pl="Uczący się"), is_number=True),
                Column(w.say(en="Countries", pl="Kraje"), weight=1.8),
                Column(w.say(en="Adaptations", pl="Adaptacje"), is_number=True),
                Column(w.say(en="Policies", pl="Polityki"), is_number=True),
            ),
            rows=(*(_row(sheet, facts, each) for each in use.results), _sums(sheet, facts)),
            has_total=True,
        )
    yield from drawn(facts, "funnel")
    for each in [each for each in facts.uses if each.shown == Shown.WORDS and each.words][:MOST_STORIES]:
        yield Quote(each.words, _source(w, facts, each))


def _row(sheet: Sheet, facts: ReportFacts, each: ResultUse) -> tuple[str, ...]:
    title = facts.titles.get(each.result, each.title)

    def told(name: str, value: int) -> str:
        return sheet.figure(f"use.{each.result}.{name}", title, value)

    return (
        title, told("uses", each.uses), told("learners", each.learners),
        country_names(each.countries, sheet.w.language), told("adaptations", each.adaptations),
        told("policies", each.policies),
    )  # fmt: skip


def _sums(sheet: Sheet, facts: ReportFacts) -> tuple[str, ...]:
    w, use = sheet.w, facts.book.use
    together = w.say(en="together", pl="razem")
    return (
        together, sheet.figure("use.uses", together, use.uses), sheet.figure("use.learners", together, use.learners),
        _countries(sheet, len(use.countries)),
        sheet.figure("use.adaptations", together, use.adaptations),
        sheet.figure("use.policies", together, use.policies),
    )  # fmt: skip


def _countries(sheet: Sheet, count: int) -> str:
    w = sheet.w
    sheet.figure("use.countries", w.say(en="countries", pl="kraje"), count)
    return w.count(count, en=("country", "countries"), pl=("kraj", "kraje", "krajów"))


def _source(w: ReportWriter, facts: ReportFacts, use: Use) -> str:
    """Who said it, as its declarer lets it be seen, and of which result."""
    shown = shown_use(use, w.language)
    of = facts.titles.get(use.result.public_id, use.result.working_title)
    about = w.say(en=f"on “{one_line(of)}”", pl=f"o rezultacie „{one_line(of)}”")
    return ", ".join(part for part in (shown.organisation, shown.place, about) if part)


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    if not facts.book.use.uses:
        yield Missing(
            _("Nobody has confirmed a use yet. Give those who use your results the link to tell you."),
            (Link(_("To the use of results"), reverse("uptake:index", args=[facts.project.public_id])),),
        )


CONTENT = Content(draft, blocks, missing)
