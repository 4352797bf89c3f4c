"""A count of what a test has made, as the worker counts it."""

from plon.jobs.lengthy import WorkState
from plon.programmefigures.models import Count
from plon.programmefigures.tasks import count_catalogue


def count_now() -> Count:
    """Count everything and put it in use."""
    count = Count.objects.create()
    count_catalogue.call(count.pk)
    count.refresh_from_db()
    assert count.state == WorkState.DONE, count.refusal
    return count
