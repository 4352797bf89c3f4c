"""The wizard: one question per screen, from a blank project to a first complete plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.receipts import take_once
from plon.plans.actions.moving import move_plan
from plon.plans.actions.wizard import finish_walk, keep_walk
from plon.plans.checks import check_plan
from plon.plans.models import Walk
from plon.plans.moving import movable_plans
from plon.plans.queries import Plan, load_plan
from plon.plans.wizard import STEPS, next_step, step_before, stops_of, story_of, where_to_begin, words_for
from plon.plans.wizard_pages import PAGES, ActivitiesPage
from plon.plans.wizard_rows import Page
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT, MANAGE, VIEW

MOST_REMARKS = 12
MOST_MOVABLE = 5


@login_required
def wizard(request: HttpRequest, project: str) -> HttpResponse:
    """Go on where the team left."""
    found = get_project_for(request.user, project, VIEW if request.method == "GET" else EDIT)
    if not request.user.has_perm(EDIT, found):
        return _to_board(request, found)
    walk = Walk.objects.filter(project=found).first()
    return redirect("plans:wizard_step", project, where_to_begin(load_plan(found), walk.step if walk else ""))


def _to_board(request: HttpRequest, project: Project) -> HttpResponse:
    messages.info(request, _("Editors of the team fill in the plan. Here you see how far they are."))
    return redirect("plans:index", project.public_id)


@login_required
@never_cache
@take_once
def wizard_step(request: HttpRequest, project: str, step: str) -> HttpResponse:
    """One step: show it; or keep what was sent, then go where the person wants to go."""
    found = get_project_for(request.user, project, VIEW if request.method == "GET" else EDIT)
    if step not in STEPS:
        raise Http404
    if not request.user.has_perm(EDIT, found):
        return _to_board(request, found)
    plan, language = load_plan(found), (get_language() or "en")[:2]
    data = request.POST if request.method == "POST" else None
    page = PAGES[step](plan, language=language, data=data, asked=request.GET.get("group", ""))
    if request.method == "POST":
        with transaction.atomic():
            kept = page.keep(person_of(request))
            if kept is not None:
                return _onward(request, found, step, page, kept)
    return render(request, page.template or f"plans/wizard_{step}.html", _context(request, plan, step, page))


def _onward(request: HttpRequest, project: Project, step: str, page: Page, kept: int) -> HttpResponse:
    """Say what was kept and lead on; whichever button was pressed, nothing typed is lost."""
    do = request.POST.get("do", "next")
    if kept:
        messages.success(request, _("Saved."))
    for text in page.lost:
        messages.warning(
            request, _("Somebody took it out of the plan meanwhile, so this was not saved: %(text)s") % {"text": text}
        )
    if do == "leave":
        keep_walk(project, step=step)
        return redirect("plans:index", project.public_id)
    if do == "finish":
        keep_walk(project, step="review")
        finish_walk(project, by=person_of(request))
        messages.success(request, _("Your first plan stands. The board shows all of it; everything can still change."))
        return redirect("plans:index", project.public_id)
    target, query = _where(do, step, page)
    keep_walk(project, step=target, skipped=step if do == "skip" else "")
    response = redirect("plans:wizard_step", project.public_id, target)
    response["Location"] += query
    return response


def _where(do: str, step: str, page: Page) -> tuple[str, str]:
    asked = do.removeprefix("go:")
    if asked in STEPS:
        return asked, ""
    if do == "back":
        return step_before(step), ""
    group = page.group.public_id if isinstance(page, ActivitiesPage) and page.group else ""
    if do.startswith("group:"):
        chosen = next((each.public_id for each in page.plan.groups if do == f"group:{each.public_id}"), "")
        return step, f"?group={chosen}"
    if do == "more" or (page.is_seen_again and do == "next"):
        return step, f"?group={group}" if group else ""
    if do == "next" and isinstance(page, ActivitiesPage) and (following := page.group_after()):
        return step, f"?group={following}"
    return next_step(step), ""


def _context(request: HttpRequest, plan: Plan, step: str, page: Page) -> dict[str, Any]:
    project, language = plan.project, (get_language() or "en")[:2]
    walk = Walk.objects.filter(project=project).first() or Walk(project=project)
    stops = stops_of(plan, step, walk.skipped, language, is_finished=walk.finished_at is not None)
    refused = page.refused()
    return {
        **workspace_context(project, request.user, "plan"),
        "step": step,
        "words": words_for(step, project.action_type, language),
        "story": story_of(project.action_type, language),
        "stops": stops,
        "number": STEPS.index(step) + 1,
        "done_count": sum(stop.state == "done" for stop in stops),
        "is_first": step == STEPS[0],
        "is_last": step == STEPS[-1],
        "plan": plan,
        "page": page,
        "refused": refused,
        **(_around_beginning(request, plan) if step == "begin" else {}),
        **(_seen_as_a_whole(plan, language) if step == "review" else {}),
        **page.context(),
    }


def _around_beginning(request: HttpRequest, plan: Plan) -> dict[str, object]:
    may_move = plan.is_empty and request.user.has_perm(MANAGE, plan.project)
    return {
        "movable": movable_plans(person_of(request), plan.project)[:MOST_MOVABLE] if may_move else [],
    }


@login_required
@require_POST
def wizard_move(request: HttpRequest, project: str, source: str) -> HttpResponse:
    """Bring a plan here that was begun in another workspace of the same person."""
    target = get_project_for(request.user, project, MANAGE)
    origin = get_project_for(request.user, source, MANAGE)
    try:
        move_plan(origin, target, by=person_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:wizard_step", project, "begin")
    messages.success(request, _("The plan is here now. Look at it."))
    return redirect("plans:index", project)


def _seen_as_a_whole(plan: Plan, language: str) -> dict[str, object]:
    remarks = check_plan(plan, language)
    return {
        "remarks": [(remark.message, remark.fix_url) for remark in remarks[:MOST_REMARKS]],
        "remark_count": len(remarks),
        "poster_query": f"paper=A3&orientation=landscape&language={language if language in {'pl', 'en'} else 'en'}"
        "&content=plan&output=png&show=1",
    }
