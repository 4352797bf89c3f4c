"""An officer reviews a handful of projects by the keyboard alone: a few keys per project, so twenty are no burden."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.promises import run_inside

pytestmark = pytest.mark.browser

MANY = 5
# Projects of this officer that wait longer than anything else, each with two results.
SUBMIT = f"""
import datetime
from django.utils import timezone
from plon.accounts.models import User
from plon.projects.actions import create_project
from plon.results.actions import define_result
from plon.results.models import Result
from plon.review.actions import submit_results
from plon.review.models import ProjectReview
lead = User.objects.get(email="coordinator@example.org")
officer = User.objects.get(email="officer@example.org")
for number in range({MANY}):
    project = create_project(by=lead, title=f"Projekt klawiszy {{number + 1}}", texts={{}})
    names = [f"Zeszyt {{number + 1}}.{{part}}" for part in (1, 2)]
    results = [define_result(project, by=lead, title=name, kind="tangible") for name in names]
    Result.objects.filter(project=project).update(state="ready")
    review = submit_results(project, by=lead, results=[result.public_id for result in results])
    due_on = timezone.localdate() + datetime.timedelta(days=number - 30)
    ProjectReview.objects.filter(pk=review.pk).update(due_on=due_on, assigned_to=officer)
print("MADE", {MANY})
"""
LEFT = """
import json
from plon.review.models import ReviewedResult
items = ReviewedResult.objects.filter(review__title__startswith="Projekt klawiszy").order_by("pk")
print("MADE", json.dumps([[item.title, item.state] for item in items]))
"""


class Keys:
    """Presses keys and counts them; letters of a text count, too."""

    def __init__(self, visit: Visit) -> None:
        self.page, self.pressed = visit.page, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def decide(self, key: str) -> None:
        """Press a key that sends a decision, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.press(key)
        self.page.wait_for_load_state("load")


@pytest.fixture
def office(visit: Visit, plon: Plon) -> Iterator[Keys]:
    assert run_inside(plon, SUBMIT) == MANY
    visit.sign_in("officer@example.org")
    yield Keys(visit)
    assert visit.complaints == []


def test_five_projects_with_two_results_each_without_the_mouse(office: Keys, visit: Visit, plon: Plon) -> None:
    page = visit.go("/office/review/")
    office.press("j")
    with page.expect_navigation():
        office.press("Enter")
    for number in range(1, MANY + 1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Projekt klawiszy {number}")
        office.decide("a")
        if number == 2:
            # The second result comes back with reasons, in the officer's own words.
            office.press("r")
            expect(page.locator("[data-review-reasons]:focus")).to_have_count(1)
            # Letters that are keys elsewhere are only letters here.
            office.write("Najnowsza licencja, jak w rekordzie.")
            expect(page.locator("[data-review-reasons]:focus")).to_have_value("Najnowsza licencja, jak w rekordzie.")
            office.decide("Control+Enter")
        else:
            office.decide("a")
        if number < MANY:
            with page.expect_navigation():
                office.press("n")
    states = run_inside(plon, LEFT)
    assert isinstance(states, list)
    assert len(states) == 2 * MANY
    assert [title for title, state in states if state == "returned"] == ["Zeszyt 2.2"]
    assert {state for _title, state in states} == {"approved", "returned"}
    # Three keys per project with two results, one more where something is returned: twenty take some sixty keys.
    assert office.pressed == 2 + 3 * MANY - 1 + 1, office.pressed
