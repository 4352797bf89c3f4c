"""A project ends, and its results live on: letters, a link taken over, a hand-over, a frozen copy, a package."""

import json
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.lasting import CARDS, FIRST, GAME, MAKE, SECOND, SEND_LETTERS, WATCH, EmptyHouse, Site, serving
from tests.journeys.letters import letter_saying, text_of
from tests.journeys.promises import run_inside
from tests.journeys.test_keepers import door_in

pytestmark = pytest.mark.browser
LIBRARY, READER = "Biblioteka po Projekcie", "reader.keeper@example.org"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


def test_results_outlive_their_project(
    visit: Visit, phone: Visit, plon: Plon, site: Site, browser: Browser, tmp_path: Path
) -> None:
    made = run_inside(plon, MAKE.format(cards=CARDS, game=GAME, url=site.old_address, first=FIRST, second=SECOND))
    assert isinstance(made, dict)
    assert watch(plon, site) == {site.old_address: "living"}
    site.is_taken_over = True
    assert watch(plon, site) == {site.old_address: "unsafe"}
    the_public_page_protects_the_reader(phone, made[CARDS], site)
    both_keepers_get_their_letter(plon)
    the_keeper_mends_the_link(visit, phone, plon, site, made)
    one_result_is_handed_over(phone, plon, made[GAME])
    assert visit.complaints == []
    assert phone.complaints == []
    the_frozen_project_needs_no_server(plon, browser, made, tmp_path)
    the_package_comes_back_elsewhere(plon, made["project"], tmp_path)


def watch(plon: Plon, site: Site) -> object:
    return run_inside(plon, WATCH.format(host=site.host))


def the_public_page_protects_the_reader(phone: Visit, result: str, site: Site) -> None:
    page = phone.go(f"/r/{result}")
    expect(page.get_by_role("heading", level=1)).to_have_text(CARDS)
    expect(page.locator(f'a[href^="http://{site.host}"]')).to_have_count(0)
    expect(page.locator("#take")).to_contain_text("Strona kart")
    assert site.old_address not in page.content().replace("&#x2F;", "/").replace(f">{site.old_address}<", "")


def door_to(letter: EmailMessage, title: str) -> str:
    """Return the address that a letter gives for one of its results: the first one after its title."""
    found = re.search(r"https?://[^/\s]+(/kept/\S+)", text_of(letter).partition(title)[2])
    assert found
    return found[1]


def both_keepers_get_their_letter(plon: Plon) -> None:
    run_inside(plon, SEND_LETTERS)
    for address in (FIRST, SECOND):
        told = text_of(letter_saying(plon.letters, address, "Strona kart"))
        assert CARDS in told
        assert "/kept/" in told


def the_keeper_mends_the_link(visit: Visit, phone: Visit, plon: Plon, site: Site, made: dict[str, str]) -> None:
    """The letter names what broke; the keeper, who has an account too, changes the address; visitors get it again."""
    own = phone.go(door_to(letter_saying(plon.letters, FIRST, "Strona kart"), CARDS))
    expect(own.locator("main")).to_contain_text(CARDS)
    visit.sign_in("coordinator@example.org")
    page = visit.go(f"/workspace/{made['project']}/sustainability/links/")
    card = page.locator("li.card", has_text="Strona kart")
    expect(card).to_contain_text("hazard")
    card.get_by_role("link", name="Zmień adres").click()
    page.locator('input[name="url"]').fill(site.new_address)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert watch(plon, site) == {site.new_address: "living"}
    public = phone.go(f"/r/{made[CARDS]}")
    expect(public.locator(f'#take a[href="{site.new_address}"]')).to_have_count(1)


def one_result_is_handed_over(phone: Visit, plon: Plon, result: str) -> None:
    own = phone.go(door_to(letter_saying(plon.letters, SECOND, "Strona kart"), GAME))
    choose_result(own, GAME)
    expect(own.locator("main")).to_contain_text(GAME)
    own.get_by_role("link", name="Przekaż go komuś innemu").click()
    own.get_by_label("Organizacja", exact=True).select_option("other")
    own.get_by_label("Nazwa innej organizacji").fill(LIBRARY)
    own.get_by_label("Imię i nazwisko").fill("Czytelniczka Przykładowa")
    own.get_by_label("E-mail").fill(READER)
    own.get_by_role("button", name="Wyślij list").click()
    expect(own.get_by_text(f"Prośba o przejęcie: {LIBRARY}")).to_be_visible()
    new = phone.go(door_in(letter_saying(plon.letters, READER, GAME)))
    new.get_by_role("button", name="Tak, zaopiekuję się").click()
    expect(new.get_by_text("od teraz opiekujesz się tym rezultatem")).to_be_visible()
    expect(phone.go(f"/r/{result}").locator("main")).to_contain_text(LIBRARY)


def choose_result(page: Page, title: str) -> None:
    """Go from the keeper's own page to that of one result, if more than one is kept."""
    link = page.get_by_role("link", name=title)
    if link.count():
        link.first.click()


def the_frozen_project_needs_no_server(plon: Plon, browser: Browser, made: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "Strumień na pendrivie"
    done = plon.command("freeze", made["project"], str(folder), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["results"], told["missing"]) == (2, [])
    asked: list[str] = []
    context = browser.new_context(offline=True, locale="pl-PL")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "pl" / "index.html").as_uri())
    for title in (CARDS, GAME):
        page.locator("#results a", has_text=title).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.go_back()
    page.locator("#results a", has_text=GAME).first.click()
    expect(page.locator("main")).to_contain_text(LIBRARY)
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    files = {path.name for path in folder.rglob("*.txt")}
    assert {f"{CARDS}.txt", f"{GAME}.txt"} <= files or len(list((folder / "files").rglob("*.txt"))) == 2
    assert list(folder.rglob("*SHA256SUMS*")) != []
    assert list(folder.rglob("*.zip")) != []


def the_package_comes_back_elsewhere(plon: Plon, project: str, tmp_path: Path) -> None:
    package, again = tmp_path / "strumien.zip", tmp_path / "again.zip"
    done = plon.command("export", "bag", project, str(package), "--json")
    assert done.returncode == 0, done.stderr
    house = EmptyHouse(tmp_path / "second", plon)
    house.command("migrate", "--verbosity", "0")
    house.command("user", "add", "newcomer@example.org", said="a-long-password\n")
    told = json.loads(
        house.command("import", "bag", str(package), "--by", "newcomer@example.org", "--publish", "--json")
    )
    assert (told["renamed"], told["skipped"]) == ({}, 0)
    there = house.command(
        "shell", "--no-imports", "-c",
        "from plon.results.models import ResultFile, ResultLink\n"
        "print(sorted(ResultFile.objects.values_list('name', 'sha256')), ResultLink.objects.count())",
    )  # fmt: skip
    here = plon.command(
        "shell", "--no-imports", "-c",
        "from plon.results.models import ResultFile, ResultLink\n"
        f"of = dict(result__project__public_id='{project}')\n"
        "print(sorted(ResultFile.objects.filter(**of).values_list('name', 'sha256')), "
        "ResultLink.objects.filter(**of).count())",
    ).stdout  # fmt: skip
    assert there == here
    house.command("export", "bag", project, str(again), "--json")
    assert again.stat().st_size > 0
    assert re.search(r"\w", there)
