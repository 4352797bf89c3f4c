"""The charts of an evaluation: a book's figures put into `charts.Chart`s, in the language that is active."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import number_words
from plon.charts import Chart, Level, Point, Row, Series, Words, bars, funnel, lines, pairs, progress
from plon.evaluation.figures import FigureBook, IndicatorFigures, MonthReach
from plon.evaluation.wording import day_words, forecast_words, standing_words, step_name, target_words, value_words
from plon.programme.codelists import codelist
from plon.texts import best_language

# More lines in one picture can't be told apart; the others are added up in one.
MOST_LINES = 5
INDICATOR = "indicator-"


def charts_of(book: FigureBook) -> dict[str, Chart]:
    """Return the charts of a project's evaluation by their keys, those without figures too."""
    return {key: make(book) for key, make in MAKERS.items()}


def chart_of(book: FigureBook, key: str) -> Chart | None:
    """Return one chart: of `MAKERS`, or "indicator-" with the public id of an indicator; None if there is none."""
    if make := MAKERS.get(key):
        return make(book)
    figures = book.indicator(key.removeprefix(INDICATOR)) if key.startswith(INDICATOR) else None
    return indicator_chart(figures) if figures else None


def indicator_chart(figures: IndicatorFigures) -> Chart:
    """Return how one indicator goes from its baseline to its target; over the targets on the way, if there are any."""
    points = tuple(Point(each.on, each.value) for each in figures.points)
    empty = _("Nothing is measured yet.")
    measured, path = pgettext("line of a chart", "measured"), pgettext("line of a chart", "path to the target")
    summary = _summary(figures)
    if len(figures.path) > 2:
        words = Words(figures.name, summary, (_("Day"), measured, path), empty)
        series = (Series(measured, points), Series(path, tuple(Point(each.on, each.value) for each in figures.path)))
        return lines(words, series, write=_number, write_day=day_words)
    words = Words(figures.name, summary, (_("What"), _("Day"), _("Value"), _("Path")), empty)
    baseline = None if figures.baseline is None else Level(_("Baseline"), figures.baseline, figures.start)
    due = figures.path[-1].on if figures.path else figures.target_date
    target = None if figures.target is None else Level(_("Target"), figures.target, due)
    if baseline is None and figures.path:
        baseline = Level(_("Start"), figures.path[0].value, figures.start)
    return progress(
        words, points, measured=measured, path=path, baseline=baseline, target=target, write=_number,
        write_day=day_words,
    )  # fmt: skip


def _summary(figures: IndicatorFigures) -> str:
    told = [f"{standing_words(figures)}."]
    if figures.value is not None and figures.target is not None:
        told.insert(
            0,
            _("%(value)s of %(target)s by %(day)s.")
            % {
                "value": value_words(figures.value), "target": target_words(figures),
                "day": day_words(figures.as_of),
            },
        )  # fmt: skip
    return " ".join([*told, forecast_words(figures)]).strip()


def _number(number: object) -> str:
    """Write a number out; axes hand in floats, which must not show their last digits."""
    if isinstance(number, float):
        number = Decimal(str(round(number, 3)))
    return number_words(number)  # type: ignore[arg-type]  # int or Decimal by now


def _progress(book: FigureBook) -> Chart:
    shown = [each for each in book.indicators if each.share is not None]
    reached = sum(each.is_reached for each in shown)
    summary = ngettext(
        "%(reached)s of %(n)s indicator with a number has reached its target.",
        "%(reached)s of %(n)s indicators with a number have reached their targets.",
        len(shown),
    ) % {"reached": reached, "n": len(shown)}
    words = Words(
        _("Progress against the targets"),
        summary + " " + _("A bar shows which part of the way from the baseline to the target is done."),
        (_("Indicator"), _("Part of the way, in %")),
        _("No indicator has both a value and a target in numbers yet."),
    )
    return bars(
        words, (_("Part of the way, in %"),), [Row(each.name, (each.percent,)) for each in shown], write=_number
    )


def _reach_lines(book: FigureBook, split: Callable[[MonthReach], Mapping[str, int]], names: Mapping[str, str],
                 title: str) -> Chart:  # fmt: skip
    """Return one line per key, added up from month to month; the largest ones, the others together."""
    months = book.reach.by_month
    whole = {key: sum(split(month).get(key, 0) for month in months) for key in names}
    largest = sorted((key for key in names if whole[key]), key=lambda key: -whole[key])
    shown, others = largest[:MOST_LINES], largest[MOST_LINES:]
    series = [Series(names[key], _running(months, lambda month, key=key: split(month).get(key, 0))) for key in shown]  # type: ignore[misc]
    if others:
        series.append(
            Series(_("all others"), _running(months, lambda month: sum(split(month).get(key, 0) for key in others)))
        )
    words = Words(title, _reach_summary(book), (_("Month"), *(each.name for each in series)), _nobody())
    return lines(words, series, write=_number, write_day=month_words)


def _running(months: tuple[MonthReach, ...], people: Callable[[MonthReach], int]) -> tuple[Point, ...]:
    points, so_far = [], 0
    for month in months:
        so_far += people(month)
        points.append(Point(month.month, so_far))
    return tuple(points)


def month_words(day: datetime.date) -> str:
    return date_format(day, "m.Y")


def _nobody() -> str:
    return _("No activity that reached people is logged as done yet.")


def _reach_summary(book: FigureBook) -> str:
    reach = book.reach
    if not reach:
        return _nobody()
    return ngettext(
        "%(people)s people reached by %(n)s activity, %(proven)s of them shown by evidence.",
        "%(people)s people reached by %(n)s activities, %(proven)s of them shown by evidence.",
        reach.activities,
    ) % {"people": number_words(reach.people), "n": reach.activities, "proven": number_words(reach.proven)}


def group_name(key: str, name: str) -> str:
    return name or (_("a group that left the plan") if key else _("other people"))


def _reach_by_group(book: FigureBook) -> Chart:
    names = {each.key: group_name(each.key, each.name) for each in book.reach.by_group}
    return _reach_lines(book, lambda month: month.by_group, names, _("People reached over time, by target group"))


def _reach_by_partner(book: FigureBook) -> Chart:
    names = {each.key: each.name or _("no partner named") for each in book.reach.by_partner}
    return _reach_lines(book, lambda month: month.by_partner, names, _("People reached over time, by partner"))


def _groups(book: FigureBook) -> Chart:
    names = (_("Promised"), _("Reached"), _("Proven"))
    rows = [Row(group_name(each.key, each.name), (each.promised, each.people, each.proven))
            for each in book.reach.by_group]  # fmt: skip
    words = Words(
        _("People promised, reached and proven, by target group"), _reach_summary(book), (_("Target group"), *names),
        _nobody(),
    )  # fmt: skip
    return bars(words, names, rows, write=_number)


def level_name(key: str) -> str:
    term = codelist("levels").get(key)
    return term.name(get_language() or "en") if term else _("no level named")


def _levels(book: FigureBook) -> Chart:
    names = (_("Reached"), _("Proven"))
    rows = [Row(level_name(each.key), (each.people, each.proven)) for each in book.reach.by_level]
    words = Words(_("People reached, by level"), _reach_summary(book), (_("Level"), *names), _nobody())
    return bars(words, names, rows, write=_number)


def _funnel(book: FigureBook) -> Chart:
    steps = {step.key: step.number for step in book.funnel.steps}
    summary = _(
        "%(reached)s people reached, %(taken)s downloads, %(used)s declared uses with %(learners)s learners, "
        "%(changed)s people who rate themselves higher afterwards. Each step is counted in its own unit."
    ) % {key: number_words(number) for key, number in steps.items()}
    words = Words(
        _("From reach over use to change"), summary, (_("Step"), pgettext("count", "Number"), ""),
        _("Nothing is counted yet."),
    )  # fmt: skip
    rows = [Row(step_name(step.key), (step.number,)) for step in book.funnel.steps] if book.funnel else []
    # The steps have units of their own, so the share of the step before says nothing.
    made = funnel(words, rows, write=_number, write_share=lambda _share: "")
    return replace(made, head=made.head[:2], rows=tuple(row[:2] for row in made.rows))


def _pairs(book: FigureBook) -> Chart:
    language = get_language() or "en"
    rows = []
    for each in book.before_after:
        best = best_language(each.question, language)
        people = ngettext("%(n)s person", "%(n)s people", each.people) % {"n": each.people}
        rows.append(Row(f"{each.question[best] if best else each.survey_name} ({people})", (each.before, each.after)))
    ends = {(each.lowest, each.highest) for each in book.before_after}
    lowest, highest = ends.pop() if len(ends) == 1 else (None, None)
    names = (pgettext("moment of a survey", "before"), pgettext("moment of a survey", "after"))
    summary = _("Means of the people who answered both times, matched by a code that only they know.")
    words = Words(
        _("Before and after"), summary, (_("Question"), *names, pgettext("heading", "Change")),
        _("No survey was asked before and after yet, or too few people answered both."),
    )  # fmt: skip
    return pairs(words, names, rows, lowest=lowest, highest=highest, write=_number)


MAKERS: Mapping[str, Callable[[FigureBook], Chart]] = {
    "progress": _progress,
    "reach-groups": _reach_by_group,
    "reach-partners": _reach_by_partner,
    "groups": _groups,
    "levels": _levels,
    "funnel": _funnel,
    "before-after": _pairs,
}
