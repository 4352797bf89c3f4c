"""What a tool begins with when it is new: the result and the event that somebody came from, names from a list."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from plon.activities.models import Activity
from plon.attendance.models import AttendanceList
from plon.evidence.models import Evidence
from plon.plans.models import PlannedActivity
from plon.projects.models import Project
from plon.toolkit.facts import Facts
from plon.toolkit.forms import COVER
from plon.toolkit.labels import tool_name
from plon.toolkit.previewing import first_language
from plon.typeset.tools.tool import Tool

MOST_EVENTS = 40


def first_values(facts: Facts, tool: Tool, asked: Mapping[str, str], project: Project) -> dict[str, Any]:
    """Return what a new tool's form shows first.

    Args:
        facts: the project's.
        tool: the tool.
        asked: of the address: "result", "language", "event", "list".
        project: whose.
    """
    results = [each.public_id for each in facts.results.values()]
    language = asked.get("language", "")
    language = language if language in facts.languages else first_language(facts)
    titled = [r for r in facts.results.values() if any(t.language == language and t.title for t in r.texts.all())]
    first = asked.get("result", "")
    chosen = first if first in results else (titled or list(facts.results.values()))[0].public_id
    title = next(r.title_in(language) for r in facts.results.values() if r.public_id == chosen)
    values: dict[str, Any] = {
        "title": f"{tool_name(tool.key)}: {title}"[:200],
        "results": [chosen],
        "language": language,
        "picture": COVER,
        "group": "",
    }
    event = event_values(project, asked.get("event", ""), with_names=False)
    return values | {f"field_{key}": text for key, text in event.items() if key in tool.fields}


def events_of(project: Project) -> list[tuple[str, str]]:
    """Return (key, words) of planned activities and acts with a date, the newest first."""
    planned = PlannedActivity.objects.filter(project=project, start__isnull=False).order_by("-start")[:MOST_EVENTS]
    acts = Activity.objects.filter(project=project, start__isnull=False).order_by("-start")[:MOST_EVENTS]
    rows = [*((each.start, f"act-{each.public_id}", each.title) for each in acts),
            *((each.start, f"plan-{each.public_id}", each.title) for each in planned)]  # fmt: skip
    rows.sort(key=lambda row: str(row[0]), reverse=True)
    return [(key, f"{day:%d.%m.%Y} {title}"[:120]) for day, key, title in rows[:MOST_EVENTS] if day]


def event_values(project: Project, key: str, *, with_names: bool) -> dict[str, str]:
    """Return what an event tells a tool: its name, day, hours, place; names of who came while its list has them."""
    kind, _dash, public_id = key.partition("-")
    if kind == "plan":
        line = PlannedActivity.objects.filter(project=project, public_id=public_id).first()
        return _said(line.title, _day(line.start), _day(line.end), line.place) if line else {}
    act = Activity.objects.filter(project=project, public_id=public_id).first() if kind == "act" else None
    if act is None:
        return {}
    start = f"{_day(act.start)}T{act.starts_at:%H:%M}" if act.start and act.starts_at else _day(act.start)
    end_day = act.end or act.start
    end = f"{_day(end_day)}T{act.ends_at:%H:%M}" if end_day and act.ends_at else _day(act.end)
    values = _said(act.title, start, end, act.place)
    return values | ({"names": "\n".join(names_of(act))} if with_names else {})


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _said(title: str, start: str, end: str, place: str) -> dict[str, str]:
    return {"event": title, "start": start, "end": end, "place": place}


def names_of(act: Activity) -> list[str]:
    """Return the names on an act's attendance list; none once they are erased."""
    attendance = AttendanceList.objects.filter(activity=act, erased_at__isnull=True).first()
    if attendance is None:
        return []
    return [name for name in attendance.signatures.exclude(name="").values_list("name", flat=True) if name]


def lists_of(project: Project) -> list[tuple[str, str]]:
    """Return (key of the act, words) of the attendance lists that still hold names."""
    lists = (
        AttendanceList.objects.filter(activity__project=project, erased_at__isnull=True)
        .filter(~Q(signatures__name=""), signatures__isnull=False)
        .select_related("activity")
        .distinct()
        .order_by("-opens_at")[:MOST_EVENTS]
    )
    return [(f"act-{each.activity.public_id}", str(each.activity)) for each in lists]


def hidden_photos(project: Project, usable: list[Evidence]) -> int:
    """Return how many photos of a project can't be shown in a tool, so that the page can say why."""
    photos = Evidence.objects.filter(project=project, kind="photo", removed_at__isnull=True, erased_at__isnull=True)
    return max(photos.count() - len(usable), 0)
