"""At the event, with a phone: log it without a connection, sign the list by its QR code."""

import re
import sqlite3
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Plon, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def living_river(plon: Plon) -> str:
    """The public id of the project that has a whole plan."""
    with sqlite3.connect(plon.folder / "plon.sqlite3") as database:
        found = database.execute("select public_id from projects_project where acronym = 'Żywa rzeka'")
        return str(found.fetchone()[0])


def logged(plon: Plon) -> list[tuple[str, int, int]]:
    """(device key, people, photos) of every act that came from a phone."""
    with sqlite3.connect(plon.folder / "plon.sqlite3") as database:
        return database.execute(
            "select a.device_key, (select sum(people) from activities_reach where activity_id = a.id),"
            " (select count(*) from activities_proof where activity_id = a.id)"
            " from activities_activity a where a.device_key is not null order by a.id"
        ).fetchall()


def end_sessions(plon: Plon) -> None:
    """Sign everybody out, as an administrator or time does."""
    with sqlite3.connect(plon.folder / "plon.sqlite3", timeout=20) as database:
        database.execute("delete from django_session")


def note(page: Page, people: int, photo: Path | None = None) -> None:
    """Three taps, and as many as there are people."""
    page.locator(".now-choice label").first.tap()
    for _ in range(people):
        page.locator("[data-now-add='1']").tap()
    page.locator("[data-now-next]:visible").tap()
    if photo:
        page.locator("input[name=photo]").set_input_files(photo)
        page.wait_for_selector("[data-now-preview]:not([hidden])")
    page.locator("[data-now-form] button[type=submit]").tap()
    page.wait_for_selector("[data-now-told]:not(:empty)")


def is_kept(page: Page) -> bool:
    """Whether the worker watches this page and keeps it."""
    return bool(
        page.evaluate(
            "async () => Boolean(navigator.serviceWorker.controller)"
            " && (await (await caches.open('plon-pages')).keys()).length > 0"
        )
    )


def open_now(visit: Visit, project: str) -> Page:
    page = visit.go(f"/workspace/{project}/activities/now/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function("async () => (await (await caches.open('plon-pages')).keys()).length > 0")
    return page


def send_now(page: Page) -> None:
    """Ask the outbox to send; it may be doing so by itself at this moment, and hide its button."""
    page.locator("[data-now-retry]").evaluate("button => button.click()")


def test_what_is_noted_offline_survives_a_reload_and_goes_out_once(phone: Visit, plon: Plon, tmp_path: Path) -> None:
    phone.sign_in("partner@example.org")
    page, before = open_now(phone, living_river(plon)), len(logged(plon))
    photo = tmp_path / "event.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(photo, "JPEG", quality=90)

    phone.context.set_offline(True)
    note(page, 3)
    note(page, 5, photo)
    expect(page.locator(".now-entry")).to_have_count(2)
    page.reload()
    expect(page.locator(".now-entry")).to_have_count(2)
    page.goto(f"{plon.address}/workspace/now/")
    page.wait_for_url("**/activities/now/")
    phone.context.set_offline(False)
    page.evaluate("Promise.all([plonOutbox.sendAll(), plonOutbox.sendAll(), plonOutbox.sendAll(() => {}, true)])")
    page.wait_for_selector("[data-now-outbox]", state="hidden")

    new = logged(plon)[before:]
    assert sorted((people, photos) for _key, people, photos in new) == [(3, 0), (5, 1)]


def test_a_photo_that_broke_off_goes_on_where_it_was(phone: Visit, plon: Plon, tmp_path: Path) -> None:
    phone.sign_in("partner@example.org")
    page, before = open_now(phone, living_river(plon)), len(logged(plon))
    photo, pieces = tmp_path / "large.jpg", []
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(photo, "JPEG", quality=95)
    assert photo.stat().st_size > 1024 * 1024

    def break_the_second(route: object, request: object) -> None:
        if request.method == "PATCH":  # type: ignore[attr-defined]
            pieces.append(request.headers["upload-offset"])  # type: ignore[attr-defined]
            if len(pieces) == 2:
                route.abort()  # type: ignore[attr-defined]
                return
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/uploads/**", break_the_second)
    note(page, 2, photo)
    assert len(logged(plon)) == before + 1
    send_now(page)
    page.wait_for_selector("[data-now-outbox]", state="hidden")

    # The page or, woken by the browser, the worker has sent the rest; neither sent again what had arrived.
    assert [row[1:] for row in logged(plon)[before:]] == [(2, 1)]
    assert pieces.count("0") == 1


def test_who_was_signed_out_loses_nothing(phone: Visit, plon: Plon) -> None:
    phone.sign_in("partner@example.org")
    page, before = open_now(phone, living_river(plon)), len(logged(plon))
    end_sessions(plon)

    note(page, 4)

    expect(page.locator(".now-entry")).to_contain_text("zaloguj", ignore_case=True, timeout=20_000)
    assert len(logged(plon)) == before
    phone.sign_in("editor@example.org")
    page = open_now(phone, living_river(plon))
    page.wait_for_selector(".now-entry .errors")
    expect(page.locator(".now-entry")).to_contain_text("ktoś inny", timeout=20_000)
    assert len(logged(plon)) == before
    end_sessions(plon)
    phone.sign_in("partner@example.org")
    page = open_now(phone, living_river(plon))
    send_now(page)
    page.wait_for_selector("[data-now-outbox]", state="hidden")
    assert [row[1] for row in logged(plon)[before:]] == [4]


def test_an_entry_is_changed_deleted_and_brought_back_before_it_goes(phone: Visit, plon: Plon) -> None:
    phone.sign_in("partner@example.org")
    page, before = open_now(phone, living_river(plon)), len(logged(plon))
    phone.context.set_offline(True)
    note(page, 1)
    page.get_by_role("button", name=re.compile("Zmień")).tap()
    page.locator("[data-now-next]:visible").tap()
    page.locator("[data-now-add='10']").tap()
    page.locator("[data-now-next]:visible").tap()
    page.locator("[data-now-form] button[type=submit]").tap()
    page.wait_for_selector(".now-entry")
    assert "11 osób" in page.locator(".now-entry").inner_text()
    page.locator(".now-entry").get_by_role("button", name=re.compile("Usuń")).tap()
    page.wait_for_selector("[data-now-outbox]", state="hidden")
    page.get_by_role("button", name="Cofnij").tap()
    page.wait_for_selector(".now-entry")
    phone.context.set_offline(False)
    page.wait_for_selector("[data-now-outbox]", state="hidden")

    assert [row[1] for row in logged(plon)[before:]] == [11]


def test_signing_out_asks_what_becomes_of_what_waits(phone: Visit, plon: Plon) -> None:
    phone.sign_in("partner@example.org")
    page = open_now(phone, living_river(plon))
    phone.context.set_offline(True)
    note(page, 1)
    page.wait_for_selector(".now-entry")
    page.evaluate("plonOutbox.all().then(([e]) => plonOutbox.put({...e, state: 'refused', why: 'x'}))")
    phone.context.set_offline(False)
    page.locator("details.menu summary").tap()
    page.locator("form[data-sign-out] button").tap()
    page.wait_for_selector("#signing-out[open]")
    page.locator("#signing-out [data-forget]").tap()
    page.wait_for_url(lambda url: "/workspace/" not in url)

    left = page.evaluate("Promise.all([indexedDB.databases(), caches.keys()])")
    assert not any(each["name"] == "plon-now" for each in left[0])
    assert "plon-pages" not in left[1]


def test_nothing_but_the_quick_log_is_kept(phone: Visit, plon: Plon) -> None:
    phone.sign_in("partner@example.org")
    project = living_river(plon)
    open_now(phone, project)
    for path in (f"/workspace/{project}/", f"/workspace/{project}/activities/", f"/workspace/{project}/evidence/"):
        phone.go(path)

    kept = phone.page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((each) => new URL(each.url).pathname)))).flat()"
    )
    assert [path for path in kept if not path.startswith("/static/")] == [f"/workspace/{project}/activities/now/"]


def test_a_list_is_signed_on_two_phones_and_becomes_evidence(browser: Browser, visit: Visit, plon: Plon) -> None:
    visit.sign_in("editor@example.org")
    project = living_river(plon)
    page = visit.go(f"/workspace/{project}/activities/now/")
    note_by_form(page)
    with sqlite3.connect(plon.folder / "plon.sqlite3") as database:
        act = database.execute("select public_id from activities_activity order by id desc").fetchone()[0]
    page = visit.go(f"/workspace/{project}/attendance/{act}/")
    page.locator("input[name=opens_at]").fill("2020-01-01T08:00")
    page.locator("input[name=closes_at]").fill("2099-01-01T08:00")
    page.locator("form:has(input[name=opens_at]) button[type=submit]").click()
    page.goto(f"{page.url}qr/")
    address = page.locator(".qr-address code").inner_text()
    assert page.locator(".qr-code svg").bounding_box()["width"] > 300  # type: ignore[index]
    for name in ("Anna", "Bogdan"):
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=name == "Anna")
        guest = context.new_page()
        guest.goto(address)
        guest.locator("input[name=name]").fill(name)
        guest.locator("input[name=group_key]").last.check()
        guest.locator("main form button[type=submit]").click()
        assert "Jesteś na liście" in guest.locator("main").inner_text()
        assert guest.evaluate("document.documentElement.scrollWidth") <= 360
        context.close()
    page.goto(f"{plon.address}/workspace/{project}/attendance/{act}/close/")
    page.locator("main form button[type=submit]").click()

    assert page.locator(".stat strong").first.inner_text() == "2"
    page.get_by_role("button", name="Odnotuj tyle, ile się podpisało").click()
    assert page.get_by_role("button", name="Odnotuj tyle, ile się podpisało").count() == 0
    assert visit.complaints == []


def note_by_form(page: Page) -> None:
    page.locator(".now-choice label").first.click()
    page.locator("#now-people").wait_for()
    page.locator("[data-now-next]:visible").click()
    page.locator("[data-now-form] button[type=submit]").click()
    page.wait_for_selector("[data-now-told]:not(:empty)")
