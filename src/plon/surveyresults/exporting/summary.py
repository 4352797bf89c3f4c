"""The figures of a round on paper: how many answered, then each question as chart and table."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.surveyresults.numbers import written
from plon.surveyresults.presenting import QuestionResult, RoundResult, round_result
from plon.surveyresults.queries import AskedRound
from plon.typeset.papers.blocks import Block, Column, Drawing, Facts, Grid, Heading, Note, Paper, Text
from plon.typeset.papers.pdf import as_pdf


def summary_pdf(asked: AskedRound, language: str) -> bytes:
    """Return the summary of a round as PDF."""
    return as_pdf(summary_of(asked, language))


def summary_of(asked: AskedRound, language: str) -> Paper:
    """Return the summary of a round: figures alone, nothing in anybody's own words."""
    result = round_result(asked.round, asked.questionnaire, asked.shown, language)
    return Paper(
        title=_("Results: %(survey)s") % {"survey": asked.round.survey.name},
        language=language,
        blocks=tuple(_blocks(result)),
        subtitle=str(asked.round.survey.project),
        facts=Facts(tuple(_facts(result))),
        funding=_funding(asked, language),
        made_on=date_format(timezone.localdate()),
    )


def _facts(result: RoundResult) -> Iterator[tuple[str, str]]:
    asked = result.round
    yield _("Round"), asked.label or str(asked.get_moment_display())
    if asked.activity:
        yield _("Activity"), str(asked.activity)
    if asked.opened_at:
        yield _("Open from"), date_format(timezone.localtime(asked.opened_at))
    if asked.closed_at:
        yield _("Closed"), date_format(timezone.localtime(asked.closed_at))
    yield _("Answers received"), written(result.shown.received)
    yield _("Answers in the figures"), written(result.shown.counted)
    yield _("Kind"), _("anonymous") if result.questionnaire.is_anonymous else _("with names")


def _blocks(result: RoundResult) -> Iterator[Block]:
    if result.held_back:
        yield Note(result.held_back)
    for section in result.sections:
        if section.title:
            yield Heading(section.title, 1, f"section-{section.key}")
        for question in section.questions:
            yield Heading(f"{question.number}. {question.text}", 2, f"question-{question.key}")
            yield from _question(question, result)


def _question(question: QuestionResult, result: RoundResult) -> Iterator[Block]:
    if question.is_withheld:
        group = result.questionnaire.smallest_group
        yield Note(_("Fewer than %(group)s people answered this question, so nothing is shown.") % {"group": group})
    elif question.chart:
        chart = question.chart
        columns = tuple(
            Column(name, is_number=place > 0, weight=1.0 if place else 2.5) for place, name in enumerate(chart.head)
        )
        # The heading above says what it is; nobody wants to read it three times.
        table = Grid("", columns, chart.rows)
        yield Drawing("", chart.svg(question.key, standalone=True), chart.summary, table)
    else:
        yield Facts(((_("Answers"), question.answered), *question.facts))
        if question.texts:
            yield Text(_("Texts in own words are not part of this summary."))


def _funding(asked: AskedRound, language: str) -> str:
    project = asked.round.survey.project
    statement = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
    words = disclaimer(
        language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return "\n\n".join(part.text for part in (statement, words) if part)
