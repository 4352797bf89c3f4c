"""What is done with packages while nobody waits."""

import logging

from django_tasks import task

from plon.packages.actions import fail_package
from plon.packages.arriving import run_arrival
from plon.packages.making import run_package

log = logging.getLogger("plon.packages")


@task()
def make_package(key: int) -> None:
    """Make a package that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    try:
        run_package(key)
    except Exception:
        log.exception("the package %s failed", key)
        fail_package(key)


@task()
def open_arrival(key: int) -> None:
    """Open a package that somebody brought."""
    run_arrival(key)
