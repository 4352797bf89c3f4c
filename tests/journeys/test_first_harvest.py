"""The first harvest, as its people live it: from an imported project to a public result found on a phone."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.imported import write_export

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A small export, a number in it and its title."""
    path = tmp_path_factory.mktemp("export") / "export.csv"
    return path, *write_export(path)


def keep_picture(visit: Visit, name: str, *, full: bool = False) -> None:
    """Keep a screenshot for the docs when asked to (PLON_PICTURES=1), after pictures have loaded."""
    import os

    if os.environ.get("PLON_PICTURES"):
        visit.page.wait_for_timeout(400)
        visit.page.screenshot(path=PICTURES / f"{name}.png", full_page=full)


def test_from_an_imported_project_to_a_public_result_on_a_phone(
    visit: Visit, phone: Visit, plon: Plon, export: tuple[Path, str, str]
) -> None:
    file, number, title = export
    answer = plon.command("import", "projects", str(file), "--json")
    assert answer.returncode == 0, answer.stderr
    _claim(visit, number, title)
    _accept(visit)
    _define_results(visit)
    _plan(visit)
    _print_poster(visit)
    _publish(visit)
    _find_on_the_web(visit)
    _open_on_a_phone(phone)
    assert visit.complaints == []
    assert phone.complaints == []


def _claim(visit: Visit, number: str, title: str) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/claim/")
    page.get_by_label("Numer projektu").fill(number.lower())
    page.get_by_role("button", name="Znajdź").click()
    expect(page.locator(".card h2")).to_contain_text(title[:30])
    page.get_by_label(re.compile("Kim jesteś")).fill("Koordynuję ten projekt w szkole.")
    keep_picture(visit, "journey-1-claim")
    page.get_by_role("button", name="Poproś o ten projekt").click()
    expect(page.get_by_text("Prośbę wysłano do agencji")).to_be_visible()
    _sign_out(visit)


def _sign_out(visit: Visit) -> None:
    visit.page.locator(".site-tools details.menu summary").click()
    visit.page.get_by_role("button", name="Wyloguj się").click()
    expect(visit.page.get_by_role("link", name="Zaloguj się")).to_be_visible()


def _accept(visit: Visit) -> None:
    visit.sign_in("officer@example.org")
    page = visit.go("/office/claims/")
    keep_picture(visit, "journey-2-office")
    page.get_by_role("button", name="Przyjmij i przekaż projekt").first.click()
    expect(page.get_by_text("Projekt przekazano")).to_be_visible()
    _sign_out(visit)


def _define_results(visit: Visit) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/")
    page.locator("li.card", has_not_text="przykład").locator("h2 a, h3 a").first.click()
    expect(page.get_by_role("heading", name="Łańcuch: od rezultatu do dowodu")).to_be_visible()
    _define(visit, "Gra terenowa o śladach")
    _define(visit, "Zeszyt ćwiczeń o wędrówkach ptaków")


def _define(visit: Visit, title: str) -> None:
    page = visit.page
    page.get_by_role("link", name="Rezultaty").nth(1).click()
    page.get_by_role("link", name=re.compile("Opisz (pierwszy )?rezultat")).first.click()
    page.get_by_label("Co powstanie?").fill(title)
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def _plan(visit: Visit) -> None:
    page = visit.page
    for name, size in (("Nauczyciele biologii w gminie", "30"), ("Drużyny harcerskie w powiecie", "12")):
        _section(visit, "Plan")
        page.locator("#groups").get_by_role("link", name=re.compile("Dodaj (pierwszą )?grupę")).first.click()
        page.get_by_label("Kto dokładnie?").fill(name)
        page.get_by_label("Ilu ich jest, mniej więcej?").fill(size)
        page.get_by_label("lokalny", exact=True).check()
        page.get_by_role("button", name="Dodaj do planu").click()
        expect(page.locator("#groups")).to_contain_text(name)
    for place in range(2):
        page.locator("#messages").get_by_role("link", name=re.compile("^Napisz")).first.click()
        page.locator("main textarea").first.fill(f"Masz gotową lekcję na jutro, wersja {place + 1}.")
        page.get_by_role("button", name="Zapisz").click()
        expect(page.locator("#messages")).to_contain_text(f"wersja {place + 1}")
    for name in ("Warsztaty dla nauczycieli", "Pokaz gry na zlocie", "Webinar po projekcie"):
        page.locator("#activities").get_by_role("link", name=re.compile("Zaplanuj")).first.click()
        page.get_by_label("Co zrobicie?").fill(name)
        page.get_by_label("Gra terenowa o śladach").check()
        page.get_by_label("Nauczyciele biologii w gminie", exact=True).check()
        page.locator("[name=start]").fill("2026-03-10")
        page.get_by_role("button", name="Dodaj do planu").click()
        expect(page.locator("#activities")).to_contain_text(name)
    page.locator("#indicators").get_by_role("link", name=re.compile("Dodaj")).first.click()
    page.get_by_label("Co będziecie mierzyć?").fill("Drużyny, które zagrały w grę")
    page.get_by_label("Dziś (wartość początkowa)").fill("0")
    page.get_by_label("Wartość docelowa").fill("12")
    page.get_by_role("button", name="Dodaj do planu").click()
    expect(page.locator("#indicators")).to_contain_text("Drużyny, które zagrały w grę")
    keep_picture(visit, "journey-3-plan", full=True)


def _section(visit: Visit, name: str) -> None:
    visit.page.get_by_role("navigation", name="Działy projektu").get_by_role("link", name=name, exact=True).click()


def _print_poster(visit: Visit) -> None:
    page = visit.page
    _section(visit, "Plakat")
    expect(page.locator("main img")).to_be_visible()
    assert page.locator("main img").evaluate("img => img.decode().then(() => img.naturalWidth)") > 2000
    keep_picture(visit, "journey-4-poster")
    with page.expect_download() as download:
        page.get_by_role("link", name="Pobierz PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def _publish(visit: Visit) -> None:
    page = visit.page
    _section(visit, "Rezultaty")
    page.get_by_role("link", name="Gra terenowa o śladach").first.click()
    page.locator("[name=summary_pl]").fill("Gra dla pięciu osób: szukamy śladów zwierząt i zapisujemy je na mapie.")
    page.locator("[name=category]").select_option("handbook")
    page.locator("[name=licence]").select_option("CC-BY-4.0")
    page.locator("[name=carries_emblem]").check()
    expect(page.locator("[data-save-state]")).to_have_text("Zapisano")
    page.get_by_role("link", name="Dodaj plik").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "gra.txt", "mimeType": "text/plain", "buffer": "Zasady gry: szukamy śladów.".encode()}
    )
    page.get_by_role("button", name="Dodaj", exact=True).click()
    expect(page.get_by_text("gra.txt").first).to_be_visible()
    keep_picture(visit, "journey-5-result")
    page.get_by_role("button", name="Opublikuj").click()
    expect(page.get_by_text("Opublikowano.")).to_be_visible()
    _sign_out(visit)


def _find_on_the_web(visit: Visit) -> None:
    """A teacher types *gry terenowe*, the title says *gra terenowa*: it is found within seconds of publication."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        page = visit.go("/pl/results/?q=grach+terenowych")
        if page.get_by_role("link", name="Gra terenowa o śladach").count():
            break
        page.wait_for_timeout(500)
    keep_picture(visit, "journey-6-found")
    page.get_by_role("link", name="Gra terenowa o śladach").first.click()
    expect(page.get_by_role("heading", level=1, name="Gra terenowa o śladach")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("gra.txt|Pobierz")).first.click()
    assert "szukamy śladów" in Path(download.value.path()).read_text(encoding="utf-8")
    visit.plon.found = page.url.replace(visit.plon.address, "")  # type: ignore[attr-defined]  # handed to the phone


def _open_on_a_phone(phone: Visit) -> None:
    page = phone.go(phone.plon.found)  # type: ignore[attr-defined]  # set a moment ago
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep_picture(phone, "journey-7-phone")
