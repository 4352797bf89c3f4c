"""One paper from facts and texts: parts in their order, each with its words, its figures, its evidence."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal

from django.utils import translation

from plon.programme.authorities import authority
from plon.programme.codelists import codelist
from plon.programme.visibility import disclaimer, funding_statement
from plon.reports.beneficiary.composed import Composed
from plon.reports.beneficiary.contents import CONTENTS
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.fields import Field, fields_of
from plon.reports.beneficiary.gathering import gather
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.queries import texts_of
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting import Language
from plon.reports.drafting.detail import FULL
from plon.typeset.papers.blocks import Block, Facts, Heading, Note, Paper, Text


def compose(report: Report, language: Language, *, today: datetime.date | None = None) -> Composed:
    """Return a report in Polish or English as of a day (today if none is given), in a constant number of queries."""
    facts = gather(report, language, today=today)
    return composed(facts, fields_of(facts, texts_of(report, language)))


def composed(facts: ReportFacts, fields: Sequence[Field]) -> Composed:
    """Put a paper together. Pure: equal facts and texts give an equal paper."""
    with translation.override(facts.language):
        sheet = Sheet(ReportWriter(facts.language, FULL), facts.pieces)
        blocks = tuple(_blocks(sheet, facts, fields))
        return Composed(_paper(sheet.w, facts, blocks), sheet.proofs, sheet.figures)


def _blocks(sheet: Sheet, facts: ReportFacts, fields: Sequence[Field]) -> Iterator[Block]:
    begun = ""
    for field in fields:
        part, package = field.place.part, field.place.package
        if part.key != begun:
            begun = part.key
            yield Heading(part.name(facts.language), 1, part.key)
        if package is not None:
            yield Heading(field.place.subject_label, 2, field.place.key)
        parts = list(CONTENTS[part.content].blocks(sheet, facts, package))
        if field.text.strip():
            yield Text(field.text)
        elif not parts:
            yield Note(sheet.w.say(en="Nothing to report here yet.", pl="W tej części nie ma jeszcze nic do opisania."))
        yield from parts


def _paper(w: ReportWriter, facts: ReportFacts, blocks: tuple[Block, ...]) -> Paper:
    project, report = facts.project, facts.report
    statement = funding_statement(w.language, cofunded=project.is_cofunded, programme=project.programme)
    words = disclaimer(
        w.language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return Paper(
        title=title_of(report, w.language),
        subtitle=project.title if project.title.startswith(project.acronym) else f"{project.acronym}: {project.title}",
        language=w.language,
        blocks=blocks,
        facts=Facts(tuple(_facts(w, facts))),
        funding="\n\n".join(each.text for each in (statement, words) if each),
        made_on=w.day(facts.today),
    )


def title_of(report: Report, language: Literal["pl", "en"]) -> str:
    """Return "Interim report", "Raport okresowy", of a partner with its name."""
    with translation.override(language):
        name = str(report.get_kind_display())
    name = name[:1].upper() + name[1:]
    return f"{name}: {report.organisation}" if report.organisation else name


def _facts(w: ReportWriter, facts: ReportFacts) -> Iterator[tuple[str, str]]:
    project, report = facts.project, facts.report
    if project.number:
        yield w.say(en="Project number", pl="Numer projektu"), project.number
    if project.action_type:
        yield w.say(en="Action", pl="Akcja"), codelist("action_types").name(project.action_type, w.language)
    yield w.say(en="Time of the report", pl="Okres sprawozdawczy"), w.days(report.since, report.until)
    if project.start and project.end:
        yield w.say(en="Time of the project", pl="Czas trwania projektu"), w.days(project.start, project.end)
    if facts.plan.partners:
        yield w.say(en="Partners", pl="Partnerzy"), "\n".join(each.name for each in facts.plan.partners)
    if facts.ledger.commitment:
        number = facts.ledger.commitment
        yield (
            w.say(en="Measured against", pl="Punkt odniesienia"),
            w.say(en=f"commitment {number}", pl=f"zobowiązanie nr {number}"),
        )
    yield w.say(en="Figures as of", pl="Stan danych na"), w.day(facts.today)
