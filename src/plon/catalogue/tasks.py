"""What is done for the catalogue while nobody waits."""

from django.utils import timezone
from django_tasks import task

from plon.catalogue.actions import run_export
from plon.catalogue.dumps import is_due, make_dumps
from plon.catalogue.models import ListExport
from plon.jobs import lengthy


@task()
def make_export(key: int) -> None:
    """Make a list as a file."""
    run_export(key)


def take_up_exports() -> None:
    """Begin anew the files that a dead worker left."""
    lengthy.take_up(ListExport, make_export.enqueue)


@task()
def make_all_dumps() -> None:
    """Write the whole catalogue as files, unless another worker did meanwhile."""
    if is_due(timezone.now()):
        make_dumps()
