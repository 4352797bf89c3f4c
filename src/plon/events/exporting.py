"""Who registered, as a workbook and as CSV for the office; no text that people typed runs as a formula."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon import tables
from plon.events.models import AgencyEvent, Registration

Cell = str | int
_WIDTHS = (8, 24, 30, 34, 36, 40, 30, 12, 18, 12)


def _headings() -> list[str]:
    return [
        _("No."), pgettext("registration", "State"), _("First and last name"), _("E-mail"), _("School or organisation"),
        _("Accessibility needs"), _("Food"), _("Language"), _("Confirmed"), _("Was there"),
    ]  # fmt: skip


def _line(registration: Registration, event: AgencyEvent) -> list[Cell]:
    moment = registration.confirmed_at
    was = {True: pgettext("attendance", "yes"), False: pgettext("attendance", "no"), None: ""}
    return [
        registration.number, str(registration.get_state_display()), registration.name, registration.email,
        registration.organisation, registration.needs, registration.diet, registration.language,
        f"{moment.astimezone(event.zone):%Y-%m-%d %H:%M}" if moment else "", was[registration.attended],
    ]  # fmt: skip


def csv_of(registrations: Iterable[Registration], event: AgencyEvent) -> bytes:
    """Return a line per person."""
    return tables.csv_of(_headings(), (_line(each, event) for each in registrations))


def workbook_of(registrations: Iterable[Registration], event: AgencyEvent) -> bytes:
    """Return one sheet, a line per person."""
    lines = (_line(each, event) for each in registrations)
    return tables.workbook_of(_("Registrations"), _headings(), _WIDTHS, lines, title=event.title)
