"""A result finds a keeper without an account, who later hands it over to a library."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.letters import letter_to, text_of
from tests.journeys.test_pages_hold import axe_faults

pytestmark = pytest.mark.browser
TITLE = "Otwarta mapa pomiarów rzek"
TOMASZ, HANNA = "tomasz.keeper@example.org", "hanna.keeper@example.org"


def door_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/kept/\S+)", text_of(letter))
    assert found
    return found[1]


def fill_in(page: Page, name: str, email: str) -> None:
    page.get_by_label("Imię i nazwisko").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Wyślij list").click()


def test_a_keeper_is_asked_accepts_confirms_and_hands_over(visit: Visit, phone: Visit, plon: Plon) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/?q=Żywa")
    base = page.locator("li.card a").first.get_attribute("href") or ""
    page = visit.go(f"{base}sustainability/keepers/")
    page.get_by_role("link", name=re.compile(f"Wskaż opiekuna.*{TITLE}")).click()
    expect(page.get_by_label(TITLE)).to_be_checked()
    fill_in(page, "Tomasz Nowak", TOMASZ)
    expect(page.get_by_text("List jest w drodze.")).to_be_visible()

    own = phone.go(door_in(letter_to(plon.letters, TOMASZ)))
    expect(own.get_by_role("heading", level=1)).to_have_text(f"Czy zaopiekujesz się rezultatem „{TITLE}”?")
    assert axe_faults(own) == []
    own.get_by_role("button", name="Tak, zaopiekuję się").click()
    expect(own.get_by_text("od teraz opiekujesz się tym rezultatem")).to_be_visible()
    own.get_by_role("button", name="Tak, nadal jest dobry").click()
    expect(own.get_by_text("potwierdzono to w tym miesiącu")).to_be_visible()

    own.get_by_role("link", name="Przekaż go komuś innemu").click()
    own.get_by_label("Organizacja", exact=True).select_option("other")
    own.get_by_label("Nazwa innej organizacji").fill("Biblioteka przykładowa")
    fill_in(own, "Hanna Lis", HANNA)
    expect(own.get_by_text("Prośba o przejęcie: Biblioteka przykładowa")).to_be_visible()

    new = phone.go(door_in(letter_to(plon.letters, HANNA)))
    expect(new.get_by_text("Do Twojej zgody opiekuje się nim:")).to_be_visible()
    new.get_by_role("button", name="Tak, zaopiekuję się").click()
    expect(new.get_by_text("od teraz opiekujesz się tym rezultatem")).to_be_visible()
    assert text_of(letter_to(plon.letters, TOMASZ)).count("Dziękujemy za dotychczasową opiekę") == 1

    page = visit.go(f"{base}sustainability/keepers/")
    expect(page.get_by_text("Biblioteka przykładowa").first).to_be_visible()
    expect(page.get_by_text("Tomasz Nowak")).to_have_count(0)
    page = visit.go(f"{base}history/")
    expect(page.get_by_text(f"opiekuje się od teraz: {TITLE} (Biblioteka przykładowa)").first).to_be_visible()
    expect(page.get_by_text("Hanna Lis")).to_have_count(0)
    assert visit.complaints == []
    assert phone.complaints == []
