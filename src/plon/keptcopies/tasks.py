"""What is done for kept copies while nobody waits."""

import logging

from django_tasks import task

from plon.keptcopies.capturing import fail_copy, run_copy

log = logging.getLogger("plon.keptcopies")


@task()
def make_copy(key: int) -> None:
    """Make a copy that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    try:
        run_copy(key)
    except Exception:
        log.exception("the copy %s failed", key)
        fail_copy(key)
