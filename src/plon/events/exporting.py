"""Who registered, as a workbook and as CSV for the office; no text that people typed runs as a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.events.models import AgencyEvent, Registration

Cell = str | int
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
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
    """Return a line per person. Spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(_headings())
    for registration in registrations:
        cells = _line(registration, event)
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell for cell in cells])
    return made.getvalue().encode("utf-8-sig")


def workbook_of(registrations: Iterable[Registration], event: AgencyEvent) -> bytes:
    """Return one sheet, a line per person."""
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Registrations"))
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(_headings(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    for row, registration in enumerate(registrations, 1):
        for column, cell in enumerate(_line(registration, event)):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, text)
            else:
                sheet.write_string(row, column, cell, text)
    book.set_properties({"title": event.title})
    book.close()
    return made.getvalue()
