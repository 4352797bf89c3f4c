"""What is done for the catalogue while nobody waits."""

import logging

from django.utils import timezone
from django_tasks import task

from plon.catalogue.actions import fail_export, run_export
from plon.catalogue.dumps import is_due, make_dumps

log = logging.getLogger("plon.catalogue")


@task()
def make_export(key: int) -> None:
    """Make a list as a file."""
    try:
        run_export(key)
    except Exception:
        log.exception("the list %s could not be made", key)
        fail_export(key)


@task()
def make_all_dumps() -> None:
    """Write the whole catalogue as files, unless another worker did meanwhile."""
    if is_due(timezone.now()):
        make_dumps()
