"""The keyboard alone: sign in, define a result, add a target group, sign out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.promises import TAKE_PROMISES_BACK, run_inside

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_promised(plon: Plon) -> None:
    """Promised items ask for the reason of each change (test_plan_and_promise.py); here the plan is still free."""
    run_inside(plon, TAKE_PROMISES_BACK)


MOST_STEPS = 120


def tab_to(visit: Visit, words: str) -> None:
    """Press Tab until what has the focus is called `words`, as a person without a mouse does; it must be visible."""
    for _ in range(MOST_STEPS):
        visit.page.keyboard.press("Tab")
        name = visit.page.evaluate(
            """() => {
                const e = document.activeElement;
                if (e === document.body || e.id === "main" || e.role === "region") return "";
                const label = e.labels?.[0]?.innerText ?? "";
                return [label, e.innerText ?? "", e.getAttribute("aria-label") ?? ""].join(" ");
            }"""
        )
        if words in name:
            outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {words!r} can't be seen"
            return
    raise AssertionError(f"{words!r} is not reached within {MOST_STEPS} steps")


def test_a_result_and_a_group_without_a_mouse(visit: Visit) -> None:
    page = visit.go("/accounts/login/")
    tab_to(visit, "Przejdź do treści")
    page.keyboard.press("Enter")
    tab_to(visit, "coordinator@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/workspace/**")
    tab_to(visit, "Żywa rzeka")
    page.keyboard.press("Enter")
    page.wait_for_url("**/workspace/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Żywa rzeka")
    tab_to(visit, "Plan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/")
    tab_to(visit, "Dodaj grupę")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kto dokładnie?")).to_be_focused()
    page.keyboard.type("Bibliotekarze szkolni w powiecie")
    page.keyboard.press("Enter")
    expect(page.locator("#groups")).to_contain_text("Bibliotekarze szkolni w powiecie")
    tab_to(visit, "Example")
    page.keyboard.press("Enter")
    tab_to(visit, "Wyloguj się")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Zaloguj się")).to_be_visible()
    assert visit.complaints == []
