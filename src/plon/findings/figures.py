"""The figures that a finding may rest on, as they are today: each with its key, in words, with its source."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.evaluation.enums import Light
from plon.evaluation.figures import BeforeAfter, FigureBook, IndicatorFigures
from plon.evaluation.wording import value_words
from plon.surveyresults.numbers import written
from plon.texts import best_language


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on one day.

    Attributes:
        key: which figure it is, for ever: "indicator:<public id>", "reach:people", "use:uses", ...
        group: the heading under which it is offered.
        label: what it says.
        value: as people read it, with its unit and, for an indicator, its target.
        source: where it comes from.
        as_of: the day of the value.
        needs_look: an indicator that is amber or red.
    """

    key: str
    group: str
    label: str
    value: str
    source: str = ""
    as_of: datetime.date | None = None
    needs_look: bool = False


def figures_of(book: FigureBook, language: str) -> tuple[Figure, ...]:
    """Return every figure of a project on which a finding may rest, in the words of `language` (it must be active)."""
    return (
        *(_indicator(each) for each in book.indicators),
        *_reach(book),
        *_use(book),
        *(_pairs(each, language, book.day) for each in book.before_after),
    )


def by_key(figures: Iterable[Figure]) -> Mapping[str, Figure]:
    return {figure.key: figure for figure in figures}


def _indicator(figures: IndicatorFigures) -> Figure:
    return Figure(
        key=f"indicator:{figures.id}",
        group=_("Indicators"),
        label=figures.name,
        value=indicator_value(figures),
        source=str(figures.source.label) if figures.source else str(figures.reason.label),
        as_of=figures.as_of,
        needs_look=figures.light in {Light.AMBER, Light.RED},
    )


def indicator_value(figures: IndicatorFigures) -> str:
    """Return the latest value of an indicator with its target and unit, in words."""
    if figures.value is None:
        if figures.is_qualitative:
            count = len(figures.statements)
            return ngettext("%(n)s statement", "%(n)s statements", count) % {"n": count}
        return _("nothing measured yet")
    value = value_words(figures.value, figures.unit)
    if figures.target is None:
        return value
    return _("%(value)s (target: %(target)s)") % {"value": value, "target": written(figures.target)}


def _reach(book: FigureBook) -> Iterator[Figure]:
    group, source = _("Reach"), _("activities that were logged")
    if book.reach:
        people = ngettext("%(n)s person", "%(n)s people", book.reach.people) % {"n": written(book.reach.people)}
        yield Figure("reach:people", group, _("People reached by activities"), people, source, book.day)
        proven = _("%(proven)s of %(people)s") % {
            "proven": written(book.reach.proven), "people": written(book.reach.people),
        }  # fmt: skip
        yield Figure("reach:proven", group, _("People reached, shown by evidence"), proven, source, book.day)
        yield Figure("reach:activities", group, _("Activities done"), written(book.reach.activities), source, book.day)
        for line in book.reach.by_group:
            value = written(line.people)
            if line.promised is not None:
                value = _("%(value)s (target: %(target)s)") % {"value": value, "target": written(line.promised)}
            label = _("People reached: %(group)s") % {"group": line.name or _("no group")}
            yield Figure(f"reach:group:{line.key}", group, label, value, source, book.day)


def _use(book: FigureBook) -> Iterator[Figure]:
    group, told, counted = _("Use"), _("declarations of use"), _("counters, without knowing who")
    steps = (
        ("uses", _("Confirmed uses by others"), book.use.uses, told),
        ("learners", _("Learners, as users say"), book.use.learners, told),
        ("countries", _("Countries in which results are used"), len(book.use.countries), told),
        ("adaptations", _("Translations and adaptations"), book.use.adaptations, told),
        ("policies", _("Policy references"), book.use.policies, told),
        ("views", _("Views of results"), book.use.views, counted),
        ("downloads", _("Downloads"), book.use.downloads, counted),
    )
    for key, label, number, source in steps:
        if number:
            yield Figure(f"use:{key}", group, label, written(number), source, book.day)


def _pairs(each: BeforeAfter, language: str, day: datetime.date) -> Figure:
    spoken = best_language(each.question, language) or ""
    words = each.question.get(spoken, "")
    mark = hashlib.sha256("|".join(sorted(each.question.values())).encode()).hexdigest()[:10]
    value = _("%(before)s before, %(after)s after") % {"before": written(each.before), "after": written(each.after)}
    people = ngettext("%(n)s person both times", "%(n)s people both times", each.people) % {"n": each.people}
    source = _("the survey “%(survey)s”, %(people)s") % {"survey": each.survey_name, "people": people}
    return Figure(f"pairs:{each.survey}:{mark}", _("Before and after"), words, value, source, day)
