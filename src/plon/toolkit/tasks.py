"""What is done for the toolkit while nobody waits."""

from django_tasks import task

from plon.jobs import lengthy
from plon.toolkit.kits import run_kit, tell_failed
from plon.toolkit.models import Kit


@task()
def make_kit(key: int) -> None:
    """Make a kit that is waiting."""
    run_kit(key)


def take_up_kits() -> None:
    """Begin anew the kits that a dead worker left."""
    lengthy.take_up(Kit, make_kit.enqueue, on_failed=tell_failed)
