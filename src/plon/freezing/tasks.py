"""What is done for frozen sites while nobody waits."""

from django_tasks import task

from plon.freezing.models import FrozenSite
from plon.freezing.packing import run_frozen_site, tell_failed
from plon.jobs import lengthy


@task()
def make_frozen_site(key: int) -> None:
    """Make a frozen site that is waiting."""
    run_frozen_site(key)


def take_up_frozen_sites() -> None:
    """Begin anew what a dead worker left."""
    lengthy.take_up(FrozenSite, make_frozen_site.enqueue, on_failed=tell_failed)
