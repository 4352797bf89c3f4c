"""Figures of the evaluation in the reader's words: numbers, days, sources. Every face takes its words from here."""

import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.activities.ledger.presenting import number_words
from plon.evaluation.enums import SourceKind


def day_words(day: datetime.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def value_words(value: Decimal | None, unit: str = "") -> str:
    """Return a value with its unit; a unit that is a sign of percent stands close."""
    if value is None:
        return "–"
    return f"{number_words(value)} {unit}".strip()


def told_of(source: SourceKind, on: datetime.date) -> str:
    """Say where a value comes from, and as of when."""
    return _("measured on %(day)s: %(source)s") % {"day": day_words(on), "source": source.label}
