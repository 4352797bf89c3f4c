"""A plan as a calendar (RFC 5545): lines of the plan and milestones as days, acts with their hours."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.activities.enums import ActivityState, Mode
from plon.activities.models import Activity
from plon.corner.calendar_days import CalendarDay, calendar_days
from plon.corner.models import Subscription
from plon.corner.zones import zone_of, zone_of_country
from plon.plans.models import PlannedActivity
from plon.projects.models import Milestone

# How often calendar programs should ask again.
_REFRESH = datetime.timedelta(hours=6)
_STATUS = {
    ActivityState.PLANNED: "TENTATIVE",
    ActivityState.POSTPONED: "TENTATIVE",
    ActivityState.IN_PROGRESS: "CONFIRMED",
    ActivityState.DONE: "CONFIRMED",
    ActivityState.CANCELLED: "CANCELLED",
}
_DAY = datetime.timedelta(days=1)


def calendar_of(subscription: Subscription, language: str) -> bytes:
    """Return the whole file. The same plan gives the same bytes, so that programs are told "unchanged"."""
    lines = PlannedActivity.objects.filter(project=subscription.project, start__isnull=False)
    acts = Activity.objects.filter(project=subscription.project, start__isnull=False)
    if subscription.organisation:
        lines = lines.filter(responsible=subscription.organisation)
        acts = acts.filter(responsible=subscription.organisation)
    with override(language):
        calendar = _empty(subscription)
        for line in lines.select_related("responsible", "project").order_by("pk"):
            calendar.add_component(_line(line))
        for milestone in (
            Milestone.objects.filter(project=subscription.project).select_related("project").order_by("pk")
        ):
            calendar.add_component(_milestone(milestone))
        for act in acts.select_related("responsible", "project").order_by("pk"):
            calendar.add_component(_act(act))
        for day in calendar_days(subscription.project, subscription.organisation):
            calendar.add_component(_day(day))
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())


def _empty(subscription: Subscription) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    name = str(subscription.project)
    if subscription.organisation:
        name = f"{name} · {subscription.organisation}"
    calendar.add("prodid", "-//Plon//Plon//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):  # RFC 7986, and what programs read that do not know it
        calendar.add(key, name)
    for key in ("refresh-interval", "x-published-ttl"):
        calendar.add(key, icalendar.vDuration(_REFRESH), parameters={"VALUE": "DURATION"} if key[0] == "r" else {})
    return calendar


def _event(kind: str, public_id: str, version: int, changed: datetime.datetime, title: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{kind}-{public_id}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    event.add("sequence", version)
    event.add("dtstamp", changed.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("summary", title)
    return event


def _days(event: icalendar.Event, start: datetime.date, end: datetime.date | None) -> None:
    """Whole days leave a person free; the last day counts, so the end is the day after (RFC 5545, 3.6.1)."""
    event.add("dtstart", start)
    event.add("dtend", (end or start) + _DAY)
    event.add("transp", "TRANSPARENT")


def _line(line: PlannedActivity) -> icalendar.Event:
    event = _event("line", line.public_id, line.version, line.updated_at, _("Plan: %(title)s") % {"title": line.title})
    _days(event, line.start or datetime.date.min, line.end)
    event.add("status", "CONFIRMED")
    _describe(event, line.place, [str(line.responsible) if line.responsible else ""])
    return event


def _milestone(milestone: Milestone) -> icalendar.Event:
    title = _("Milestone: %(name)s") % {"name": milestone.name}
    event = _event("milestone", milestone.public_id, milestone.version, milestone.project.created_at, title)
    _days(event, milestone.due, None)
    event.add("status", "CONFIRMED")
    return event


def _day(day: CalendarDay) -> icalendar.Event:
    # Its number only has to grow; the seconds of its last change do.
    event = _event(day.kind, day.public_id, int(day.changed.timestamp()), day.changed, day.title)
    _days(event, day.day, None)
    event.add("status", "CONFIRMED")
    _describe(event, "", [day.about])
    return event


def _act(act: Activity) -> icalendar.Event:
    start = act.start or datetime.date.min
    event = _event("act", act.public_id, act.version, act.updated_at, act.title)
    if act.starts_at:
        _hours(event, act, start, act.starts_at)
    else:
        _days(event, start, act.end)
    event.add("status", _STATUS[ActivityState(act.state)])
    mode = "" if act.mode == Mode.ON_SITE else str(Mode(act.mode).label)
    told = [str(act.responsible) if act.responsible else "", str(ActivityState(act.state).label), act.reason, act.link]
    _describe(event, act.place or mode, told)
    return event


def _hours(event: icalendar.Event, act: Activity, start: datetime.date, starts_at: datetime.time) -> None:
    """An hour is that of the place: of the partner's country."""
    zone = _zone(act)
    begin = datetime.datetime.combine(start, starts_at, zone)
    last_day = act.end or start
    end = datetime.datetime.combine(last_day, act.ends_at, zone) if act.ends_at else begin
    event.add("dtstart", begin)
    event.add("dtend", max(end, begin + datetime.timedelta(hours=1)) if end <= begin else end)


def _zone(act: Activity) -> ZoneInfo:
    country = act.responsible.country if act.responsible else ""
    return zone_of(zone_of_country(country) if country else settings.TIME_ZONE)


def _describe(event: icalendar.Event, place: str, told: Iterable[str]) -> None:
    if place:
        event.add("location", place)
    if description := "\n".join(part for part in told if part):
        event.add("description", description)
