"""Parts of the board that are sent alone: a card after its form was saved, without loading the whole plan."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from plon.accounts.models import User
from plon.plans.commenting import comments_on
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.presenting import Card, Cards, Labels
from plon.plans.queries import activities_of
from plon.projects.models import Project
from plon.projects.promises import is_promised
from plon.projects.rules import CONTRIBUTE, EDIT
from plon.results.models import Result

HEADER = "X-Plon-Fragment"
_INDENTATION = re.compile(r"\s*\n\s*")


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether the board asks for a part of itself instead of a page."""
    return HEADER in request.headers


@lru_cache(maxsize=4096)
def card_html(card: Card, plan_url: str, language: str, can_edit: bool, can_contribute: bool) -> SafeString:  # noqa: FBT001  a cache's key
    """Return a card as the board shows it to somebody with these rights, in the active `language`.

    Drawing 500 cards by template takes 0.2 s, and between two looks at a board few of them change.
    """
    context = {"card": card, "plan_url": plan_url, "can_edit": can_edit, "can_contribute": can_contribute}
    drawn = render_to_string("plans/_card.html", context)
    # A board has 400 of them: the template's indentation would be a third of the page.
    return mark_safe(_INDENTATION.sub("\n", drawn))  # what comes in is escaped there


def card_of(project: Project, user: User | AnonymousUser, item: Any) -> dict[str, object]:
    """Return the context of one card."""
    made = _card(project, item)
    marked = replace(
        made,
        comments=comments_on(project, made.kind, made.public_id).count(),
        is_promised=is_promised(project.pk, made.kind, made.public_id),
    )
    return {
        "card": marked,
        "plan_url": reverse("plans:index", args=[project.public_id]),
        "can_edit": user.has_perm(EDIT, project),
        "can_contribute": user.has_perm(CONTRIBUTE, project),
    }


def _card(project: Project, item: Any) -> Card:
    cards = Cards(_labels(project), get_language() or "en")
    if isinstance(item, Result):
        fresh = Result.objects.select_related("project", "responsible").prefetch_related("texts").get(pk=item.pk)
        return cards.result(fresh)
    if isinstance(item, TargetGroup):
        return cards.group(item)
    if isinstance(item, PlannedActivity):
        return cards.activity(activities_of(project).get(pk=item.pk))
    if isinstance(item, Indicator):
        return cards.indicator(Indicator.objects.select_related("result", "activity").get(pk=item.pk))
    if isinstance(item, UsePlan):
        return cards.use(item.result, item)
    assert isinstance(item, Message)  # noqa: S101  the last kind there is
    return cards.message(item, item.result, item.group)


def _labels(project: Project) -> Labels:
    def keys(manager: Any) -> list[int]:
        return list(manager.filter(project=project).values_list("pk", flat=True))

    return Labels(*(keys(model._default_manager) for model in (Result, TargetGroup, PlannedActivity, Indicator)))
