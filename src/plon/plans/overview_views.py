"""The plan over time, and who wants what: two views that show what lists hide."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from plon.plans.drawing import drawing_of
from plon.plans.models import TargetGroup
from plon.plans.narrowing import filters_for, narrowed_rows, narrowing_of
from plon.plans.presenting import labels_of
from plon.plans.queries import Plan, load_plan
from plon.plans.timeline import GROUPINGS, timeline_of
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for
from plon.results.models import Result


@login_required
def timeline(request: HttpRequest, project: str) -> HttpResponse:
    """The activities on the line of months, between the project's start and end, with milestones."""
    found = get_project_for(request.user, project)
    plan = load_plan(found)
    narrowing = narrowing_of(request, plan)
    by = request.GET.get("by", "")
    by = by if by in GROUPINGS else "phase"
    line = timeline_of(plan, by=by, today=timezone.localdate(), activities=narrowed_rows(plan, "activities", narrowing))
    labels = labels_of(plan)
    context = {
        **workspace_context(found, request.user, "plan"),
        "line": line,
        "drawing": drawing_of(line, labels) if line else None,
        "by": by,
        "groupings": GROUPINGS.items(),
        "narrowing": narrowing,
        "filters": filters_for(plan, narrowing, get_language() or "en"),
        "has_activities": bool(plan.activities),
    }
    return render(request, "plans/timeline.html", context)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan says of one pair: the message, and what reaches the group with the result."""

    result: Result
    message: str
    activities: int
    people: int

    @property
    def is_gap(self) -> bool:
        return not (self.message or self.activities)


def matrix_of(plan: Plan, language: str) -> list[tuple[TargetGroup, list[Cell]]]:
    """Return for each group and result what is said and done for the pair."""
    counted: Counter[tuple[int, int]] = Counter()
    people: Counter[tuple[int, int]] = Counter()
    for activity in plan.activities:
        for result in activity.results.all():
            for reach in activity.reach.all():
                counted[result.pk, reach.group_id] += 1
                people[result.pk, reach.group_id] += reach.people or 0
    said = {pair: message.text_in(language) for pair, message in plan.messages.items()}
    return [
        (group, [
            Cell(result, said.get((result.pk, group.pk), ""), counted[result.pk, group.pk], people[result.pk, group.pk])
            for result in plan.results
        ])
        for group in plan.groups
    ]  # fmt: skip


@login_required
def matrix(request: HttpRequest, project: str) -> HttpResponse:
    """Results across, groups down: who would want what, and how they learn of it."""
    found = get_project_for(request.user, project)
    plan, language = load_plan(found), get_language() or "en"
    context = {
        **workspace_context(found, request.user, "plan"),
        "results": [(result, result.title_in(language)) for result in plan.results],
        "matrix": matrix_of(plan, language),
        "plan": plan,
        # Beginning of each pair's addresses: a large matrix has thousands, and each costs when it is looked up.
        "plan_url": reverse("plans:index", args=[found.public_id]),
    }
    return render(request, "plans/matrix.html", context)
