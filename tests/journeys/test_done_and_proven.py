"""Eight promises kept by a coordinator, a partner with an account and a partner without; proven, and told."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.letters import letter_to, text_of
from tests.journeys.promises import MAKE, SEND_DIGESTS, run_inside

pytestmark = pytest.mark.browser

GUEST, GUEST_ABROAD = "guest-of-eight@example.org", "guest-abroad@example.org"
ACT = re.compile(r"/activities/(?!new/)[a-z0-9]+/$")


@pytest.fixture(scope="module")
def made(plon: Plon) -> dict[str, str]:
    found = run_inside(plon, MAKE)
    assert isinstance(found, dict)
    return found


def photo(folder: Path, name: str, *, side: int = 900) -> Path:
    """A picture of noise, so that it is as large as a photo of a phone."""
    made = Image.effect_noise((side, side), 90).convert("RGB")
    path = folder / name
    made.save(path, "JPEG", quality=95)
    return path


def test_eight_promises_are_kept_and_proven(
    browser: Browser, plon: Plon, visit: Visit, phone: Visit, made: dict[str, str], tmp_path: Path
) -> None:
    work = f"/workspace/{made['project']}/"
    visit.sign_in("coordinator@example.org")
    log_with_a_photo(visit, work, 1, 12, photo(tmp_path, "workshop.jpg"), shows=12)
    log_quickly(visit, work, 2, 10)
    log_with_a_photo(visit, work, 3, 10, photo(tmp_path, "small.jpg"), shows=3)
    send_link(visit, work, "Fundacja Przykład bez Konta", GUEST, "pl")
    send_link(visit, work, "Colegio de las Ocho Promesas", GUEST_ABROAD, "es")
    door = door_in(letter_to(plon.letters, GUEST))
    upload_interrupted(browser, plon, work, tmp_path)
    phone.go(door)
    expect(phone.page.locator("main")).to_contain_text("Obietnica 6")
    expect(phone.page.locator("main")).not_to_contain_text("Obietnica 4")
    log_offline(phone, 6, 10, photo(tmp_path, "offline.jpg"))
    log_in_the_corner(phone, 7, 11)
    log_in_the_corner(phone, 8, 10)
    ledger = visit.page.request.get(f"{plon.address}{work}activities/ledger/ledger.json").json()
    assert {
        each["name"]: (each["promised"], each["done"], each["proven"], each["state"])
        for each in ledger["promises"]
        if each["kind"] == "activity"
    } == {
        "Obietnica 1": (10, 12, 12, "proven"),
        "Obietnica 2": (10, 10, 0, "kept"),
        "Obietnica 3": (10, 10, 3, "kept"),
        "Obietnica 4": (10, 10, 10, "proven"),
        "Obietnica 5": (10, 15, 0, "kept"),
        "Obietnica 6": (10, 10, 0, "kept"),
        "Obietnica 7": (10, 11, 0, "kept"),
        "Obietnica 8": (10, 10, 0, "kept"),
    }
    take_back_a_photo(visit, phone, work)
    tell_the_week(plon)
    assert visit.complaints == []
    assert [each for each in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


def log_with_a_photo(visit: Visit, work: str, number: int, people: int, picture: Path, *, shows: int) -> None:
    """From the line of the plan, with a photo that shows a number of people."""
    page = visit.go(f"{work}activities/")
    page.locator("tr, li", has_text=f"Obietnica {number}").get_by_role("link", name="Odnotuj").first.click()
    expect(page.locator("#id_title")).to_have_value(f"Obietnica {number}")
    page.locator("input[type=number]").first.fill(str(people))
    with page.expect_file_chooser() as waiting:
        page.locator("[data-choose]").first.click()
    waiting.value.set_files(picture)
    expect(page.locator(".uploads li").first).to_contain_text("dodano", timeout=20_000)
    save_and_count(page, shows)


def save_and_count(page: Page, shows: int) -> None:
    """Save the act, then say on its page how many people the piece of evidence shows."""
    page.locator("main form.stack button[type=submit], main form[data-draft] button[type=submit]").last.click()
    page.wait_for_url(ACT)
    counted = page.locator("main form:has(input[type=number])").first
    counted.locator("input[type=number]").first.fill(str(shows))
    with page.expect_navigation():
        counted.locator("button[type=submit]").click()


def log_quickly(visit: Visit, work: str, number: int, people: int) -> None:
    """Three taps."""
    page = visit.go(f"{work}activities/now/")
    tap_through(page, number, people)


def tap_through(page: Page, number: int, people: int, picture: Path | None = None) -> None:
    line = page.locator(".now-choice label", has_text=f"Obietnica {number}")
    if not line.is_visible():
        page.locator("[data-now-more] summary").click()
    line.click()
    page.locator("[data-now-number]").fill(str(people))
    page.locator("[data-now-step]:not([hidden]) [data-now-next]").click()
    if picture:
        page.locator("#id_picture").set_input_files(picture)
    page.locator("[data-now-step]:not([hidden]) button[type=submit]").click()
    expect(page.locator("[data-now-told]")).not_to_be_empty()


def send_link(visit: Visit, work: str, partner: str, email: str, language: str) -> None:
    page = visit.go(f"{work}partner-links/")
    page.locator("#id_organisation").select_option(label=partner)
    page.locator("#id_name").fill("Osoba Przykładowa")
    page.locator("#id_email").fill(email)
    page.locator("#id_language").select_option(language)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text(email)


def take_back_a_photo(visit: Visit, phone: Visit, work: str) -> None:
    """A photo of a class is public with its consent; withdrawn, it is gone from every place at once."""
    page = visit.go(f"{work}evidence/consents/new/")
    page.locator("#id_of_1, [name=of][value=group]").first.check()
    page.locator("#id_name").fill("Klasa przykładowa")
    page.locator("[name=scopes][value=web]").check()
    page.locator("main form.stack button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/consents/(?!new)[a-z0-9]+/"))
    consent = page.url
    page = visit.go(f"{work}evidence/")
    page.locator("main a", has_text="workshop").first.click()
    page.locator("#id_alt").fill("Uczestnicy warsztatów przy stole")
    page.locator("[name=people_shown][value=recognisable]").check()
    page.locator("button[value=publish]").click()
    expect(page.locator("main")).to_contain_text("zgod")
    page.locator("#attach-consent").select_option(label="Klasa przykładowa")
    page.locator("form:has(#attach-consent) button").click()
    page.wait_for_load_state()
    page.locator("button[value=publish]").click()
    expect(page.locator("#publishing")).to_contain_text("publiczne")
    public = page.locator("#publishing a", has_text="Zobacz").get_attribute("href") or ""
    seen = phone.go(public)
    picture = seen.get_by_alt_text("Uczestnicy warsztatów przy stole").first
    expect(picture).to_be_visible()
    address = picture.get_attribute("src") or ""
    assert seen.request.get(f"{visit.plon.address}{address}").status == 200
    page.goto(f"{consent}withdraw/")
    expect(page.locator("main")).to_contain_text("strona projektu", ignore_case=True)
    page.locator("main form.stack button[type=submit]").click()
    page.wait_for_load_state()
    expect(phone.go(public).get_by_alt_text("Uczestnicy warsztatów przy stole")).to_have_count(0)
    assert phone.page.request.get(f"{visit.plon.address}{address}").status == 404


def tell_the_week(plon: Plon) -> None:
    """The weekly digest, in each reader's language."""
    assert run_inside(plon, SEND_DIGESTS)
    polish, english = (text_of(letter_to(plon.letters, reader)) for reader in (GUEST, GUEST_ABROAD))
    assert "Zrobione w zeszłym tygodniu" in polish
    assert "Obietnica 7" in polish.partition("jeszcze bez dowodu")[2]
    assert "Done last week" in english
    assert "/corner/" in english


def door_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/corner/\S+/)", text_of(letter))
    assert found
    return found[1]


def upload_interrupted(browser: Browser, plon: Plon, work: str, folder: Path) -> None:
    """A partner's member; the connection goes in the middle of an upload, and the rest follows by itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
    member = Visit(context, plon)
    member.sign_in("partner@example.org")
    page = member.go(f"{work}activities/")
    page.locator("tr, li", has_text="Obietnica 4").get_by_role("link", name="Odnotuj").first.click()
    page.locator("input[type=number]").first.fill("10")
    large = folder / "recording.wav"
    large.write_bytes(b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(30 * 1024 * 1024))
    pieces: list[str] = []
    page.on("request", lambda request: pieces.append(request.method) if request.method == "PATCH" else None)
    with page.expect_file_chooser() as waiting:
        page.locator("[data-choose]").first.click()
    waiting.value.set_files(large)
    page.wait_for_event("requestfinished", lambda request: request.method == "PATCH")
    context.set_offline(True)
    expect(page.locator(".uploads")).to_contain_text(re.compile("Brak połączenia|No connection"), timeout=20_000)
    sent = len(pieces)
    context.set_offline(False)
    expect(page.locator(".uploads li input[type=hidden], [name=evidence]")).to_have_count(1, timeout=60_000)
    assert sent < len(pieces) < 20
    save_and_count(page, 10)
    log_quickly(member, work, 5, 15)
    expect(page.locator("[data-now-outbox]")).to_be_hidden(timeout=30_000)
    context.close()


def log_offline(phone: Visit, number: int, people: int, picture: Path) -> None:
    """At the event, without a connection, even after the phone has closed the page."""
    page = phone.page
    page.get_by_role("link", name="Odnotuj").first.click()
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    address = page.url
    phone.context.set_offline(True)
    tap_through(page, number, people, picture)
    expect(page.locator("[data-now-outbox]")).to_be_visible()
    page.goto(address)
    expect(page.locator("[data-now-outbox]")).to_contain_text(f"Obietnica {number}")
    phone.context.set_offline(False)
    expect(page.locator("[data-now-outbox]")).to_be_hidden(timeout=30_000)


def log_in_the_corner(phone: Visit, number: int, people: int) -> None:
    tap_through(phone.page, number, people)
    expect(phone.page.locator("[data-now-outbox]")).to_be_hidden(timeout=30_000)
    phone.page.reload()
