"""What is said about the items of a plan: the coach's remarks, comments, promises, what changed since."""

from collections import Counter
from collections.abc import Iterable

from plon.plans.checks import Remark
from plon.plans.commenting import comment_counts
from plon.plans.commitment import promised_in
from plon.plans.comparing import changed_since
from plon.plans.models import Commitment
from plon.plans.presenting import Marks
from plon.plans.queries import Plan


def marks_of(plan: Plan, remarks: Iterable[Remark], commitment: Commitment | None) -> Marks:
    """Return the marks of a plan's cards.

    Args:
        plan: the loaded plan.
        remarks: what the coach says of it.
        commitment: the newest one, if the plan is promised.
    """
    return Marks(
        remarks=Counter((remark.kind, remark.public_id) for remark in remarks),
        comments=comment_counts(plan.project),
        promised=promised_in(commitment),
        changed=changed_since(plan, commitment),
    )
