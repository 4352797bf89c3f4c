"""The example world shows what Plon does; its pictures stand in the README (made with PLON_PICTURES=1)."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
TITLE = "Dwanaście lekcji nad wodą"


def test_the_fullest_example_is_found_read_and_fits_a_phone(visit: Visit, phone: Visit) -> None:
    page = visit.go("/pl/results/?q=lekcjami+wody")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(page.locator("main img").first).to_be_visible()
    small = phone.go(page.url.replace(visit.plon.address, ""))
    expect(small.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    if os.environ.get("PLON_PICTURES"):
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURES / "result.png")
        small.wait_for_timeout(500)
        small.screenshot(path=PICTURES / "phone.png")
    assert visit.complaints + phone.complaints == []


def test_its_plan_prints_as_a_poster(visit: Visit) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/?q=rzeka")
    page.locator("li.card a").first.click()
    answer = page.request.get(
        page.url + "plan/poster/file/?paper=A1&orientation=landscape&language=pl&content=plan&output=png"
    )
    picture = Image.open(io.BytesIO(answer.body()))

    assert answer.headers["content-type"] == "image/png"
    assert picture.width > picture.height > 1500
    if os.environ.get("PLON_PICTURES"):
        picture.convert("RGB").resize((1400, round(1400 * picture.height / picture.width))).quantize(128).save(
            PICTURES / "poster.png", optimize=True
        )
