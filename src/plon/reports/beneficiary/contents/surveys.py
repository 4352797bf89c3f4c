"""What people said in surveys: only figures of groups large enough that nobody can be read from them."""

from collections.abc import Iterable, Mapping

from plon.activities.ledger.presenting import number_words
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents.content import Content
from plon.reports.beneficiary.contents.drawing import drawn
from plon.reports.beneficiary.facts import ReportFacts, SurveyFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.responses.figures import QuestionFigures
from plon.responses.tallying import group_of
from plon.surveyresults.numbers import steps_of, written
from plon.surveyresults.reading import is_enough
from plon.surveys.enums import Moment, QuestionKind
from plon.surveys.questionnaire import Option, Question
from plon.texts import best_language
from plon.typeset.papers.blocks import Block, Column, Grid

_WITH_OPTIONS = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
_WITH_MEAN = {QuestionKind.SCALE, QuestionKind.NUMBER}


def draft(w: ReportWriter, facts: ReportFacts, _package: WorkPackage | None) -> list[str]:
    if not facts.surveys:
        return []
    people = sum(each.shown.counted for each in facts.surveys)
    rounds = w.count(len(facts.surveys), en=("round of surveys", "rounds of surveys"),
                     pl=("badania ankietowego", "badań ankietowych", "badań ankietowych"))  # fmt: skip
    lead = w.say(
        en=f"The figures of {rounds} are shown here, with {w.number(people)} answers.",
        pl=f"Pokazujemy tu wyniki {rounds}; liczba odpowiedzi: {w.number(people)}.",
    )
    lines = [_line(w, each) for each in w.chosen(facts.surveys)]
    return [lead, w.bullets(lines)]


def _line(w: ReportWriter, each: SurveyFacts) -> str:
    told = w.name(name_of(each))
    answers = w.count(each.shown.counted, en=("answer", "answers"), pl=("odpowiedź", "odpowiedzi", "odpowiedzi"))
    means = []
    for question in each.questionnaire.questions:
        figures = each.shown.questions.get(question.key)
        if question.kind == QuestionKind.SCALE and figures and figures.mean is not None:
            means.append(
                f"{w.plain(said(question.words, w.language)).rstrip('.:')}: {written(figures.mean)}{_top(w, question)}"
            )
    if not means or not w.detail.notes:
        return f"{told}: {answers}."
    return f"{told}: {answers}. " + w.say(en="On average: ", pl="Średnio: ") + "; ".join(means) + "."


def name_of(each: SurveyFacts) -> str:
    """Return how a round is called: the survey with its round and moment."""
    moment = "" if each.moment == Moment.ONCE else str(Moment(each.moment).label)
    return " · ".join(part for part in (each.name, each.label, moment) if part)


def said(words: Mapping[str, str], language: str) -> str:
    best = best_language({code: text for code, text in words.items() if text}, language)
    return words[best] if best else ""


def _top(w: ReportWriter, question: Question) -> str:
    if question.highest is None:
        return ""
    return w.say(en=" of ", pl=" na ") + number_words(question.highest)


def blocks(sheet: Sheet, facts: ReportFacts, _package: WorkPackage | None) -> Iterable[Block]:
    for each in facts.surveys:
        if rows := tuple(_rows(sheet, each)):
            yield _grid(sheet, each, rows)
    yield from drawn(facts, "before-after")


def _grid(sheet: Sheet, each: SurveyFacts, rows: tuple[tuple[str, ...], ...]) -> Grid:
    w, name = sheet.w, name_of(each)
    counted = sheet.figure(f"surveys.{each.id}.answers", name, each.shown.counted)
    return Grid(
        caption=w.say(en=f"{name}: {counted} answers", pl=f"{name}, liczba odpowiedzi: {counted}"),
        columns=(
            Column(w.say(en="Question", pl="Pytanie"), weight=3.0),
            Column(w.say(en="Answered", pl="Odpowiedziało"), is_number=True, weight=1.0),
            Column(w.say(en="What they said", pl="Co odpowiedziano"), weight=3.0),
        ),
        rows=rows,
    )


def _rows(sheet: Sheet, each: SurveyFacts) -> Iterable[tuple[str, ...]]:
    for question in each.questionnaire.questions:
        figures = each.shown.questions.get(question.key)
        if question.kind == QuestionKind.TEXT or figures is None or not figures.answered:
            continue
        key = f"surveys.{each.id}.{question.key}"
        words = said(question.words, sheet.w.language)
        if not is_enough(each.questionnaire, figures.answered):
            yield (words, "–", _withheld(sheet.w, group_of(each.questionnaire)))
            continue
        answered = sheet.figure(f"{key}.answered", words, figures.answered)
        yield (words, answered, _told(sheet, key, question, figures, group=group_of(each.questionnaire)))


def _withheld(w: ReportWriter, group: int) -> str:
    return w.say(en=f"withheld: fewer than {group} people answered", pl=f"ukryte: odpowiedziało mniej niż {group} osób")


def _told(sheet: Sheet, key: str, question: Question, figures: QuestionFigures, *, group: int) -> str:
    w = sheet.w
    counts = figures.counts or {}
    if question.kind in _WITH_OPTIONS:
        return "\n".join(f"{said(option.words, w.language)}: {w.number(counts.get(option.key, 0))}"
                         for option in question.options)  # fmt: skip
    if question.kind in _WITH_MEAN and figures.mean is not None:
        words = said(question.words, w.language)
        mean = sheet.figure(f"{key}.mean", words, figures.mean, words=written(figures.mean))
        return w.say(en="on average ", pl="średnio ") + mean + _top(w, question)
    if question.kind == QuestionKind.MATRIX:
        told = (_statement(sheet, key, each, figures, group=group) for each in question.statements)
        return "\n".join(filter(None, told))
    return ""


def _statement(sheet: Sheet, key: str, statement: Option, figures: QuestionFigures, *, group: int) -> str:
    """Return one line of a table of statements with the mean of its steps."""
    steps = steps_of(figures, statement.key)
    mean, words = steps.mean, said(statement.words, sheet.w.language)
    if not steps.people:
        return f"{words}: {_withheld(sheet.w, group)}"
    if mean is None:
        return ""
    told = sheet.figure(f"{key}.{statement.key}.mean", words, mean, words=written(mean))
    return f"{words}: " + sheet.w.say(en="on average ", pl="średnio ") + told


CONTENT = Content(draft, blocks)
