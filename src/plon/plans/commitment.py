"""The commitment: the plan as it was promised, frozen, numbered and hashed (design.md §1, 2).

The content is plain JSON, so that it can be read, compared and checked without Plon: the SHA-256 is taken over
its canonical form (UTF-8, keys in order, no blanks).
"""

import hashlib
import json
from typing import Any

from django.db.models import QuerySet

from plon.plans.models import Commitment, Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import Plan
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result

Content = dict[str, Any]
FORMAT = 1
# {list of the content: kind of its items}
KINDS = {
    "results": "result", "groups": "group", "messages": "message", "activities": "activity",
    "indicators": "indicator", "use_plans": "use_plan", "work_packages": "work_package", "milestones": "milestone",
}  # fmt: skip


def content_of(plan: Plan) -> Content:
    """Return all that a plan promises, as JSON: names of codes and partners as they are now, dates as ISO."""
    results = {result.pk: result.public_id for result in plan.results}
    groups = {group.pk: group.public_id for group in plan.groups}
    return {
        "format": FORMAT,
        "project": _project(plan.project),
        "results": [_result(result) for result in plan.results],
        "groups": [_group(group) for group in plan.groups],
        "messages": [
            _message(message, results[result], groups[group]) for (result, group), message in plan.messages.items()
        ],
        "activities": [_activity(activity) for activity in plan.activities],
        "indicators": [_indicator(indicator) for indicator in plan.indicators],
        "use_plans": [_use_plan(use, results[result]) for result, use in plan.use_plans.items()],
        "work_packages": [_work_package(package) for package in plan.work_packages],
        "milestones": [_milestone(milestone) for milestone in plan.milestones],
    }


def canonical(content: Content) -> bytes:
    """Return the bytes that are hashed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(content: Content) -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def commitments_of(project: Project) -> QuerySet[Commitment]:
    return project.commitments.select_related("made_by").defer("content").order_by("number")


def newest_commitment(project: Project | int) -> Commitment | None:
    key = project if isinstance(project, int) else project.pk
    return Commitment.objects.filter(project_id=key).order_by("-number").first()


def promised_in(commitment: Commitment | None) -> frozenset[tuple[str, str]]:
    """Return (kind, public id) of all that a commitment promises."""
    if commitment is None:
        return frozenset()
    return frozenset((kind, item["id"]) for name, kind in KINDS.items() for item in commitment.content.get(name, []))


def is_in_commitment(project_id: int, kind: str, public_id: str) -> bool:
    """Tell whether an item is promised by the project's newest commitment (see `plon.projects.promises`)."""
    return (kind, public_id) in promised_in(newest_commitment(project_id))


def _name(thing: object) -> str:
    return str(thing) if thing else ""


def _day(day: object) -> str:
    return day.isoformat() if day else ""  # type: ignore[attr-defined]  # dates only


def _project(project: Project) -> Content:
    return {
        "id": project.public_id, "number": project.number, "title": project.title, "acronym": project.acronym,
        "action_type": project.action_type, "start": _day(project.start), "end": _day(project.end),
    }  # fmt: skip


def _result(result: Result) -> Content:
    return {
        "id": result.public_id,
        "title": {text.language: text.title for text in result.texts.all() if text.title} or {"": str(result)},
        "kind": result.kind, "category": result.category, "licence": result.licence,
        "languages": list(result.languages), "responsible": _name(result.responsible),
        "work_package": _name(result.work_package), "planned_for": _day(result.planned_for),
    }  # fmt: skip


def _group(group: TargetGroup) -> Content:
    return {
        "id": group.public_id, "name": group.name, "kind": group.kind, "levels": list(group.levels),
        "size": group.size, "need": group.need, "whereabouts": group.whereabouts,
    }  # fmt: skip


def _message(message: Message, result: str, group: str) -> Content:
    texts = {text.language: text.text for text in message.texts.all() if text.text}
    return {"id": f"{result}:{group}", "result": result, "group": group, "text": texts}


def _activity(activity: PlannedActivity) -> Content:
    return {
        "id": activity.public_id, "title": activity.title, "kind": activity.kind, "channel": activity.channel,
        "purpose": activity.purpose, "phase": activity.phase, "start": _day(activity.start), "end": _day(activity.end),
        "place": activity.place, "responsible": _name(activity.responsible),
        "cost": str(activity.cost) if activity.cost is not None else "", "objective": activity.objective,
        "work_package": _name(activity.work_package), "milestone": _name(activity.milestone),
        "results": sorted(result.public_id for result in activity.results.all()),
        "reach": {reach.group.public_id: reach.people for reach in activity.reach.all()},
    }  # fmt: skip


def _indicator(indicator: Indicator) -> Content:
    return {
        "id": indicator.public_id, "name": indicator.name, "measures": indicator.measures, "level": indicator.level,
        "nature": indicator.nature, "unit": indicator.unit, "baseline": indicator.baseline,
        "interim_targets": list(indicator.interim_targets), "target": indicator.target,
        "target_date": _day(indicator.target_date), "source": indicator.source, "feeding": indicator.feeding,
        "work_package": _name(indicator.work_package),
        "result": indicator.result.public_id if indicator.result else "",
        "activity": indicator.activity.public_id if indicator.activity else "",
    }  # fmt: skip


def _use_plan(use: UsePlan, result: str) -> Content:
    """Return a use plan; what came to it later stands there if it is said, so that older contents stay as they are."""
    euros, hours = use.euros_a_year, use.hours_a_year
    later = {
        "also": list(use.also), "euros_a_year": "" if euros is None else str(euros),
        "hours_a_year": "" if hours is None else str(hours), "means_from": use.means_from,
    }  # fmt: skip
    return {
        "id": use.public_id, "result": result, "form": use.form, "users": use.users, "keeper": _name(use.keeper),
        "resources": use.resources, "until": _day(use.until), "risk": use.risk,
    } | {name: value for name, value in later.items() if value}  # fmt: skip


def _work_package(package: WorkPackage) -> Content:
    return {"id": package.public_id, "number": package.number, "title": package.title}


def _milestone(milestone: Milestone) -> Content:
    return {
        "id": milestone.public_id, "name": milestone.name, "due": _day(milestone.due),
        "work_package": _name(milestone.work_package),
    }  # fmt: skip
