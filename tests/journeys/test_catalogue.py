"""A teacher on a phone finds a result, takes it, tells that she uses it; the team sees it; a saved search goes on."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.letters import letter_to, text_of
from tests.journeys.promises import PROMISE, TAKE_PROMISES_BACK, run_inside

pytestmark = pytest.mark.browser

RESULT = "Dwanaście lekcji nad wodą"
TEACHER = "teacher-of-the-journey@example.org"

# The next result that the saved search must tell of, made by the team's own actions.
PUBLISH_ANOTHER = """
import json
from django.core.files.uploadedfile import SimpleUploadedFile
from plon.accounts.models import User
from plon.results import actions, attaching
from plon.results.fit.actions import change_fit
from plon.results.models import Result
lead = User.objects.get(email="coordinator@example.org")
known = Result.objects.get(working_title="Dwanaście lekcji nad wodą")
result = actions.define_result(known.project, by=lead, title="Lekcje przy studni", kind="tangible", language="pl")
values = {"category": known.category, "licence": known.licence, "languages": ["pl"], "carries_emblem": True,
          "carries_licence_notice": True, "summary_pl": "Trzy lekcje o wodzie ze studni.",
          "responsible": known.responsible}
actions.change_result(result, by=lead, values=values)
result.refresh_from_db()
upload = SimpleUploadedFile("lekcje.txt", b"Woda ze studni")
attaching.add_file(result, by=lead, upload=upload, title="Lekcje", language="pl")
change_fit(result, by=lead, values={"age_from": 10, "age_to": 12})
result.refresh_from_db()
actions.publish_result(result, by=lead)
print("MADE", json.dumps(result.public_id))
"""


@pytest.fixture
def _promised(plon: Plon) -> Iterator[None]:
    """A ledger needs a promise, which journeys on a free plan take back; it goes as it came."""
    is_made = run_inside(plon, PROMISE)
    yield
    if is_made:
        run_inside(plon, TAKE_PROMISES_BACK)


@pytest.mark.usefixtures("_promised")
def test_found_trusted_wanted_used(phone: Visit, visit: Visit, plon: Plon) -> None:
    found_by = find_and_narrow(phone)
    read_and_take(phone)
    tell_that_we_use_it(phone, plon)
    see_it_in_the_ledger(visit)
    feed = save_the_search(visit, found_by)
    hear_of_the_next(visit.page, plon, feed)
    assert phone.complaints == []
    assert visit.complaints == []


def find_and_narrow(phone: Visit) -> str:
    """Search with an inflected word, narrow by licence and age; return the question as the address says it."""
    page = phone.go("/pl/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("lekcjami")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=lekcjami*")
    expect(page.locator("#found")).to_contain_text(RESULT)
    page.locator("#kinds").get_by_role("link", name="Rezultaty").click()
    page.wait_for_url("**/results/?q=lekcjami*")
    choose(page, "licence", "CC-BY-SA-4.0")
    choose(page, "age", "10-12")
    expect(page.locator("#found")).to_contain_text(RESULT)
    expect(page.locator("#found mark").first).to_have_text(re.compile("lekcj", re.IGNORECASE))
    return page.url.partition("?")[2]


def choose(page: Page, facet: str, value: str) -> None:
    """Choose a filter in the panel and wait until the address says it."""
    if not page.locator("details.filters").evaluate("panel => panel.open"):
        page.locator("details.filters > summary").click()
    group = page.locator("details.filters__group", has=page.locator(f'input[name="{facet}"]'))
    if not group.evaluate("group => group.open"):
        group.locator("> summary").click()
    page.locator(f'input[name="{facet}"][value="{value}"]').check()
    page.wait_for_url(re.compile(rf"[?&]{facet}={re.escape(value)}"))


def read_and_take(phone: Visit) -> None:
    page = phone.page
    page.locator("#found").get_by_role("link", name=RESULT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RESULT)
    card = page.locator(".fit")
    expect(card).to_contain_text("10")
    expect(card).to_contain_text("Termometr")
    with page.expect_download() as taken:
        page.locator("#take .file__link").first.click()
    assert taken.value.path().stat().st_size > 0


def tell_that_we_use_it(phone: Visit, plon: Plon) -> None:
    page = phone.page
    page.get_by_role("link", name="Używamy tego").click()
    page.locator("#id_organisation").fill("Szkoła Przykładowa z Podróży")
    page.locator("#id_town").fill("Przykładów")
    page.locator("#id_learners").fill("27")
    page.locator("[name=shown][value=organisation]").check()
    page.locator("#id_email").fill(TEACHER)
    time.sleep(3)  # people don't fill such a form faster, and the house knows it
    page.locator(".told__send").click()
    page.wait_for_url("**/told/sent/**")
    door = re.search(r"https?://[^/\s]+(/\S*told/\S+/)", text_of(letter_to(plon.letters, TEACHER)))
    assert door
    phone.go(door[1])
    page.get_by_role("button", name="Tak, potwierdzam").click()
    expect(page.locator(".thanks")).to_contain_text(RESULT)
    page.get_by_role("link", name="Wróć do rezultatu").click()
    expect(page.locator("#uses")).to_contain_text("Szkoła Przykładowa z Podróży")
    expect(page.locator("body")).not_to_contain_text(TEACHER)


def see_it_in_the_ledger(visit: Visit) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/")
    page.locator("li.card", has_text="Żywa rzeka").locator("h2 a, h3 a").first.click()
    page.wait_for_url(re.compile(r"/workspace/[^/]+/$"))
    work = re.sub(r"(/workspace/[^/]+/).*", r"\1", page.url)
    ledger = page.request.get(f"{work}activities/ledger/ledger.json").json()
    [use] = [each for each in ledger["uses"]["results"] if each["title"] == RESULT]
    page.goto(f"{work}activities/ledger/")
    expect(page.locator("section[aria-labelledby=uses]")).to_contain_text(str(use["uses"]))
    page.goto(f"{work}uptake/")
    expect(page.locator("main")).to_contain_text("Szkoła Przykładowa z Podróży")
    expect(page.locator("main")).not_to_contain_text(TEACHER)


def save_the_search(visit: Visit, question: str) -> str:
    """Save it for letters, and return the address of its feed."""
    page = visit.go(f"/pl/results/?{question}")
    page.get_by_role("link", name="Powiadamiaj mnie o nowych").click()
    page.get_by_role("button", name="Zapisz wyszukiwanie").click()
    page.wait_for_url(re.compile(r"/searches/(?!new)"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("lekcjami")
    return page.locator("#feed-address").input_value()


def hear_of_the_next(page: Page, plon: Plon, feed: str) -> None:
    """What is published next stands in the feed as soon as the index has it."""
    assert "Lekcje przy studni" not in page.request.get(feed).text()
    made = run_inside(plon, PUBLISH_ANOTHER)
    deadline = time.monotonic() + 60
    while "Lekcje przy studni" not in (told := page.request.get(feed).text()):
        assert time.monotonic() < deadline, told
        time.sleep(1)
    assert f"/r/{made}" in told or str(made) in told
