"""The agency at work: news with a photo and results in two languages, from the editors' desk to every reader."""

import io
import re

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

POLISH, ENGLISH = "Żniwa nad rzeką w lipcu", "Harvest by the river in July"
RESULT = "Dwanaście lekcji nad wodą"


def photo() -> bytes:
    picture = Image.new("RGB", (1600, 1000), "#5f9068")
    ImageDraw.Draw(picture).ellipse((500, 200, 1100, 800), fill="#e3b95b")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def upload_photo(page: Page) -> None:
    """Choose a picture of one's own in the window of pictures, with all that it must bring."""
    page.locator("#id_picture-chooser button:visible").first.click()
    page.locator(".modal-content [role=tab]").last.click()
    page.locator("#id_image-chooser-upload-file").set_input_files(
        {"name": "river.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.fill("#id_image-chooser-upload-title", "Rzeka")
    page.fill("#id_image-chooser-upload-description", "Słońce nad łąką przy rzece")
    page.fill("#id_image-chooser-upload-author", "Anna Przykładowa")
    page.select_option("#id_image-chooser-upload-licence", "CC-BY-4.0")
    page.locator("#tab-upload button[type=submit], .modal-content form button[type=submit]:visible").last.click()
    expect(page.locator(".modal-content")).to_have_count(0)
    expect(page.locator("#id_picture-chooser img").first).to_be_visible()


def write(page: Page, words: str) -> None:
    """Add a piece of text."""
    page.locator("#body-root .c-sf-add-button").first.click()
    page.get_by_role("option", name="Tekst", exact=True).click()
    field = page.locator("#body-root .public-DraftEditor-content").first
    field.click()
    page.keyboard.type(words)
    # The editor hands the words over to the form a moment after the last key.
    expect(page.locator('[name="body-0-value"]')).to_have_value(re.compile(words.rsplit(maxsplit=1)[-1]))


def relate(page: Page, address: str) -> None:
    page.locator("#related-root .c-sf-add-button").first.click()
    page.locator("#related-root input[type=text]:visible").first.fill(address)


def publish(page: Page) -> None:
    button = page.locator("button[name=action-publish]")
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]:visible").first.click()
    with page.expect_navigation():
        button.first.click()
    expect(page.locator(".messages .success").first).to_be_visible()


def result_address(visit: Visit) -> str:
    page = visit.go("/pl/results/?q=lekcje+nad+wodą")
    found = page.get_by_role("link", name=RESULT).first.get_attribute("href")
    assert found
    return visit.plon.address + found.partition("?")[0]


def test_news_with_a_photo_and_results_in_two_languages(visit: Visit) -> None:
    visit.page.set_default_timeout(20_000)
    address = result_address(visit)
    visit.sign_in("officer@example.org")
    page = visit.go("/cms/")
    page.locator('main a[href*="/add/portal/article/"]').first.click()
    page.fill("#id_title", POLISH)
    page.fill("#id_lead", "Co nauczyciele zabrali do domu.")
    upload_photo(page)
    write(page, "Czternaście osób mierzyło przezroczystość wody.")
    relate(page, address)
    publish(page)

    visit.go("/cms/articles/").get_by_role("link", name=POLISH).first.click()
    page.wait_for_url("**/edit/")
    number = page.url.rstrip("/").split("/")[-2]
    visit.go(f"/cms/translation/submit/page/{number}/")
    for box in page.locator("main form input[type=checkbox][name=locales]").all():
        box.check()
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    page.wait_for_url("**/edit/")
    expect(page.locator('[name="body-0-value"]')).to_have_value(re.compile("wody"))
    page.fill("#id_title", ENGLISH)
    page.fill("#id_lead", "What teachers took home.")
    publish(page)

    visit.context.clear_cookies()
    for language, title, other in (("pl", POLISH, ENGLISH), ("en", ENGLISH, POLISH)):
        for place in ("", "news/"):
            page = visit.go(f"/{language}/{place}")
            expect(page.get_by_role("link", name=title)).to_be_visible()
            expect(page.get_by_role("link", name=other)).to_have_count(0)
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        shown = page.locator(".article__picture--lead img")
        expect(shown).to_have_attribute("alt", "Słońce nad łąką przy rzece")
        assert shown.evaluate("picture => picture.complete && picture.naturalWidth > 0")
        expect(page.locator("figcaption").first).to_contain_text("Anna Przykładowa")
        expect(page.locator(".result-card").first).to_be_visible()
        feed = visit.context.request.get(f"{visit.plon.address}/{language}/news/feed.atom").text()
        assert title in feed
        assert other not in feed
