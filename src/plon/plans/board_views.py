"""The board: the whole plan on one screen, in the poster's order."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.models import Event
from plon.plans import actions, queries
from plon.plans.checks import check_plan
from plon.plans.commenting import comment_counts
from plon.plans.commitment import newest_commitment, promised_in
from plon.plans.comparing import changed_since
from plon.plans.enums import Phase
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.presenting import Marks, Narrowing, arrange, columns_of
from plon.projects.models import Project
from plon.projects.pages import person_of, words_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.restoring import can_restore
from plon.projects.rules import EDIT
from plon.results.models import Result


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The whole plan: each item can be changed, linked and moved where it stands."""
    found = get_project_for(request.user, project)
    plan = queries.load_plan(found)
    language = get_language() or "en"
    remarks = check_plan(plan, language)
    narrowing = _narrowing(request, plan)
    commitment = newest_commitment(found)
    marks = Marks(
        remarks=Counter((remark.kind, remark.public_id) for remark in remarks),
        comments=comment_counts(found),
        promised=promised_in(commitment),
        changed=changed_since(plan, commitment),
    )
    context = {
        **workspace_context(found, request.user, "plan"),
        "plan": plan,
        "columns": arrange(columns_of(plan, language), narrowing, marks),
        "remarks": remarks,
        "must_count": sum(remark.weight == "must" for remark in remarks),
        "commitment": commitment,
        "narrowing": narrowing,
        "filters": _filters(plan, narrowing, language),
        "poster_language": "pl" if language.startswith("pl") else "en",
        "undo": _undo(request, found),
        "plan_url": reverse("plans:index", args=[found.public_id]),
    }
    return render(request, "plans/board.html", context)


def _narrowing(request: HttpRequest, plan: queries.Plan) -> Narrowing:
    def key_of(name: str, items: Any) -> int | None:
        wanted = request.GET.get(name, "")
        return next((item.pk for item in items if item.public_id == wanted), None)

    phase = request.GET.get("phase", "")
    return Narrowing(
        partner=key_of("partner", plan.partners),
        phase=phase if phase in Phase.values else "",
        result=key_of("result", plan.results),
        group=key_of("group", plan.groups),
        only_remarked="remarked" in request.GET,
    )


def _filters(
    plan: queries.Plan, narrowing: Narrowing, language: str
) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return (name, label, [(value, label, is it chosen)]) of each filter."""
    return [
        ("partner", _("Partner"), [(p.public_id, p.name, p.pk == narrowing.partner) for p in plan.partners]),
        ("phase", _("Phase"), [(phase.value, str(phase.label), phase == narrowing.phase) for phase in Phase]),
        ("result", _("Result"), [(r.public_id, r.title_in(language), r.pk == narrowing.result) for r in plan.results]),
        ("group", _("Target group"), [(g.public_id, g.name, g.pk == narrowing.group) for g in plan.groups]),
    ]


def _undo(request: HttpRequest, project: Project) -> Event | None:
    """Return what was just taken out, if it can be put back."""
    wanted = request.GET.get("removed", "")
    if not wanted.isdecimal():
        return None
    event = Event.objects.filter(project_id=project.pk, pk=int(wanted[:18])).first()
    return event if event and event.kind.endswith(".removed") and can_restore(event) else None


@login_required
@require_POST
def place(request: HttpRequest, project: str, kind: str, item: str) -> HttpResponse:
    """Put an item at a place of its column (what dragging and the keyboard do)."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    wanted = request.POST.get("position", "")
    if wanted.isdecimal():
        actions.place_item(found, by=person_of(request), position=int(wanted[:6]))
    return redirect("plans:index", project)


@login_required
@require_POST
def connect(request: HttpRequest, project: str) -> HttpResponse:
    """Let an activity share a result or reach a group (what dropping one on the other does)."""
    found = get_project_for(request.user, project, EDIT)
    activity = get_object_or_404(PlannedActivity, project=found, public_id=request.POST.get("activity", ""))
    wanted = request.POST.get("item", "")
    result = Result.objects.filter(project=found, public_id=wanted).first()
    group = TargetGroup.objects.filter(project=found, public_id=wanted).first()
    is_undone = request.POST.get("to") == "disconnect"
    change = actions.disconnect if is_undone else actions.connect
    try:
        change(activity, by=person_of(request), result=result, group=group, reason=request.POST.get("reason", ""))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    else:
        what = {"activity": activity, "item": result or group}
        messages.success(
            request,
            (
                _("“%(item)s” was taken from “%(activity)s”.")
                if is_undone
                else _("“%(activity)s” and “%(item)s” are linked.")
            )
            % what,
        )
    return redirect(f"{reverse('plans:index', args=[project])}#{activity.public_id}")
