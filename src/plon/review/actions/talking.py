"""What team and officers say to each other beside decisions."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.record import record
from plon.review.letters import tell_of_remark
from plon.review.models import ProjectReview, Remark, ReviewedResult


@transaction.atomic
def add_remark(
    review: ProjectReview,
    *,
    by: User,
    text: str,
    item: ReviewedResult | None = None,
    from_office: bool,
    internal: bool = False,
) -> Remark:
    """Write a message about a result or the whole. Internal ones stay in the office, without a letter.

    Raises:
        ValidationError: there is no text, or it is too long; or the team marks it as internal.
    """  # fmt: skip
    remark = Remark(
        review=review, item=item, text=text.strip(), is_internal=internal, is_from_office=from_office, by=by,
        by_label=str(by)[:200],
    )  # fmt: skip
    remark.full_clean()
    remark.save()
    if not internal:
        record("projectreview.remarked", by=by, subject=review, project_id=review.project_id)
        tell_of_remark(remark)
    return remark
