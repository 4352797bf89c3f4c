"""Uses as a workbook and as CSV: what may stand in a report, nobody's name or address; no text runs as a formula."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from plon import tables
from plon.programme import places
from plon.uptake.models import Use
from plon.uptake.presenting import how_words, purpose_words, shown_words

Cell = str | int | datetime.date
_WIDTHS = (40, 12, 34, 20, 18, 10, 34, 24, 30, 50, 16, 14)


def _headings() -> list[str]:
    return [
        _("Result"), _("Confirmed"), _("Who"), _("Town"), _("Country"), _("Learners"), _("What for"), _("How"),
        _("Address"), _("In their words"), _("Shown to the public"), _("Counts"),
    ]  # fmt: skip


def _line(use: Use, language: str) -> list[Cell]:
    return [
        use.result.working_title, use.confirmed_at.date() if use.confirmed_at else "", use.organisation, use.town,
        places.country_name(use.country, language), use.learners if use.learners is not None else "",
        purpose_words(use), how_words(use, language), use.link, use.words, shown_words(use),
        state_words(use),
    ]  # fmt: skip


def state_words(use: Use) -> str:
    """Say whether a use counts."""
    if use.hidden_at:
        return _("no: hidden")
    return _("no: told before") if use.repeats_id else _("yes")


def csv_of(uses: Iterable[Use], language: str) -> bytes:
    """Return a line per use."""
    return tables.csv_of(_headings(), (_line(use, language) for use in uses))


def workbook_of(uses: Iterable[Use], language: str, title: str) -> bytes:
    """Return one sheet, a line per use."""
    lines = (_line(use, language) for use in uses)
    return tables.workbook_of(_("Uses"), _headings(), _WIDTHS, lines, title=title, frozen=(1, 1))
