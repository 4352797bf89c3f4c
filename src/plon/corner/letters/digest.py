"""The weekly digest, on Mondays at eight where the reader is: done last week, due in two weeks, not proven yet."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.activities.enums import ActivityState
from plon.activities.models import Activity, Proof
from plon.corner.duties import Duty, duty_of, lines_with_acts
from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Item, Letter, Part, Section
from plon.corner.letters.readers import Addressee, Reader, load_addressees
from plon.corner.letters.words import joined, say_due

AT = datetime.time(8)
# A worker that slept on Monday still sends on Tuesday; later in the week it would be old news.
HOURS_OPEN = datetime.timedelta(hours=48)
AHEAD = datetime.timedelta(days=14)
_WEEK = datetime.timedelta(days=7)
_EDGE = datetime.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in all projects around a week, loaded at once."""

    done: dict[int, list[Activity]]
    duties: dict[int, list[Duty]]
    unproven: dict[int, list[Activity]]


def is_digest_time(local: datetime.datetime) -> bool:
    """Tell whether `local` lies in the two days after Monday, 8:00, by the clock on the reader's wall."""
    monday = datetime.datetime.combine(local.date() - datetime.timedelta(days=local.weekday()), AT)
    return monday <= local.replace(tzinfo=None) < monday + HOURS_OPEN


def about_week(day: datetime.date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"digest:{year}-W{week:02}"


def digests(now: datetime.datetime, addressees: Iterable[Addressee] | None = None) -> Iterator[Letter]:
    """Compose the digests that are due at `now`, in a constant number of queries; none without content."""
    everybody = load_addressees() if addressees is None else addressees
    waiting = [each for each in everybody if is_digest_time(each.first.local(now))]
    projects = {reader.project.pk for each in waiting for reader in each.readers}
    if not projects:
        return
    told = told_to(projects, since=now - 2 * _WEEK)
    week = _load(projects, now)
    for each in waiting:
        today = each.first.local(now).date()
        about = about_week(today)
        with override(each.first.language):
            parts = [
                (reader, part)
                for reader in each.readers
                if (reader.project.pk, reader.email, about) not in told and (part := _part(reader, week, today))
            ]
            if parts:
                yield _letter(each, parts, about, today)


def _load(projects: Iterable[int], now: datetime.datetime) -> Week:
    today = now.date()
    ahead = (today - _EDGE, today + AHEAD + _EDGE)
    shown = Proof.objects.filter(activity=OuterRef("pk"), evidence__removed_at=None)
    acts = Activity.objects.filter(project__in=projects, state=ActivityState.DONE).select_related("responsible")
    acts = acts.order_by("start", "pk")
    recent = acts.filter(start__range=(today - 2 * _WEEK - _EDGE, today)).prefetch_related("reach")
    lines = lines_with_acts().filter(project__in=projects)
    lines = lines.filter(Q(end__range=ahead) | Q(end=None, start__range=ahead) | Q(acts__start__range=ahead)).distinct()
    week = Week({}, {}, {})
    for act in recent:
        week.done.setdefault(act.project_id, []).append(act)
    for line in lines:
        week.duties.setdefault(line.project_id, []).append(duty_of(line, today))
    for act in acts.filter(~Exists(shown)):
        week.unproven.setdefault(act.project_id, []).append(act)
    return week


def _part(reader: Reader, week: Week, today: datetime.date) -> Part | None:
    project = reader.project.pk
    monday = today - datetime.timedelta(days=today.weekday())
    done = [act for act in week.done.get(project, ()) if act.start and monday - _WEEK <= act.start < monday]
    due = sorted(
        (duty.due, duty.line.pk, duty)
        for duty in week.duties.get(project, ())
        if duty.is_open and duty.due and today <= duty.due < today + AHEAD
        if reader.is_concerned_by(duty.line.responsible_id)
    )
    unproven = [act for act in week.unproven.get(project, ()) if reader.is_concerned_by(act.responsible_id)]
    sections = (
        (_("Done last week"), [_done_item(act) for act in done]),
        (_("Due in the next two weeks"), [_due_item(reader, duty, today) for _day, _key, duty in due]),
        (_("Done, and nothing shows it yet: add a photo, a file or a link"), [_act_item(reader, a) for a in unproven]),
    )
    told = tuple(Section(heading, tuple(items)) for heading, items in sections if items)
    return Part(str(reader.project), told, reader.door, _("Open your tasks in Plon")) if told else None


def _done_item(act: Activity) -> Item:
    people = sum(row.people for row in act.reach.all())
    reached = ngettext("%(n)s person reached", "%(n)s people reached", people) % {"n": people} if people else ""
    who = str(act.responsible) if act.responsible else ""
    return Item(act.title, joined(date_format(act.start) if act.start else "", who, reached))


def _due_item(reader: Reader, duty: Duty, today: datetime.date) -> Item:
    whose = str(duty.line.responsible) if reader.is_lead and duty.line.responsible else ""
    detail = joined(say_due(duty.due, today) if duty.due else "", whose)
    return Item(duty.line.title, detail, reader.address_of_line(duty.line.public_id))


def _act_item(reader: Reader, act: Activity) -> Item:
    whose = str(act.responsible) if reader.is_lead and act.responsible else ""
    told = joined(date_format(act.start) if act.start else "", whose)
    return Item(act.title, told, reader.address_of_act(act.public_id))


def _letter(addressee: Addressee, parts: list[tuple[Reader, Part]], about: str, today: datetime.date) -> Letter:
    first = addressee.first
    project = parts[0][1].project if len(parts) == 1 else ""
    subject = _("The week in %(project)s") % {"project": project} if project else _("The week in your projects")
    return Letter(
        email=addressee.email,
        name=first.name,
        language=first.language,
        subject=subject,
        opening=_("What was done, what comes next, and what still lacks proof. As of %(day)s.")
        % {"day": date_format(today)},
        parts=tuple(part for _reader, part in parts),
        abouts=frozenset((reader.project.pk, about) for reader, _part in parts),
        stop_url=addressee.stop_url,
    )
