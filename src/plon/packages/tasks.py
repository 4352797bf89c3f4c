"""What is done with packages while nobody waits."""

from django_tasks import task

from plon.jobs import lengthy
from plon.packages.arriving import SILENCE, let_go, run_arrival
from plon.packages.making import run_package, tell_failed
from plon.packages.models import Arrival, Package


@task()
def make_package(key: int) -> None:
    """Make a package that is waiting."""
    run_package(key)


@task()
def open_arrival(key: int) -> None:
    """Open a package that somebody brought."""
    run_arrival(key)


def take_up_packages() -> None:
    """Begin anew what a dead worker left."""
    lengthy.take_up(Package, make_package.enqueue, on_failed=tell_failed)


def take_up_arrivals() -> None:
    """Open anew what a dead worker left. What it had begun was one transaction: nothing of it is there."""
    lengthy.take_up(Arrival, open_arrival.enqueue, on_failed=let_go, silence=SILENCE)
