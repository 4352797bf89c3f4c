"""The coordinator hands results to the agency, the first time or again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.projects.models import Project
from plon.results.models import Result
from plon.results.queries import results_of
from plon.review.actions.standing import settle
from plon.review.clock import today
from plon.review.content import content_of
from plon.review.enums import ItemState
from plon.review.models import ProjectReview, ReviewedResult
from plon.review.offering import may_submit
from plon.review.refusals import NothingToSubmit


@transaction.atomic
def submit_results(project: Project, *, by: User, results: Iterable[str]) -> ProjectReview:
    """Submit results, named by their public ids, for review. From today the agency has its days for them.

    Results that wait already, or are not ready, are left out.

    Raises:
        NothingToSubmit: none of them can be submitted now.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    wanted = set(results)
    known = {item.result_id: item for item in ReviewedResult.objects.filter(result__project=project)}
    chosen = [
        (result, known.get(result.pk))
        for result in results_of(project).filter(public_id__in=wanted)
        if may_submit(result, known.get(result.pk))
    ]
    if not chosen:
        raise NothingToSubmit(_("Choose at least one result that is ready or published, and does not wait already."))
    review = _review_of(project)
    for result, item in chosen:
        _submit(review, result, item, by)
    settle(review)
    record(
        "projectreview.submitted", by=by, subject=review, project_id=project.pk,
        changes={"results": [[], [str(result) for result, _item in chosen]]},
    )  # fmt: skip
    return review


def _review_of(project: Project) -> ProjectReview:
    now = timezone.now()
    review = ProjectReview.objects.select_for_update().filter(project=project).first()
    review = review or ProjectReview(project=project, waiting_since=now)
    review.number, review.title = project.number, str(project)[:600]
    review.action_type, review.call_year = project.action_type, project.call_year
    review.submitted_at = now
    if review._state.adding:
        # `settle` writes the day when the results are in.
        review.due_on = today()
        review.full_clean()
        review.save()
    return review


def _submit(review: ProjectReview, result: Result, item: ReviewedResult | None, by: User) -> None:
    """Write one submission, the first or a further one; officers hear of it in their letter of the day."""
    if item is None:
        item = ReviewedResult(review=review, result=result, result_public_id=result.public_id)
    else:
        item.decided_content, item.state = item.content, ItemState.RESUBMITTED
        item.round += 1
    item.title, item.content = str(result)[:300], content_of(result)
    item.submitted_at, item.submitted_label = timezone.now(), str(by)[:200]
    item.full_clean(exclude=["content", "decided_content"])
    item.save()
