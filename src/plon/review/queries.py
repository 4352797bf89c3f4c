"""Reading reviews: how a project stands, the queue of the office, one review with all that its page shows."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.results.models import Result
from plon.review.enums import WAITING, ItemState, ReviewState
from plon.review.models import Conflict, Decision, Hiding, OwnReason, ProjectReview, Remark, ReviewedResult


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project's review stands."""

    state: ReviewState
    due_on: datetime.date | None
    approved: int
    returned: int
    waiting: int


def _count(*states: str) -> Count:
    return Count("items", filter=Q(items__state__in=states))


def _counted(reviews: QuerySet[ProjectReview]) -> QuerySet[ProjectReview]:
    return reviews.annotate(
        approved=_count(ItemState.APPROVED), returned=_count(ItemState.RETURNED), waiting=_count(*WAITING)
    )


def standing_of(project_ids: Iterable[int]) -> Mapping[int, Standing]:
    """Return how the reviews of projects stand, only of those that submitted; in 1 query."""
    reviews = ProjectReview.objects.filter(project__in=list(project_ids)).order_by()
    found = reviews.values_list("project_id", "state", "due_on").annotate(
        approved=_count(ItemState.APPROVED), returned=_count(ItemState.RETURNED), waiting=_count(*WAITING)
    )
    return {
        key: Standing(ReviewState(state), due, approved, returned, waiting)
        for key, state, due, approved, returned, waiting in found
        if key is not None
    }


def states_of_results(result_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the state of each result that was submitted (of `ItemState`); in 1 query."""
    found = ReviewedResult.objects.filter(result__in=list(result_ids)).order_by().values_list("result_id", "state")
    return {key: state for key, state in found if key is not None}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the queue is narrowed to; "" and None mean all."""

    state: str = ReviewState.WAITING.value
    action: str = ""
    year: int | None = None
    mine: bool = False
    overdue: bool = False
    words: str = ""


def queue(narrowing: Narrowing, *, officer: User, today: datetime.date) -> QuerySet[ProjectReview]:
    """Return reviews with the counts of their results, the most urgent first."""
    reviews = ProjectReview.objects.all()
    if narrowing.state:
        reviews = reviews.filter(state=narrowing.state)
    if narrowing.action:
        reviews = reviews.filter(action_type=narrowing.action)
    if narrowing.year is not None:
        reviews = reviews.filter(call_year=narrowing.year)
    if narrowing.mine:
        reviews = reviews.filter(assigned_to=officer)
    if narrowing.overdue:
        reviews = reviews.filter(due_on__lt=today)
    for word in narrowing.words.split()[:8]:
        reviews = reviews.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return _counted(reviews).order_by("due_on", "-decided_at", "pk")


def choices_of_queue() -> tuple[list[str], list[int]]:
    """Return the action types and call years that reviews have, for the filters; in 2 queries."""
    reviews = ProjectReview.objects.order_by()
    actions = reviews.exclude(action_type="").values_list("action_type", flat=True).distinct()
    years = reviews.exclude(call_year=None).values_list("call_year", flat=True).distinct()
    return sorted(actions), sorted((year for year in years if year), reverse=True)


def next_waiting(after: ProjectReview, officer: User) -> ProjectReview | None:
    """Return the most urgent other review that waits for this officer: theirs first, then nobody's; 1 or 2 queries."""
    tied = Q(conflicts__officer=officer) | Q(project__memberships__person=officer)
    free = ProjectReview.objects.filter(state=ReviewState.WAITING).exclude(pk=after.pk).exclude(tied)
    mine = free.filter(assigned_to=officer).order_by("due_on", "pk")
    return mine.first() or free.filter(assigned_to=None).order_by("due_on", "pk").first()


def _with_all() -> QuerySet[ProjectReview]:
    items = ReviewedResult.objects.select_related("result__project").prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("at", "pk")), "remarks"
    )
    return ProjectReview.objects.select_related("project", "assigned_to").prefetch_related(
        Prefetch("items", items),
        Prefetch("remarks", Remark.objects.filter(item=None), to_attr="general_remarks"),
        Prefetch("conflicts", Conflict.objects.all()),
    )


def get_review(public_id: str) -> ProjectReview:
    """Return a review with items, decisions and messages, for views behind `officer_required`.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(_with_all(), public_id=public_id)


def review_of(project: Project) -> ProjectReview | None:
    """Return a project's review with items, decisions and messages; None before the first submission."""
    return _with_all().filter(project=project).first()


def get_item_for(
    user: User | AnonymousUser, project_id: str, item_id: str, permission: str = VIEW
) -> tuple[Project, ReviewedResult]:
    """Return an item of a project's review, if `user` may do `permission` in the project.

    Raises:
        Http404: no such item, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    items = ReviewedResult.objects.select_related("review")
    return project, get_object_or_404(items, public_id=item_id, review__project=project)


def get_hiding_for(user: User | AnonymousUser, project_id: str, hiding_id: str, permission: str) -> Hiding:
    """Return a hiding in a project, through the same gate.

    Raises:
        Http404: no such hiding, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(Hiding.objects.select_related("project"), public_id=hiding_id, project=project)


def is_hidden(result: Result) -> bool:
    """Tell whether it was the agency that took a result out of public, not its team; 1 query."""
    return Hiding.objects.filter(result=result, ended_at__isnull=True).exists()


def hidings_in(project: Project) -> QuerySet[Hiding]:
    """Return what is hidden in a project now."""
    return Hiding.objects.filter(project=project, ended_at=None)


def hidings_for_office() -> QuerySet[Hiding]:
    """Return all hidings, appeals that wait for an answer first, then what is hidden, then what is over."""
    waiting = Q(appealed_at__isnull=False, answered_at=None, ended_at=None)
    hidings = Hiding.objects.select_related("result__project", "project")
    return hidings.annotate(appeals=Count("pk", filter=waiting), hidden=Count("pk", filter=Q(ended_at=None))).order_by(
        "-appeals", "-hidden", "-hidden_at", "-pk"
    )


def own_reasons(officer: User) -> QuerySet[OwnReason]:
    return OwnReason.objects.filter(officer=officer)
