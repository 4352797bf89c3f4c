"""The board: the whole plan on one screen, in the poster's order."""

from collections import Counter
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plon.errors import DomainError
from plon.history.models import Event
from plon.plans import actions, queries
from plon.plans.checks import check_plan
from plon.plans.commitment import newest_commitment
from plon.plans.forms import LinkForm
from plon.plans.fragments import card_html, is_fragment
from plon.plans.marking import marks_of
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.narrowing import filters_for, narrowing_of
from plon.plans.presenting import Card, arrange, columns_of
from plon.projects.models import Project
from plon.projects.pages import person_of, workspace_context
from plon.projects.queries import get_project_for
from plon.projects.refusing import show_refusal
from plon.projects.restoring import can_restore
from plon.projects.rules import EDIT
from plon.results.models import Result

Filter = tuple[str, str, list[tuple[str, str, bool]]]


@login_required
def index(request: HttpRequest, project: str) -> HttpResponse:
    """The whole plan: each item can be changed, linked and moved where it stands."""
    found = get_project_for(request.user, project)
    plan = queries.load_plan(found)
    language = get_language() or "en"
    remarks = check_plan(plan, language)
    narrowing = narrowing_of(request, plan)
    commitment = newest_commitment(found)
    marks = marks_of(plan, remarks, commitment)
    columns = columns_of(plan, language)
    plan_url = reverse("plans:index", args=[found.public_id])
    context = {
        **workspace_context(found, request.user, "plan"),
        "plan": plan,
        "remarks": remarks,
        "must_count": sum(remark.weight == "must" for remark in remarks),
        "commitment": commitment,
        "narrowing": narrowing,
        "filters": _with_counts(
            filters_for(plan, narrowing, language), (card for column in columns for card in column.cards), plan
        ),
        "poster_language": "pl" if language.startswith("pl") else "en",
        "undo": _undo(request, found),
        "plan_url": plan_url,
    }
    rights = (bool(context["can_edit"]), bool(context["can_contribute"]))
    context["drawn"] = [
        (column, [(heading, [card_html(card, plan_url, language, *rights) for card in cards])
                  for heading, cards in column.parts])
        for column in arrange(columns, narrowing, marks)
    ]  # fmt: skip
    return render(request, "plans/board.html", context)


def _with_counts(filters: list[Filter], cards: Iterable[Card], plan: queries.Plan) -> list[Filter]:
    """Return the filters, each choice with the number of cards it is about."""
    of_keys: dict[str, Counter[int]] = {name: Counter() for name in ("partner", "result", "group")}
    of_phases: Counter[str] = Counter()
    for card in cards:
        of_keys["partner"].update(card.partners)
        of_keys["result"].update(card.results)
        of_keys["group"].update(card.groups)
        of_phases[card.phase] += 1
    counts: dict[str, dict[str, int]] = {
        "partner": {each.public_id: of_keys["partner"][each.pk] for each in plan.partners},
        "result": {each.public_id: of_keys["result"][each.pk] for each in plan.results},
        "group": {each.public_id: of_keys["group"][each.pk] for each in plan.groups},
        "phase": of_phases,
    }
    return [
        (name, label, [(value, f"{Truncator(text).chars(56)} ({counts[name].get(value, 0)})", chosen)
                       for value, text, chosen in choices])
        for name, label, choices in filters
    ]  # fmt: skip


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
    """Put an item beside another of its column, or at a numbered place (what dragging and the keyboard do)."""
    found = queries.get_item_for(request.user, project, kind, item, EDIT)
    wanted = request.POST.get("position", "")
    position = int(wanted[:6]) if wanted.isdecimal() else queries.place_beside(
        found, after=request.POST.get("after", ""), before=request.POST.get("before", "")
    )  # fmt: skip
    if position is not None:
        actions.place_item(found, by=person_of(request), position=position)
    return HttpResponse(status=204) if is_fragment(request) else redirect("plans:index", project)


@login_required
def connect(request: HttpRequest, project: str) -> HttpResponse:
    """Link a result or a group with an activity, or take it from one (what dropping one on the other does)."""
    found = get_project_for(request.user, project, EDIT)
    wanted = request.POST.get("item") or request.GET.get("item", "")
    subject = (
        Result.objects.filter(project=found, public_id=wanted).prefetch_related("texts").first()
        or TargetGroup.objects.filter(project=found, public_id=wanted).first()
    )  # fmt: skip
    if subject is None:
        raise Http404
    form = LinkForm(request.POST or None, subject=subject, project=found)
    if request.method == "POST" and form.is_valid():
        activity, is_undone = form.chosen()
        change = actions.disconnect if is_undone else actions.connect
        result, group = (subject, None) if isinstance(subject, Result) else (None, subject)
        try:
            change(activity, by=person_of(request), result=result, group=group, reason=form.cleaned_data["reason"])
        except (DomainError, ValidationError) as refusal:
            show_refusal(form, refusal)
        else:
            return _linked(request, found, activity, subject, is_undone=is_undone)
    context = {
        **workspace_context(found, request.user, "plan"),
        "form": form, "subject": subject, "kind": "result" if isinstance(subject, Result) else "group",
    }  # fmt: skip
    if is_fragment(request):
        return render(request, "plans/_link.html", context, status=422 if form.errors else 200)
    return render(request, "plans/link.html", context)


def _linked(
    request: HttpRequest, project: Project, activity: PlannedActivity, subject: Result | TargetGroup, *, is_undone: bool
) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(status=204)
    told = (
        _("“%(item)s” was taken from “%(activity)s”.") if is_undone else _("“%(activity)s” and “%(item)s” are linked.")
    )
    messages.success(request, told % {"activity": activity, "item": subject})
    return redirect(f"{reverse('plans:index', args=[project.public_id])}#{activity.public_id}")
