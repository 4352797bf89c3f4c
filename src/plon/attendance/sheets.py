"""The list on paper: empty, to be signed by hand, or as it was signed, to be kept with the grant's papers."""

from typing import Literal

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.activities.models import Activity
from plon.attendance.models import AttendanceList
from plon.attendance.queries import counts_of, groups_of, total_of
from plon.programme.attendance import attendance_rules
from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.typeset.attendance import AttendanceSheet, render_attendance

Row = tuple[str, str, str, str]


def empty_sheet(activity: Activity, *, language: str, pages: int, erase_on: str = "") -> bytes:
    """Return a list to print: rows for names and signatures, on as many pages as asked for.

    Raises:
        TypesetError: the compiler refused.
    """
    rules = attendance_rules()
    rows = rules.rows_on_page * max(1, min(pages, rules.most_pages))
    empty: list[Row] = [(str(number), "", "", "") for number in range(1, rows + 1)]
    return _render(activity, language, empty, note="", until=erase_on)


def signed_list(attendance: AttendanceList) -> bytes:
    """Return the list as it was signed, with its sums.

    Raises:
        TypesetError: the compiler refused.
    """
    with translation.override(attendance.language):
        names = dict(groups_of(attendance.activity))
        rows: list[Row] = []
        number = 1
        for entry in attendance.signatures.all():
            last = number + entry.people - 1
            name = entry.name or ngettext(
                "%(count)s person on the paper list", "%(count)s people on the paper list", entry.people
            ) % {"count": entry.people}
            how = _("on their own phone, %(time)s") if entry.device_key else _("added by the organiser, %(time)s")
            at = date_format(timezone.localtime(entry.signed_at), "SHORT_DATETIME_FORMAT")
            group = names.get(entry.group_key, "")
            where = " · ".join(part for part in (entry.organisation, group) if part)
            rows.append((str(number) if last == number else f"{number}–{last}", name, where, how % {"time": at}))
            number = last + 1
        sums = [
            f"{names.get(key) or _('other people')}: {people}" for key, people in sorted(counts_of(attendance).items())
        ]
        note = _("People in all: %(total)s.") % {"total": total_of(attendance)} + " " + "; ".join(sums)
        until = date_format(attendance.erase_on)
    return _render(attendance.activity, attendance.language, rows, note=note, until=until)


def _render(activity: Activity, language: str, rows: list[Row], *, note: str, until: str) -> bytes:
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    project = activity.project
    with translation.override(shown):
        facts = (
            (_("Event"), activity.title),
            (_("Date"), _period(activity)),
            (_("Place"), activity.place),
            (_("Organiser"), str(activity.responsible or "")),
        )
        title = _("Attendance list")
        signed = _("Signed") if note else _("Signature")
        headings = (_("No."), _("First and last name"), _("School or organisation"), signed)
        privacy = privacy_words(activity, until)
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    small_print = disclaimer(
        shown, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return render_attendance(
        AttendanceSheet(
            language=shown,
            title=title,
            project=str(project),
            number=project.number,
            facts=tuple((label, value) for label, value in facts if value or not note),
            headings=headings,
            rows=tuple(rows),
            rows_on_page=attendance_rules().rows_on_page,
            privacy=privacy,
            note=note,
            statement=statement.text if statement else "",
            disclaimer=small_print.text if small_print else "",
            is_example=project.is_example,
        )
    )


def privacy_words(activity: Activity, until: str) -> str:
    """Return in two sentences what happens with the names (Regulation (EU) 2016/679, Art. 13)."""
    who = str(activity.responsible or "") or _("the organiser of this event")
    purpose = _(
        "%(who)s collects these data to show how many people the project reached; only the project's team and the "
        "institutions that check the grant see them."
    ) % {"who": who}
    if until:
        end = _("The names are erased by %(day)s; afterwards only the number stays.") % {"day": until}
    else:
        end = _(
            "The names are erased within %(days)s days after the event, the paper list with them; afterwards only the "
            "number stays."
        ) % {"days": attendance_rules().keep_days}
    rights = _("You may ask the organiser at any time to see, correct or erase your entry.")
    return f"{purpose} {end} {rights}"


def _period(activity: Activity) -> str:
    if activity.start is None:
        return ""
    first = date_format(activity.start)
    return first if activity.end in {None, activity.start} else f"{first} – {date_format(activity.end)}"
