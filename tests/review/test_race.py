"""Two officers decide of the same submission in the same moment: one decision stands, the other officer is told."""

import threading

import pytest
from django.db import connection

from plon.accounts.models import User
from plon.projects.models import Project
from plon.review import actions
from plon.review.models import Decision, ReviewedResult
from plon.review.refusals import DecidedAlready
from tests.review.conftest import ready_result

OFFICERS = 4


@pytest.mark.django_db(transaction=True)
def test_of_officers_in_the_same_moment_one_decides(
    project: Project, coordinator: User, officer: User, colleague: User
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where nobody waits for a table; `.ci/with-postgres` runs it")
    lessons = ready_result(project, "Lessons", coordinator)
    review = actions.submit_results(project, by=coordinator, results=[lessons.public_id])
    seen = {ReviewedResult.objects.get().public_id: 1}
    ready, refused = threading.Barrier(OFFICERS), []

    def decide(by: User, verdict: str) -> None:
        try:
            ready.wait(10)
            actions.decide_results(review, by=by, rounds=seen, verdict=verdict, reasons="The emblem is missing.")
        except DecidedAlready as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=(person, verdict))
        for person in (officer, colleague)
        for verdict in ("approved", "returned")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    decision = Decision.objects.get()
    assert len(refused) == OFFICERS - 1
    assert ReviewedResult.objects.get().state == decision.verdict
