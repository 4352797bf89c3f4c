"""What is done with reports while nobody waits."""

from django_tasks import task

from plon.reports.beneficiary.actions.files import run_file


@task()
def make_report_file(key: int) -> None:
    """Make a file of a report that is waiting."""
    run_file(key)
