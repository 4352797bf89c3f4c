"""What is done for the toolkit while nobody waits."""

import logging

from django_tasks import task

from plon.toolkit.kit_actions import fail_kit
from plon.toolkit.kits import run_kit

log = logging.getLogger("plon.toolkit")


@task()
def make_kit(key: int) -> None:
    """Make a kit that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    try:
        run_kit(key)
    except Exception:
        log.exception("the kit %s failed", key)
        fail_kit(key)
