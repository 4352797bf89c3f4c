"""The board: by keyboard alone, in two windows at once, and while the connection is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.promises import TAKE_PROMISES_BACK, run_inside

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_promised(plon: Plon) -> None:
    """Promised items ask for the reason of each change (test_plan_and_promise.py); here the plan is still free."""
    run_inside(plon, TAKE_PROMISES_BACK)


@pytest.fixture
def board(visit: Visit) -> Iterator[Page]:
    """A blank project's board with one result, two groups and one activity."""
    page = visit.sign_in("coordinator@example.org")
    page.goto(visit.plon.address + "/workspace/")
    page.get_by_role("link", name="Żywa rzeka").first.click()
    page.goto(page.url.split("?")[0] + "plan/")
    yield page
    assert visit.complaints == []


def labels(page: Page, kind: str) -> list[str]:
    return page.locator(f".item-{kind} .item-head > .chip:first-child").all_inner_texts()


def titles(page: Page, kind: str) -> list[str]:
    return page.locator(f".item-{kind} h3").all_inner_texts()


def settled(page: Page) -> None:
    """Wait until the board has fetched itself anew: for a while nothing more has come in."""
    seen, still = -1, 0
    while still < 4:
        page.wait_for_timeout(200)
        came = page.evaluate("performance.getEntriesByType('resource').length")
        seen, still = came, still + 1 if came == seen else 0


def test_a_card_is_added_changed_moved_and_taken_out_by_keyboard_alone(board: Page) -> None:
    page, keyboard = board, board.keyboard
    before = titles(page, "group")

    page.locator("#groups [data-add]").focus()
    keyboard.press("Enter")
    expect(page.get_by_label("Kto dokładnie?")).to_be_focused()
    keyboard.type("Harcerze z powiatu")
    keyboard.press("Control+Enter")
    card = page.locator(".item-group", has_text="Harcerze z powiatu")
    expect(card).to_be_visible()
    expect(page.locator("#groups [data-add]")).to_be_focused()
    settled(page)
    assert labels(page, "group") == [f"G{number}" for number in range(1, len(before) + 2)]

    card.locator("[data-edit]").focus()
    keyboard.press("Enter")
    expect(page.get_by_label("Kto dokładnie?")).to_have_value("Harcerze z powiatu")
    keyboard.type("nie tak")
    keyboard.press("Escape")
    expect(page.locator(".board-form")).to_have_count(0)
    expect(card.locator("[data-edit]")).to_be_focused()

    card.locator("[data-grip]").focus()
    keyboard.press("Space")
    expect(page.locator("#board-says")).not_to_be_empty()
    keyboard.press("ArrowUp")
    keyboard.press("Space")
    settled(page)
    page.reload()
    assert titles(page, "group") == [*before[:-1], "Harcerze z powiatu", before[-1]]

    card.locator("summary").focus()
    keyboard.press("Enter")
    card.locator("[data-remove]").focus()
    keyboard.press("Enter")
    expect(page.locator(".board-form .button-danger")).to_be_focused()
    keyboard.press("Enter")
    expect(card).to_have_count(0)
    expect(page.locator("#undo button")).to_be_focused()
    keyboard.press("Enter")
    expect(card).to_be_visible()

    card.locator("summary").click()
    card.locator("[data-remove]").click()
    page.locator(".board-form .button-danger").click()
    expect(card).to_have_count(0)
    assert titles(page, "group") == before


def test_a_result_is_linked_by_keyboard_and_by_dragging(board: Page) -> None:
    page = board
    result = page.locator(".item-result").nth(2)
    activity = page.locator(".item-activity").nth(1)
    assert "R3" not in activity.locator(".item-chips").inner_text()

    result.locator("[data-grip]").focus()
    page.keyboard.press("Enter")
    picker = page.locator(".board-form select[name=activity]")
    expect(picker).to_be_focused()
    picker.select_option(label=activity.locator("h3").inner_text())
    page.keyboard.press("Enter")
    expect(activity.locator(".item-chips")).to_contain_text("R3")
    settled(page)

    other = page.locator(".item-activity").nth(2)
    assert "R3" not in other.locator(".item-chips").inner_text()
    grip = result.locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    assert start
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    other.evaluate("card => card.scrollIntoView({ block: 'center' })")
    end = other.bounding_box()
    assert end
    page.mouse.move(end["x"] + 40, end["y"] + 30, steps=8)
    page.mouse.up()
    expect(other.locator(".item-chips")).to_contain_text("R3")

    for linked in (activity, other):
        result.locator("summary").click()
        result.locator("[data-link]").click()
        page.locator(".linked-list li", has_text=linked.locator("h3").inner_text()).get_by_role("button").click()
        expect(linked.locator(".item-chips")).not_to_contain_text("R3")


def test_two_windows_keep_both_texts(visit: Visit, board: Page) -> None:
    mine, theirs = board, visit.context.new_page()
    theirs.goto(mine.url)
    card = ".item-group >> nth=1"
    name = mine.locator(f"{card} >> h3").inner_text()
    for page in (mine, theirs):
        page.locator(f"{card} >> [data-edit]").click()
        expect(page.get_by_label("Kto dokładnie?")).to_have_value(name)

    theirs.get_by_label("Kto dokładnie?").fill("Ich nazwa")
    theirs.get_by_label("Ilu ich jest").fill("77")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator(".board-form")).to_have_count(0)
    mine.get_by_label("Kto dokładnie?").fill("Moja nazwa")
    mine.keyboard.press("Control+Enter")

    choice = mine.locator(".theirs")
    expect(choice).to_contain_text("Ich nazwa")
    expect(mine.get_by_label("Ilu ich jest")).to_have_value("77")
    choice.locator("[value=theirs]").check()
    expect(mine.get_by_label("Kto dokładnie?")).to_have_value("Ich nazwa")
    choice.locator("[value=mine]").check()
    mine.get_by_label("Kto dokładnie?").press("Control+Enter")
    expect(mine.locator(f"{card} >> h3")).to_have_text("Moja nazwa")

    mine.locator(f"{card} >> [data-edit]").click()
    mine.get_by_label("Kto dokładnie?").fill(name)
    mine.keyboard.press("Control+Enter")
    expect(mine.locator(f"{card} >> h3")).to_have_text(name)


def test_what_is_typed_outlives_a_lost_connection_and_a_reload(visit: Visit, board: Page) -> None:
    page, card = board, board.locator(".item-group").nth(1)
    name = card.locator("h3").inner_text()
    card.locator("[data-edit]").click()
    page.get_by_label("Czego potrzebują?").fill("Czegoś pewnego.")
    need = page.get_by_label("Czego potrzebują?")

    page.route("**/plan/group/**", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-form-state]")).not_to_be_empty()
    expect(need).to_have_value("Czegoś pewnego.")
    page.unroute_all()
    page.reload()

    card.locator("[data-edit]").click()
    notice = page.locator(".draft-notice")
    expect(notice).to_be_visible()
    expect(need).not_to_have_value("Czegoś pewnego.")
    notice.get_by_role("button").first.click()
    expect(need).to_have_value("Czegoś pewnego.")

    visit.context.set_offline(offline=True)
    page.get_by_label("Kto dokładnie?").press("Control+Enter")
    expect(page.locator("[data-form-state]")).not_to_be_empty()
    visit.context.set_offline(offline=False)
    expect(page.locator(".board-form")).to_have_count(0)
    expect(card).to_contain_text("Czegoś pewnego.")
    expect(card.locator("h3")).to_have_text(name)
    card.locator("[data-edit]").click()
    expect(page.locator(".draft-notice")).to_have_count(0)
    visit.complaints = [each for each in visit.complaints if "net::ERR" not in each]


def test_filters_stay_while_cards_change(board: Page) -> None:
    page = board
    page.goto(page.url + "?phase=during")
    shown = titles(page, "activity")
    page.locator(".item-activity [data-edit]").first.click()
    page.get_by_label("Miejsce").fill("Nad rzeką")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".item-activity").first).to_contain_text("Nad rzeką")
    settled(page)
    assert page.url.endswith("?phase=during")
    assert titles(page, "activity") == shown


def test_the_board_fits_a_phone(phone: Visit) -> None:
    page = phone.sign_in("coordinator@example.org")
    page.goto(phone.plon.address + "/workspace/")
    page.get_by_role("link", name="Żywa rzeka").first.click()
    page.goto(page.url + "plan/")
    expect(page.locator(".board-jump")).to_be_visible()
    page.locator(".board-jump a").nth(3).click()
    expect(page.locator("#activities h2")).to_be_in_viewport()
    page.locator(".item-activity [data-edit]").first.tap()
    expect(page.locator(".board-form")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.complaints == []
