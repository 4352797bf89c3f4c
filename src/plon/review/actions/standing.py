"""Where a review stands as a whole, from its results."""

from django.utils import timezone

from plon.review.clock import due_on
from plon.review.enums import WAITING, ItemState, ReviewState
from plon.review.models import ProjectReview


def settle(review: ProjectReview) -> None:
    """Write state, day and clock of a review after a submission or decision, in the caller's transaction."""
    items = list(review.items.all())
    waiting = [item.submitted_at for item in items if item.state in WAITING]
    states = {item.state for item in items}
    if waiting:
        review.state, review.waiting_since = ReviewState.WAITING, min(waiting)
        # The agency's day, whoever clicked and wherever they were.
        review.due_on = due_on(timezone.localdate(review.waiting_since, timezone.get_default_timezone()))
    else:
        review.waiting_since = review.due_on = None
        review.state = ReviewState.PARTLY
        if states == {ItemState.APPROVED}:
            review.state = ReviewState.APPROVED
        elif states == {ItemState.RETURNED}:
            review.state = ReviewState.RETURNED
    review.full_clean()
    review.save()
