"""Figures of the evaluation in the reader's words: numbers, days, sources. Every face takes its words from here."""

import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from plon.activities.ledger.presenting import number_words
from plon.evaluation.enums import ForecastKind
from plon.evaluation.figures.book import IndicatorFigures
from plon.outcomes.enums import STEP as LATER

# Younger values are told in days, older ones in months.
DAYS_AS_DAYS = 61


def day_words(day: datetime.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def value_words(value: Decimal | None, unit: str = "") -> str:
    """Return a value with its unit; a unit that is a sign of percent stands close."""
    if value is None:
        return "–"
    return f"{number_words(value)} {unit}".strip()


def target_words(figures: IndicatorFigures) -> str:
    """Return the target; without a unit of its own as the team wrote it: "25 schools"."""
    return _as_planned(figures.target, figures.target_text, figures.unit)


def baseline_words(figures: IndicatorFigures) -> str:
    return _as_planned(figures.baseline, figures.baseline_text, figures.unit)


def _as_planned(number: Decimal | None, text: str, unit: str) -> str:
    return value_words(number, unit) if number is not None and unit else text or "–"


def standing_words(figures: IndicatorFigures) -> str:
    """Say how an indicator stands, and why, with a capital letter."""
    return capitalised(f"{figures.light.label}: {figures.reason.label}")


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def forecast_words(figures: IndicatorFigures) -> str:
    """Say what comes out if it goes on as before; "" where that says nothing new."""
    forecast = figures.forecast
    if forecast.kind in {ForecastKind.REACHED, ForecastKind.OVER, ForecastKind.NO_TARGET}:
        return ""
    if forecast.value is None:
        return _("No forecast: %(why)s.") % {"why": forecast.kind.label}
    told = {
        "value": value_words(forecast.value, figures.told_unit),
        "day": day_words(figures.path[-1].on if figures.path else figures.target_date),
    }
    if forecast.meets_target:
        line = _("If it goes on like this: %(value)s by %(day)s, so the target is reached.") % told
    else:
        line = _("If it goes on like this: %(value)s by %(day)s, so the target is missed.") % told
    since = ngettext(
        "(A straight line through the last %(n)s value, since %(day)s.)",
        "(A straight line through the last %(n)s values, since %(day)s.)",
        forecast.points,
    ) % {"n": forecast.points, "day": day_words(forecast.since)}
    return f"{line} {since}"


def age_words(days: int | None) -> str:
    """Say how old a value is."""
    if days is None:
        return ""
    if days <= 0:
        return _("today")
    if days < DAYS_AS_DAYS:
        return ngettext("%(n)s day old", "%(n)s days old", days) % {"n": days}
    months = round(days / 30.44)
    return ngettext("%(n)s month old", "%(n)s months old", months) % {"n": months}


def share_words(figures: IndicatorFigures) -> str:
    """Say which part of the way is done."""
    if figures.percent is None:
        return ""
    return _("%(percent)s %% of the way") % {"percent": figures.percent}


_STEPS = {
    "reached": pgettext_lazy("step", "people reached"),
    "taken": pgettext_lazy("step", "downloads of results"),
    "used": pgettext_lazy("step", "declared uses"),
    "learners": pgettext_lazy("step", "learners in declared uses"),
    "changed": pgettext_lazy("step", "people who rate themselves higher afterwards"),
    "later": LATER,
}


def step_name(key: str) -> str:
    """Return what a step of the funnel counts."""
    return str(_STEPS[key])
