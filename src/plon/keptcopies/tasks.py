"""What is done for kept copies while nobody waits."""

from django_tasks import task

from plon.jobs import lengthy
from plon.keptcopies.capturing import run_copy, tell_failed
from plon.keptcopies.models import KeptCopy


@task()
def make_copy(key: int) -> None:
    """Make a copy that is waiting."""
    run_copy(key)


def take_up_copies() -> None:
    """Begin anew what a dead worker left."""
    lengthy.take_up(KeptCopy, make_copy.enqueue, on_failed=tell_failed)
