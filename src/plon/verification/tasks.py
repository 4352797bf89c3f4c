"""What is done for issued reports while nobody waits."""

from django_tasks import task

from plon.verification.checking import run_check
from plon.verification.issuing import run_issuing


@task()
def make_issued_report(key: int) -> None:
    """Issue a report that is waiting."""
    run_issuing(key)


@task()
def check_issued_report(key: int) -> None:
    """Do a check that is waiting."""
    run_check(key)
