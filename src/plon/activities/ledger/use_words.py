"""The use of results in the reader's words, for page, paper and workbook alike."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.activities.ledger.uses import ResultUse, UseFigures
from plon.programme import places


def use_headings() -> tuple[str, ...]:
    return (
        _("Result"), _("Uses"), _("Learners"), _("Countries"), _("Translations and adaptations"),
        _("Policy references"),
    )  # fmt: skip


def country_names(codes: Iterable[str], language: str) -> str:
    """Return the names of countries in their order in `language`, with commas."""
    return ", ".join(sorted((places.country_name(code, language) for code in codes), key=places.sort_key))


def use_lines(figures: UseFigures, language: str) -> list[tuple[str, ...]]:
    """Return a line per result and the sum as the last one."""
    lines = [_line(each.title, each, language) for each in figures.results]
    return [*lines, _line(_("together"), figures, language)] if lines else []


def _line(title: str, figures: ResultUse | UseFigures, language: str) -> tuple[str, ...]:
    return (
        title, str(figures.uses), str(figures.learners), country_names(figures.countries, language),
        str(figures.adaptations), str(figures.policies),
    )  # fmt: skip


def used_words(figures: UseFigures, results: Iterable[str]) -> str:
    """Say beside a promise of use how often others confirmed that they use its results; "" for never."""
    wanted = set(results)
    uses = sum(each.uses for each in figures.results if each.result in wanted)
    if not uses:
        return ""
    return ngettext("%(n)s confirmed use by others", "%(n)s confirmed uses by others", uses) % {"n": uses}
