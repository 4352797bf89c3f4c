"""What is done for the platform while nobody waits."""

from django_tasks import task

from plon.resultsplatform.packing import run_platform_package


@task()
def make_platform_package(key: int) -> None:
    """Make a package that is waiting."""
    run_platform_package(key)
