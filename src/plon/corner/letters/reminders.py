"""Reminders: two weeks and three days before a line of the plan is due, one day and ten days after."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.activities.enums import ActivityState
from plon.corner.duties import Duty, DutyState, duty_of, lines_with_acts
from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Item, Letter, Part, Section
from plon.corner.letters.readers import Addressee, Reader, load_addressees
from plon.corner.letters.words import joined, say_due
from plon.plans.models import PlannedActivity

# For each step the days left (from, to) in which it is told. A worker that slept, or a line that was planned late,
# is told within these days; what was due long ago is on the page, and no letter begins with it.
STEPS = {"-14": (4, 14), "-3": (0, 3), "+1": (-5, -1), "+10": (-14, -10)}
FIRST_HOUR = 7
_EDGE = datetime.timedelta(days=16)
_REMEMBERED = datetime.timedelta(days=60)
_OPEN = (ActivityState.PLANNED, ActivityState.IN_PROGRESS, ActivityState.POSTPONED)


def reminders(now: datetime.datetime, addressees: Iterable[Addressee] | None = None) -> Iterator[Letter]:
    """Compose the reminders that are due at `now`: one per person, with everything; none without content."""
    lines = list(_lines_around(now))
    by_project: dict[int, list[Duty]] = {}
    for line in lines:
        by_project.setdefault(line.project_id, []).append(duty_of(line, now.date()))
    told = told_to(by_project, since=now - _REMEMBERED)
    for addressee in load_addressees() if addressees is None else addressees:
        if addressee.first.local(now).hour < FIRST_HOUR:
            continue
        telling = [
            (reader, steps)
            for reader in addressee.readers
            if (steps := _steps_for(reader, by_project.get(reader.project.pk, ()), now, told))
        ]
        if telling:
            yield _letter(addressee, telling, addressee.first.local(now).date())


def _lines_around(now: datetime.datetime) -> QuerySet[PlannedActivity]:
    first, last = now.date() - _EDGE, now.date() + _EDGE
    days = (first, last)
    near = Q(end__range=days) | Q(end=None, start__range=days)
    moved = Q(acts__state__in=_OPEN, acts__start__range=days) | Q(acts__state__in=_OPEN, acts__end__range=days)
    return lines_with_acts().filter(near | moved).distinct().order_by("pk")


def step_of(duty: Duty, today: datetime.date) -> str:
    """Return which step of a line falls on `today`; "" for none, and for what is done or given up."""
    if duty.due is None or duty.state in {DutyState.DONE, DutyState.CANCELLED}:
        return ""
    left = (duty.due - today).days
    return next((step for step, (least, most) in STEPS.items() if least <= left <= most), "")


def _steps_for(
    reader: Reader, duties: Iterable[Duty], now: datetime.datetime, told: set[tuple[int, str, str]]
) -> dict[str, Duty]:
    """Return what is to be told to a reader now, by what it is remembered by."""
    today = reader.local(now).date()
    found = {}
    for duty in duties:
        step = step_of(duty, today) if reader.is_concerned_by(duty.line.responsible_id) else ""
        about = f"due:{duty.line.public_id}:{duty.due}:{step}"
        if step and (reader.project.pk, reader.email, about) not in told:
            found[about] = duty
    return found


def _letter(addressee: Addressee, telling: list[tuple[Reader, dict[str, Duty]]], today: datetime.date) -> Letter:
    first = addressee.first
    with override(first.language):
        duties = [duty for _reader, steps in telling for duty in steps.values()]
        late = sum(1 for duty in duties if duty.due and duty.due < today)
        return Letter(
            email=addressee.email,
            name=first.name,
            language=first.language,
            subject=_subject(duties, late, str(telling[0][0].project) if len(telling) == 1 else "", today),
            opening=_("A short reminder of what stands in the plan. Done already? Then it only needs to be logged."),
            parts=tuple(_part(reader, steps.values(), today) for reader, steps in telling),
            abouts=frozenset((reader.project.pk, about) for reader, steps in telling for about in steps),
            stop_url=addressee.stop_url,
        )


def _subject(duties: list[Duty], late: int, project: str, today: datetime.date) -> str:
    if len(duties) == 1 and duties[0].due:
        return joined(f"{duties[0].line.title}: {say_due(duties[0].due, today)}", project)
    soon = len(duties) - late
    words = []
    if late:
        words.append(ngettext("%(n)s thing is late", "%(n)s things are late", late) % {"n": late})
    if soon:
        words.append(ngettext("%(n)s thing is due soon", "%(n)s things are due soon", soon) % {"n": soon})
    return joined(", ".join(words), project)


def _part(reader: Reader, duties: Iterable[Duty], today: datetime.date) -> Part:
    ordered = sorted(duties, key=lambda duty: duty.due or today)
    late = [_item(reader, duty, today) for duty in ordered if duty.due and duty.due < today]
    soon = [_item(reader, duty, today) for duty in ordered if duty.due and duty.due >= today]
    sections = [(_("Late"), late), (_("Due soon"), soon)]
    return Part(
        str(reader.project),
        tuple(Section(heading, tuple(items)) for heading, items in sections if items),
        reader.door,
        _("See your tasks and log what was done"),
    )


def _item(reader: Reader, duty: Duty, today: datetime.date) -> Item:
    whose = str(duty.line.responsible) if reader.is_lead and duty.line.responsible else ""
    detail = joined(say_due(duty.due, today) if duty.due else "", duty.line.place, whose)
    return Item(duty.line.title, detail, reader.address_of_line(duty.line.public_id))
