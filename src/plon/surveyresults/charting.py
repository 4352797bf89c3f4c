"""One chart per question, in the reader's language, from what may be shown of a round."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon import charts
from plon.charts import Chart, Row, Words
from plon.responses.figures import QuestionFigures
from plon.surveyresults.numbers import Steps, share, steps_of, written
from plon.surveyresults.reading import Reader
from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question

NBSP = "\N{NO-BREAK SPACE}"
MOST_NAMED, MOST_DAYS = 3, 10


def chart_of(reader: Reader, question: Question, figures: QuestionFigures) -> Chart | None:
    """Return the chart of a question; None for numbers and texts, which have none."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return _choices(reader, question, figures)
        case QuestionKind.SCALE | QuestionKind.MATRIX:
            return _steps(reader, question, figures)
        case QuestionKind.DATE:
            return _days(reader, question, figures)
    return None


def empty_words() -> str:
    """Say what stands in place of a chart without answers."""
    return _("Nobody answered this question so far.")


def answers_words(count: int) -> str:
    """Say how many people answered."""
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": written(count)}


def _choices(reader: Reader, question: Question, figures: QuestionFigures) -> Chart:
    names, counts = reader.options(question.options), figures.counts or {}
    rows = [Row(names[key], (counts.get(key, 0),)) for key in names]
    words = Words(
        reader.text(question.words), _choices_summary(rows, figures.answered), (_("Answer"), _("People")), empty_words()
    )
    return charts.bars(
        words, [_("People")], rows if figures.answered else [], write=written, whole=figures.answered or None,
        write_share=share,
    )  # fmt: skip


def _choices_summary(rows: Sequence[Row], answered: int) -> str:
    """Say what was chosen most often."""
    told = answers_words(answered)
    most = max((row.numbers[0] or 0 for row in rows), default=0)
    if not most or not answered:
        return f"{told}."
    first = [row.label for row in rows if row.numbers[0] == most]
    if len(first) > MOST_NAMED:
        return _("%(answers)s. No answer stands out.") % {"answers": told}
    names = ", ".join(_("“%(text)s”") % {"text": name} for name in first)
    return _("%(answers)s. Most often chosen: %(names)s (%(share)s).") % {
        "answers": told, "names": names, "share": share(float(most) / answered),
    }  # fmt: skip


def _steps(reader: Reader, question: Question, figures: QuestionFigures) -> Chart:
    names = reader.steps(question)
    if question.kind == QuestionKind.MATRIX:
        found = [(text, steps_of(figures, key)) for key, text in reader.options(question.statements).items()]
    else:
        found = [(_("All answers"), steps_of(figures))]
    shown = [(text, steps) for text, steps in found if steps.people]
    rows = [Row(_with_mean(text, steps), tuple(steps.people.values())) for text, steps in shown]
    told = answers_words(figures.answered)
    hidden = [_("Statements that too few people rated are not shown.")] if len(shown) < len(found) else []
    summary = " ".join([f"{told}.", *_steps_summary(question, shown), *hidden])
    head = (_("Statement") if question.kind == QuestionKind.MATRIX else _("Answers"), *names.values())
    return charts.distribution(
        Words(reader.text(question.words), summary, head, empty_words()), list(names.values()), rows, write=written,
        write_share=share,
    )  # fmt: skip


def _with_mean(text: str, steps: Steps) -> str:
    if steps.mean is None:
        return text
    mean = (_("mean %(mean)s") % {"mean": written(steps.mean)}).replace(" ", NBSP)
    return f"{_bare(text)} ·{NBSP}{mean}"


def _bare(sentence: str) -> str:
    """Return a statement that stands within a sentence of ours: without its full stop."""
    return sentence.strip().removesuffix(".")


def _steps_summary(question: Question, found: Sequence[tuple[str, Steps]]) -> list[str]:
    """Say the mean and the share of the two highest steps; of a table, which statement is rated highest and lowest."""
    rated = [(text, steps) for text, steps in found if steps.mean is not None]
    if not rated:
        return []
    if question.kind == QuestionKind.SCALE:
        return _scale_summary(question, rated[0][1])
    if len(rated) == 1:
        return []
    best = max(rated, key=lambda each: each[1].mean or 0)
    worst = min(rated, key=lambda each: each[1].mean or 0)
    sentence = _("Rated highest: “%(best)s” (mean %(high)s); lowest: “%(worst)s” (mean %(low)s).")
    return [
        sentence % {"best": _bare(best[0]), "high": written(best[1].mean or 0), "worst": _bare(worst[0]),
                    "low": written(worst[1].mean or 0)}
    ]  # fmt: skip


def _scale_summary(question: Question, steps: Steps) -> list[str]:
    highest = int(question.highest or 0)
    told = [_("Mean %(mean)s on a scale from %(lowest)s to %(highest)s.") % {
        "mean": written(steps.mean or 0), "lowest": int(question.lowest or 0), "highest": highest,
    }]  # fmt: skip
    if steps.top is not None:
        told.append(
            _("%(share)s chose %(lower)s or %(highest)s.")
            % {"share": share(steps.top), "lower": highest - 1, "highest": highest}
        )
    return told


def _days(reader: Reader, question: Question, figures: QuestionFigures) -> Chart:
    counts = figures.counts or {}
    rows = [Row(text, (people,)) for text, people in _by_day_or_month(counts)]
    words = Words(
        reader.text(question.words), f"{answers_words(figures.answered)}.",
        (_("Day"), _("People")), empty_words(),
    )  # fmt: skip
    return charts.bars(words, [_("People")], rows, write=written)


def _by_day_or_month(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return (day, people), or (month, people) where there are many days."""
    if len(counts) <= MOST_DAYS:
        return [(_written_day(iso, "SHORT_DATE_FORMAT"), people) for iso, people in sorted(counts.items())]
    months: Counter[str] = Counter()
    for iso, people in sorted(counts.items()):
        months[_written_day(iso, "YEAR_MONTH_FORMAT")] += people
    return list(months.items())


def _written_day(iso: str, how: str) -> str:
    day = parse_date(iso)
    return date_format(day, how) if day else iso
