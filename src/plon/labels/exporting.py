"""A nomination list as a workbook and as CSV. No text runs as a formula."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from plon import tables
from plon.labels.models import Nomination
from plon.pages import whole_address

_WIDTHS = (6, 40, 16, 30, 8, 60, 60, 40, 40)


def _headings() -> list[str]:
    return [
        _("No."), _("Title"), _("Label"), _("Project number"), _("Year"), _("Reasons in Polish"),
        _("Reasons in English"), _("Note"), _("Address"),
    ]  # fmt: skip


def _line(place: int, nomination: Nomination) -> list[str | int]:
    label = nomination.label
    thing = label.result if label.is_of_result else label.project
    return [
        place, label.title, label.get_kind_display(), label.number, label.year or "", label.reason_pl,
        label.reason_en, nomination.note, whole_address(thing.get_absolute_url()) if thing else "",
    ]  # fmt: skip


def csv_of(nominations: Iterable[Nomination]) -> bytes:
    """Return a line per nomination."""
    return tables.csv_of(_headings(), _lines(nominations))


def workbook_of(nominations: Iterable[Nomination], title: str) -> bytes:
    """Return one sheet, a line per nomination."""
    return tables.workbook_of(_("Nominations"), _headings(), _WIDTHS, _lines(nominations), title=title, frozen=(1, 2))


def _lines(nominations: Iterable[Nomination]) -> Iterator[list[str | int]]:
    return (_line(place, nomination) for place, nomination in enumerate(nominations, 1))
