"""Filters of the plan's views: by partner, phase, result and group, kept in the address."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from plon.plans.enums import Phase
from plon.plans.presenting import Cards, Narrowing, labels_of
from plon.plans.queries import Plan
from plon.plans.sheets import rows_of


def narrowing_of(request: HttpRequest, plan: Plan) -> Narrowing:
    """Return what an address narrows a view of the plan to; what is not known narrows nothing."""

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


def narrowed_rows(plan: Plan, kind: str, narrowing: Narrowing) -> list[Any]:
    """Return the activities, groups or indicators that a view's filters let through, in the plan's order."""
    rows: list[Any] = list(rows_of(plan, kind))
    if not narrowing:
        return rows
    cards = Cards(labels_of(plan), "en")
    card_of: Any = {"activities": cards.activity, "groups": cards.group, "indicators": cards.indicator}[kind]
    return [row for row in rows if narrowing.lets(card_of(row))]


def filters_for(plan: Plan, narrowing: Narrowing, language: str) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return (name, label, [(value, label, is it chosen)]) of each filter."""
    return [
        ("partner", _("Partner"), [(p.public_id, p.name, p.pk == narrowing.partner) for p in plan.partners]),
        ("phase", _("Phase"), [(phase.value, str(phase.label), phase == narrowing.phase) for phase in Phase]),
        ("result", _("Result"), [(r.public_id, r.title_in(language), r.pk == narrowing.result) for r in plan.results]),
        ("group", _("Target group"), [(g.public_id, g.name, g.pk == narrowing.group) for g in plan.groups]),
    ]
