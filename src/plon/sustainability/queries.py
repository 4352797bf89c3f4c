"""Reading how results last: for the workspace, the catalogue, reports and rooms above."""

import datetime
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.accounts.models import User
from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.projects.rules import VIEW
from plon.results.models import Result
from plon.results.queries import get_result_for
from plon.sustainability.durability import Durability, Fact, Facts, score_of
from plon.sustainability.gathering import facts_of
from plon.sustainability.models import Review, Standing


def durability_of(result_ids: Iterable[int], *, today: datetime.date | None = None) -> Mapping[int, Durability]:
    """Return how lasting each of these results is, as of today, in a constant number of queries."""
    known = facts_of(result_ids, today=today or timezone.localdate())
    return {key: score_of(facts) for key, facts in known.items()}


def shown_durability(result: Result) -> Durability | None:
    """Return how lasting a public result was when it was last counted; None if never (no query if loaded with it)."""
    try:
        return durability_in(result.standing)
    except Standing.DoesNotExist:
        return None


def durability_in(standing: Standing) -> Durability:
    """Return what was counted, without asking the database; what was not asked then, or is no longer, is left out."""
    facts = {fact.value: standing.facts.get(fact.value) for fact in Fact}
    return score_of(Facts(**facts, retires_on=standing.retires_on))


def use_plans_in(project: Project) -> dict[int, UsePlan]:
    """Return the use plans of a project by the key of their result, in 1 query."""
    found = UsePlan.objects.filter(project=project).select_related("keeper", "result")
    return {use.result_id: use for use in found}


def reviews_in(project: Project) -> QuerySet[Review]:
    """Return all looks at a project's results, done and due, by their days."""
    return Review.objects.filter(result__project=project).select_related("result")


def reviews_by_result(project: Project) -> dict[int, list[Review]]:
    """Return the looks at each result, by their days; in 1 query."""
    found: dict[int, list[Review]] = {}
    for review in Review.objects.filter(result__project=project):
        found.setdefault(review.result_id, []).append(review)
    return found


def overdue_in(project: Project, *, today: datetime.date | None = None) -> QuerySet[Review]:
    """Return the looks that should have happened by now, the longest waiting first."""
    return reviews_in(project).filter(done_on__isnull=True, due_on__lt=today or timezone.localdate())


def get_review_for(
    user: User | AnonymousUser, project_id: str, result_id: str, review_id: str, permission: str = VIEW
) -> Review:
    """Return one look at a result, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_result_for`.
    """
    result = get_result_for(user, project_id, result_id, permission)
    return get_object_or_404(Review.objects.select_related("result__project"), result=result, public_id=review_id)
