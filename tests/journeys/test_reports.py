"""A report is generated, made one's own, generated again after something was done, and taken as a file."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.promises import run_inside

pytestmark = pytest.mark.browser

LOG_ONE_MORE = """
import datetime
from plon.accounts.models import User
from plon.activities.actions import ReachRow, log_activity
from plon.projects.models import Project

project = Project.objects.get(acronym="Żywa rzeka", is_example=True)
by = User.objects.get(email="coordinator@example.org")
log_activity(project, by=by, title="Dzień otwarty nad rzeką", purpose="promotion", state="done",
             start=datetime.date(2025, 11, 8), reach={None: ReachRow(77, "local")})
print("MADE {}")
"""
OURS = "Robiliśmy to **po swojemu**."


@pytest.fixture
def report(visit: Visit) -> Page:
    """The desk of the example's interim report."""
    visit.sign_in("coordinator@example.org")
    base = visit.go("/workspace/?q=Żywa").locator("li.card a").first.get_attribute("href") or ""
    page = visit.go(f"{base}reports/")
    page.locator("main h2 a", has_text="Raport okresowy").first.click()
    expect(page.locator("h1")).to_have_text("Raport okresowy")
    return page


def test_a_text_survives_a_new_generation_and_stands_in_the_file(visit: Visit, report: Page, plon: Plon) -> None:
    desk = report.url
    report.get_by_role("link", name="Działania i odbiorcy", exact=True).click()
    expect(report.locator("#text")).to_have_value(re.compile("W tym okresie przeprowadziliśmy"))
    report.locator("#text").fill(OURS)
    expect(report.locator("[data-save-state]")).to_contain_text("Zapisano")
    expect(report.locator("[data-preview] strong")).to_have_text("po swojemu")
    expect(report.locator("#text-state")).to_contain_text("Po redakcji")
    assert run_inside(plon, LOG_ONE_MORE) == {}

    report.goto(desk)
    expect(report.locator("main")).to_contain_text("Zmieniły się fakty, na których opiera")
    report.get_by_role("link", name="Czytaj raport").click()
    expect(report.locator("article.paper")).to_contain_text("Robiliśmy to po swojemu.")
    expect(report.locator("article.paper")).to_contain_text("Dzień otwarty nad rzeką")
    report.goto(desk)
    report.get_by_role("link", name="Działania i odbiorcy", exact=True).first.click()
    report.locator("summary", has_text="Co się zmieniło").click()
    expect(report.locator("ins").first).to_be_visible()
    report.get_by_role("button", name="Mój tekst jest dobry").click()
    expect(report.locator("#text-state")).not_to_contain_text("fakty zmieniły się")

    report.goto(desk)
    report.get_by_role("button", name="Zrób PDF").click()
    link = report.get_by_role("link", name=re.compile("Pobierz PDF"))
    # The worker may still be at what the example world left to do.
    expect(link).to_be_visible(timeout=240_000)
    with report.expect_download() as taken:
        link.click()
    content = taken.value.path().read_bytes()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "po swojemu" in text
    assert "Dzień otwarty nad rzeką" in " ".join(text.split())
    assert visit.complaints == []


def test_a_partner_writes_its_own_self_assessment_on_a_phone(phone: Visit) -> None:
    phone.sign_in("partner@example.org")
    base = phone.go("/workspace/?q=Żywa").locator("li.card a").first.get_attribute("href") or ""
    page = phone.go(f"{base}reports/")
    page.locator("main h2 a", has_text="Raport okresowy").first.click()
    page.get_by_role("link", name="Samoocena partnerów").first.click()
    page.locator("li.card", has_text="Colegio de Ejemplo del Sur").get_by_role("link").click()
    page.locator("#id_mark_objectives").select_option("4")
    page.locator("#id_text_change").fill("Uczymy teraz nad rzeką raz w miesiącu.")
    page.get_by_role("button", name="Zapisz").click()

    expect(page.locator("li.card", has_text="Colegio de Ejemplo del Sur")).to_contain_text("2 z 6 pytań")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert phone.complaints == []
