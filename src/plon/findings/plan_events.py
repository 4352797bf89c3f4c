"""Which events of a project's history are changes of its plan, and where each leads."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.urls import reverse

from plon.history.models import Event
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.projects.models import Project
from plon.results.models import Result

# The types of the plan's items, and what each is called in the plan's addresses; "" for those without a page.
TYPES: Mapping[str, str] = {
    "plans.targetgroup": "group",
    "plans.plannedactivity": "activity",
    "plans.indicator": "indicator",
    "plans.useplan": "use_plan",
    "results.result": "result",
    "plans.message": "",
    "projects.workpackage": "",
    "projects.milestone": "",
}
# Of results only what the board changes: titles, dates, who answers for it, not files and links.
_OF_RESULTS = frozenset({"result.defined", "result.changed", "result.moved", "result.deleted"})
_NO_CHANGE = frozenset({"plan.reordered"})


def is_plan_change(event: Event) -> bool:
    """Tell whether an event changed the plan."""
    if event.subject_type not in TYPES or event.kind in _NO_CHANGE:
        return False
    return event.subject_type != "results.result" or event.kind in _OF_RESULTS


def plan_events(project: Project) -> QuerySet[Event]:
    """Return the changes of a project's plan, newest first."""
    of_results = Q(subject_type="results.result")
    found = Event.objects.filter(project_id=project.pk, subject_type__in=TYPES).exclude(kind__in=_NO_CHANGE)
    return found.exclude(of_results & ~Q(kind__in=_OF_RESULTS)).order_by("-at", "-pk")


def item_of(event: Event) -> tuple[str, str]:
    """Return the kind and the public id of the item that an event changed; "" as id if it is in the plan no more.

    A use plan has its page under its result, so it goes by the result's public id.
    """
    kind = TYPES.get(event.subject_type, "")
    models: Mapping[str, type[TargetGroup | PlannedActivity | Indicator | Result]] = {
        "group": TargetGroup, "activity": PlannedActivity, "indicator": Indicator, "result": Result,
    }  # fmt: skip
    found: Iterable[str] = ()
    if kind == "use_plan":
        found = UsePlan.objects.filter(pk=event.subject_id, project_id=event.project_id or 0).values_list(
            "result__public_id", flat=True
        )
    elif kind:
        found = (
            models[kind]
            ._default_manager.filter(pk=event.subject_id, project_id=event.project_id or 0)
            .values_list("public_id", flat=True)
        )
    return kind, next(iter(found), "")


def item_address(project: Project, kind: str, public_id: str) -> str:
    """Return the page on which an item of the plan is changed; "" if it has none."""
    if not (kind and public_id):
        return ""
    if kind in {"result", "use_plan"}:
        return reverse("plans:result" if kind == "result" else "plans:use", args=[project.public_id, public_id])
    return reverse("plans:change", args=[project.public_id, kind, public_id])
