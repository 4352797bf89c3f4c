"""From a decision to the plan: which items can change, and what was changed lately."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plon.findings.models import Decision
from plon.findings.plan_events import item_address, plan_events
from plon.history.sentences import sentence
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.projects.telling import Change, changes_in_words

# Of so many changes one picks; older ones are in the history.
MOST_RECENT = 20


def choices_of(project: Project, language: str) -> list[tuple[Any, Any]]:
    """Return what of the plan can be changed, by kind, and what can be added; values are read by `page_of`."""
    results = [(each.public_id, each.title_in(language)) for each in project.results.prefetch_related("texts")]
    groups = list(TargetGroup.objects.filter(project=project).values_list("public_id", "name"))
    acts = list(PlannedActivity.objects.filter(project=project).values_list("public_id", "title"))
    indicators = list(Indicator.objects.filter(project=project).values_list("public_id", "name"))
    new = [("activity:", _("a new planned activity")), ("indicator:", _("a new indicator")),
           ("group:", _("a new target group"))]  # fmt: skip
    offered = (
        (_("Planned activities"), _named("activity", acts)),
        (_("Indicators"), _named("indicator", indicators)),
        (_("Target groups"), _named("group", groups)),
        (_("Results"), _named("result", results)),
        (_("How results are used afterwards"), _named("use_plan", results)),
        (_("Add to the plan"), new),
    )
    return [(heading, choices) for heading, choices in offered if choices]


def _named(kind: str, items: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{kind}:{public_id}", name) for public_id, name in items]


def page_of(project: Project, choice: str) -> str:
    """Return the page of what was chosen: of an item, or of a new one."""
    kind, _sep, public_id = choice.partition(":")
    if not public_id:
        return reverse("plans:add", args=[project.public_id, kind])
    return item_address(project, kind, public_id)


@dataclass(frozen=True, slots=True)
class Recent:
    """A change of the plan that can be linked to a decision."""

    event: int
    told: str
    who: str
    at: datetime.datetime
    changes: tuple[Change, ...]
    reason: str


def recent_changes(project: Project, decision: Decision) -> list[Recent]:
    """Return the newest changes of the plan that are not linked to this decision yet."""
    linked = {change.event for change in decision.plan_changes.all()}
    events = [event for event in plan_events(project)[: MOST_RECENT + len(linked)] if event.pk not in linked]
    return [
        Recent(event.pk, sentence(event), event.actor_label, event.at, tuple(changes_in_words(event)), event.reason)
        for event in events[:MOST_RECENT]
    ]
