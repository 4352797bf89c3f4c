"""Which results can be submitted now: pure but for the rows it is given."""

from plon.results.enums import ResultState
from plon.results.models import Result
from plon.review.content import content_of
from plon.review.enums import WAITING, ItemState
from plon.review.models import ReviewedResult

_THERE = frozenset({ResultState.READY.value, ResultState.PUBLISHED.value})


def may_submit(result: Result, item: ReviewedResult | None) -> bool:
    """Tell whether a result is there and the agency does not have it; an approved one only if it changed since."""
    if result.state not in _THERE or (item is not None and item.state in WAITING):
        return False
    return item is None or item.state != ItemState.APPROVED or item.content != content_of(result)
