"""Objectives and indicators: target against actual, and what people said, each with its source."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import number_words
from plon.evaluation.enums import Light, Reason
from plon.evaluation.figures import IndicatorFigures
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.contents.drawing import drawn
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Link, Missing
from plon.typeset.papers.blocks import Block, Column, Grid, Quote

# So many quotes stand under the table; the others are in the workspace.
MOST_QUOTES = 12
_NAMED = 4


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    if not facts.indicators:
        return []
    reached = [each for each in facts.indicators if each.reason == Reason.REACHED]
    told = [each for each in facts.indicators if each.reason == Reason.TOLD]
    on_way = [each for each in facts.indicators if each.reason == Reason.ON_PATH]
    behind = [each for each in facts.indicators if each.light in {Light.RED, Light.AMBER} and each.value is not None]
    silent = [
        each for each in facts.indicators
        if each not in reached + told + on_way + behind and each.value is None and not each.statements
    ]  # fmt: skip
    count = w.count(len(facts.indicators), en=("indicator", "indicators"),
                    pl=("wskaźnika", "wskaźników", "wskaźników"))  # fmt: skip
    lead = w.say(en=f"We follow our objectives by {count}.", pl=f"Realizację celów śledzimy za pomocą {count}.")
    return [
        lead,
        _list(w, reached, en="The target is reached:", pl="Wartość docelową osiągnięto:"),
        _list(w, on_way, en="On the way, as planned:", pl="Zgodnie z planem zbliżają się do wartości docelowej:"),
        _list(w, behind, en="Behind the plan:", pl="Pozostają w tyle za planem:"),
        _list(w, told, en="Shown by statements (quoted below):", pl="Potwierdzają to wypowiedzi (cytowane poniżej):"),
        _list(w, silent, en="Nothing is measured yet:", pl="Nie ma jeszcze pomiaru:"),
    ]


def _list(w: ReportWriter, indicators: Sequence[IndicatorFigures], *, en: str, pl: str) -> str:
    if not indicators:
        return ""
    named = w.chosen(indicators)
    if not named:
        return w.say(en=f"{en} {w.number(len(indicators))}.", pl=f"{pl} {w.number(len(indicators))}.")
    lines = [_line(w, each) for each in named]
    rest = w.rest(len(named), len(indicators))
    return f"{w.say(en=en, pl=pl)}\n\n{w.bullets(lines)}" + (f"\n\n{rest}" if rest else "")


def _line(w: ReportWriter, each: IndicatorFigures) -> str:
    """Say the value and the target; the unit stands apart, since names that people typed are never inflected."""
    told, percent = w.name(each.name), "%" if each.is_percent else ""
    if each.value is not None:
        told += f": {number_words(each.value)}{percent}"
    about = []
    if each.target_text:
        goal = w.plain(each.target_text) if percent in each.target_text else f"{w.plain(each.target_text)}{percent}"
        about.append(w.say(en=f"target: {goal}", pl=f"cel: {goal}"))
    if each.unit and not percent:
        about.append(w.say(en=f"unit: {w.plain(each.unit)}", pl=f"jednostka: {w.plain(each.unit)}"))
    return f"{told} ({'; '.join(about)})." if about else f"{told}."


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    numeric = [each for each in facts.indicators if not each.is_qualitative]
    spoken = [each for each in facts.indicators if each.is_qualitative]
    if numeric:
        yield _numeric(sheet, facts, numeric)
    if spoken:
        yield _spoken(sheet, facts, spoken)
    yield from drawn(facts, "progress", with_table=False)
    yield from _quotes(sheet, facts)


def _numeric(sheet: Sheet, facts: ReportFacts, indicators: Sequence[IndicatorFigures]) -> Grid:
    w = sheet.w
    # What the team wrote need not be one number: "from none to a few".
    are_numbers = [all(getattr(each, name) is not None or not getattr(each, f"{name}_text") for each in indicators)
                   for name in ("baseline", "target")]  # fmt: skip
    return Grid(
        caption=w.say(en="Indicators: target against actual", pl="Wskaźniki: wartości docelowe i osiągnięte"),
        columns=(
            Column(w.say(en="Indicator", pl="Wskaźnik"), weight=3.0),
            Column(w.say(en="Baseline", pl="Punkt wyjścia"), is_number=are_numbers[0], weight=0.9),
            Column(w.say(en="Target", pl="Cel"), is_number=are_numbers[1], weight=0.9),
            Column(w.say(en="By", pl="Do kiedy"), is_number=True, weight=1.1),
            Column(w.say(en="Actual", pl="Osiągnięto"), is_number=True, weight=0.9),
            Column(w.say(en="As of", pl="Stan na"), is_number=True, weight=1.1),
            Column(w.say(en="How it stands", pl="Jak jest"), weight=1.5),
            Column(w.say(en="Source and evidence", pl="Źródło i dowody"), weight=1.7),
        ),
        rows=tuple(_row(sheet, facts, each) for each in indicators),
    )


def _row(sheet: Sheet, facts: ReportFacts, each: IndicatorFigures) -> tuple[str, ...]:
    w, unit = sheet.w, "%" if each.is_percent else each.unit
    baseline, target = each.baseline_text or "–", each.target_text or "–"
    if each.baseline is not None:
        baseline = sheet.figure(f"indicators.{each.id}.baseline", each.name, each.baseline)
    if each.target is not None:
        target = sheet.figure(f"indicators.{each.id}.target", each.name, each.target)
    actual = "–" if each.value is None else sheet.figure(f"indicators.{each.id}.actual", each.name, each.value)
    source = str(each.source.label) if each.source else ""
    return (
        f"{each.name}\n({unit})" if unit else each.name, baseline, target,
        w.short_day(each.target_date), actual, w.short_day(each.as_of), str(each.reason.label),
        "\n".join(part for part in (source, sheet.cite(evidence_for(facts, each), each.name)) if part),
    )  # fmt: skip


def _spoken(sheet: Sheet, facts: ReportFacts, indicators: Sequence[IndicatorFigures]) -> Grid:
    w = sheet.w
    return Grid(
        caption=w.say(en="Qualitative indicators", pl="Wskaźniki jakościowe"),
        columns=(
            Column(w.say(en="Indicator", pl="Wskaźnik"), weight=2.4),
            Column(w.say(en="Baseline", pl="Punkt wyjścia"), weight=1.6),
            Column(w.say(en="Target", pl="Cel"), weight=1.6),
            Column(w.say(en="Statements", pl="Wypowiedzi"), is_number=True, weight=0.9),
            Column(w.say(en="How it stands", pl="Jak jest"), weight=1.3),
            Column(w.say(en="Evidence", pl="Dowody"), weight=1.3),
        ),
        rows=tuple(
            (
                each.name, each.baseline_text or "–", each.target_text or "–",
                sheet.figure(f"indicators.{each.id}.statements", each.name, len(each.statements)),
                str(each.reason.label), sheet.cite(evidence_for(facts, each), each.name),
            )
            for each in indicators
        ),
    )  # fmt: skip


def evidence_for(facts: ReportFacts, each: IndicatorFigures) -> tuple[str, ...]:
    """Return what shows an indicator's value: evidence of its measurements, statements and of its promise."""
    row = facts.ledger.row_of("indicator", each.id)
    shown = [measured.evidence for measured in each.measurements if measured.stands and measured.evidence]
    shown += [statement.evidence for statement in each.statements if statement.evidence]
    return tuple(dict.fromkeys([*shown, *(sorted(row.figures.evidence) if row else ())]))


def _quotes(sheet: Sheet, facts: ReportFacts) -> Iterable[Block]:
    w = sheet.w
    told = [(each, statement) for each in facts.indicators for statement in each.statements]
    for each, statement in told[:MOST_QUOTES]:
        day = w.day(statement.on) if statement.on else ""
        cited = sheet.cite([statement.evidence], each.name) if statement.evidence else ""
        about = w.say(en=f"on “{each.name}”", pl=f"o wskaźniku „{each.name}”")
        yield Quote(statement.text, ", ".join(part for part in (statement.said_by, day, about, cited) if part))


def missing(facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Missing]:
    project = facts.project.public_id
    if not facts.indicators:
        yield Missing(_("There is no indicator yet: how will you know?"),
                      (Link(_("Add it to the plan"), reverse("plans:add", args=[project, "indicator"])),))  # fmt: skip
        return
    silent = [each for each in facts.indicators if each.value is None and not each.statements]
    if silent:
        links = tuple(Link(each.name, _address(project, each)) for each in silent[:_NAMED])
        yield Missing(_("Nobody has measured these indicators yet:"), links, max(0, len(silent) - _NAMED))
    if not any(each.is_qualitative for each in facts.indicators):
        yield Missing(
            _("Numbers alone do not tell it: reports are judged on qualitative information, too. Add a statement."),
            (Link(_("Add it to the plan"), reverse("plans:add", args=[project, "indicator"])),),
        )


def _address(project: str, each: IndicatorFigures) -> str:
    return reverse("plans:change", args=[project, "indicator", each.id])


CONTENT = Content(draft, blocks, missing)
