"""The coach's page: what could be better, and what an assessor looks for."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.plans.checks import Remark
from plon.plans.checks.assessing import checklist_of
from plon.plans.checks.checking import remarks_on
from plon.plans.checks.facts import Facts
from plon.plans.checks.remarks import SECTIONS, WEIGHTS
from plon.plans.queries import load_plan
from plon.projects.pages import workspace_context
from plon.projects.queries import get_project_for

SECTION_NAMES: dict[str, Promise] = {
    "project": _("The project"),
    "results": _("Results"),
    "groups": _("Target groups"),
    "messages": _("Why they would want it"),
    "activities": _("Activities"),
    "indicators": _("How we will know"),
    "use": _("What stays"),
}
WEIGHT_NAMES: dict[str, Promise] = {"must": _("first"), "should": _("then"), "could": _("if there is time")}


@dataclass(frozen=True)
class Advice:
    """One rule with all the places where it is not met."""

    first: Remark
    remarks: tuple[Remark, ...]
    weight: str


def advice_in(remarks: list[Remark]) -> list[tuple[str, list[Advice]]]:
    """Return remarks as (section's name, advice), in the plan's order, weightier advice first."""
    ordered = sorted(remarks, key=lambda r: (SECTIONS.index(r.section), WEIGHTS.index(r.weight), r.code))
    advice = [
        Advice((gathered := tuple(group))[0], gathered, str(WEIGHT_NAMES[gathered[0].weight]))
        for _code, group in groupby(ordered, key=lambda r: r.code)
    ]
    return [
        (str(SECTION_NAMES[section]), list(group)) for section, group in groupby(advice, key=lambda a: a.first.section)
    ]


@login_required
def coach(request: HttpRequest, project: str) -> HttpResponse:
    """Advice on the plan, section by section, beside the assessor's checklist."""
    found = get_project_for(request.user, project)
    language = get_language() or "en"
    facts = Facts(load_plan(found))
    remarks = remarks_on(facts, language)
    checklist = checklist_of(facts, remarks, language)
    weight = request.GET.get("weight", "")
    looked_for = checklist.find(request.GET.get("for", ""))
    asked = remarks if looked_for is None else list(looked_for.remarks)
    shown = [remark for remark in asked if weight not in WEIGHTS or remark.weight == weight]
    context = {
        **workspace_context(found, request.user, "plan"),
        "remarks": remarks,
        "asked": asked,
        "looked_for": looked_for,
        "is_action_chosen": bool(found.action_type),
        "advice": advice_in(shown),
        "weights": [(key, str(name), sum(r.weight == key for r in asked)) for key, name in WEIGHT_NAMES.items()],
        "weight": weight if weight in WEIGHTS else "",
        "checklist": checklist,
        "note": checklist.book.note(language),
        "criterion_name": checklist.action.criterion(language) if checklist.action else "",
        "points_source": checklist.action.source(language) if checklist.action else "",
        "special": checklist.action.special(language) if checklist.action else "",
        "tie": checklist.action.tie(language) if checklist.action else "",
        "is_empty": facts.plan.is_empty,
    }
    return render(request, "plans/coach.html", context)
