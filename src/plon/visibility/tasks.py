"""Checks in the background."""

from django_tasks import task

from plon.visibility import running


@task()
def run_check(key: int, run: int) -> None:
    """Run a check that waits; one that was removed or asked for anew meanwhile is left alone."""
    running.run_check(key, run)
