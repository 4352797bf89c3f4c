"""What is counted while nobody waits."""

from django.utils import timezone
from django_tasks import task

from plon.jobs import lengthy
from plon.programmefigures.actions import put_count_in_use, request_count
from plon.programmefigures.counting import count_everything
from plon.programmefigures.models import Count
from plon.programmefigures.refusals import CountRefused


@task()
def count_catalogue(key: int) -> None:
    """Count what waits to be counted."""
    lengthy.run(Count, key, _count)


def _count(count: Count) -> None:
    began = timezone.now()
    counted = count_everything(lambda done, total: lengthy.advance(count, done, total))
    put_count_in_use(count, counted, at=began)


def count_by_the_clock() -> None:
    """Ask for a count, unless one is going on."""
    try:
        request_count(by=None)
    except CountRefused:
        return


def take_up_counts() -> None:
    """Begin anew what a dead worker left."""
    lengthy.take_up(Count, count_catalogue.enqueue)
