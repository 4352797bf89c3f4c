"""A frozen project of 30 results, opened from a disk by a browser without any network, and clicked through."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.freezing.closure import dead_ends, pages_of
from tests.freezing.world import NUMBER
from tests.journeys.test_pages_hold import LOOKS, axe_faults, invalid_pages

pytestmark = pytest.mark.browser
RESULTS = 30
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Frozen:
    """A folder, and what the command said of it."""

    folder: Path
    pages: int


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """Freeze a project by the command, as an operator does, into a folder whose name is not of plain letters."""
    work = tmp_path_factory.mktemp("frozen")
    folder = work / "USB stick" / "Żywa rzeka"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PLON_", "DJANGO_"))},
        "PLON_DATA": str(work / "var"),
        "PLON_BASE_URL": "https://plon.example.org",
        "DJANGO_SETTINGS_MODULE": "plon.site.settings",
    }
    making = [sys.executable, "-m", "tests.journeys.frozen_project", str(RESULTS)]
    subprocess.run(making, env=environment, cwd=ROOT, check=True, timeout=300)
    freezing = [sys.executable, "-m", "plon.site.command", "freeze", NUMBER, str(folder), "--json"]
    done = subprocess.run(freezing, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["results"], told["missing"]) == (RESULTS, [])
    return Frozen(folder, told["pages"])


class Reader:
    """Somebody with the folder and no network; keeps what the browser asked for and complained of."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.folder = folder
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, file: str) -> Page:
        self.page.goto((self.folder / file).as_uri())
        return self.page

    def is_at(self) -> str:
        """Return which file of the folder the browser shows."""
        return str(Path(unquote(urlsplit(self.page.url).path)).relative_to(self.folder))

    @property
    def left(self) -> list[str]:
        """Requests that left the folder; the browser shows PDFs by a part of its own."""
        inside = (self.folder.as_uri(), "data:", "chrome:", "chrome-extension:")
        return [url for url in self.asked if not url.startswith(inside)]


@pytest.fixture
def reader(browser: Browser, frozen: Frozen) -> Iterator[Reader]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}, locale="pl-PL")
    yield Reader(context, frozen.folder)
    context.close()


def of_each_kind(folder: Path) -> dict[str, str]:
    """Return one page of every kind."""
    patterns = {"choice": "index.html", "index": "pl/index.html", "project": "en/project.html",
                "result": "pl/results/lekcja-1-woda-???????.html", "description": "en/results/lekcja-1-*.es.html",
                "tombstone": "en/results/wycofany-*.html", "partner": "pl/organisations/szkola-*.html",
                "copy": "pl/copies/*.html"}  # fmt: skip
    return {kind: str(min(folder.glob(pattern)).relative_to(folder)) for kind, pattern in patterns.items()}


def test_every_page_opens_every_link_leads_somewhere_and_no_request_leaves(frozen: Frozen, reader: Reader) -> None:
    """From the first page along every link, as far as there are any."""
    waiting, seen, files, out = ["index.html"], {"index.html"}, set(), set()
    while waiting:
        page = reader.open(waiting.pop())
        for address in page.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
            if not address.startswith("file:"):
                out.add(urlsplit(address).hostname)
                continue
            parts = urlsplit(address)
            target = Path(unquote(parts.path))
            assert target.is_relative_to(frozen.folder), address
            name = str(target.relative_to(frozen.folder))
            if target.suffix != ".html":
                files.add(name)
            elif name not in seen:
                seen.add(name)
                waiting.append(name)
    there = {str(path.relative_to(frozen.folder)) for path in pages_of(frozen.folder)}
    assert seen == there
    assert len(seen) == frozen.pages > 6 * RESULTS
    assert [name for name in files if not (frozen.folder / name).is_file()] == []
    assert len([name for name in files if name.startswith("files/")]) == 4 * RESULTS
    outside = {"creativecommons.org", "example.org"}
    assert out == outside | {f"{name}.example.org" for name in ("lost", "map", "plon", "river", "school")}
    assert (reader.left, reader.complaints) == ([], [])
    assert dead_ends(frozen.folder) == []


def test_reader_clicks_from_the_first_page_to_a_file(frozen: Frozen, reader: Reader) -> None:
    page = reader.open("index.html")
    page.get_by_role("link", name="Open in English").click()
    assert reader.is_at() == "en/index.html"
    page.locator("#results .result-card a", has_text="Lesson 7 by the river").click()
    assert page.locator("h1").inner_text() == "Lesson 7 by the river"
    page.locator(".languages a", has_text="Spanish").click()
    assert page.locator("h1").inner_text() == "Clase 7 junto al río"
    page.locator(".languages a", has_text="English").click()
    assert page.locator("h1").inner_text() == "Lesson 7 by the river"
    page.locator(".site-tools a", has_text="Polski").click()
    assert page.locator("h1").inner_text() == "Lekcja 7 nad rzeką"
    # Browsers show a PDF of a disk themselves, or keep it: either way they ask for the file that lies there.
    here = page.url
    with page.expect_request("**/*.pdf") as asked:
        page.locator(".file__link", has_text="lekcja #7").click()
    assert Path(unquote(urlsplit(asked.value.url).path)).read_bytes() == b"%PDF-1.4 lesson"
    page.goto(here)
    page.locator("a", has_text="Szkoła nad Rzeką").first.click()
    assert page.locator("h1").inner_text() == "Szkoła nad Rzeką"
    page.locator(".site-nav a").nth(1).click()
    assert reader.is_at() == "pl/project.html"
    page.locator("a.brand").click()
    assert reader.is_at() == "pl/index.html"
    assert (reader.left, reader.complaints) == ([], [])


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [
        # Another form of the word than the page has; a word that only stands in a file; another language's description.
        ("pl", "scenariusze lekcji 17", "Lekcja 17 nad rzeką"), ("pl", "termometry", "Lekcja"), ("pl", "agua", "Clase"),
        ("en", "lessons 23", "Lesson 23 by the river"), ("en", "colegio", "Colegio del Río"),
    ],
)  # fmt: skip
def test_search_finds_without_a_server(reader: Reader, language: str, words: str, title: str) -> None:
    page = reader.open(f"{language}/index.html")
    page.fill("#words", words)
    first = page.locator(".frozen-hits h3 a").first
    first.wait_for()
    assert title in first.inner_text()
    first.click()
    assert title in page.locator("h1").inner_text()
    assert (reader.left, reader.complaints) == ([], [])


def test_copy_of_a_lost_page_is_read_beside_its_dead_link(reader: Reader) -> None:
    page = reader.open("pl/index.html")
    page.locator("#results .result-card a").first.click()
    page.locator("a[href*='copies/']").first.click()
    frame = page.frame_locator("iframe.copy-frame")
    assert frame.locator("h1").inner_text() == "The page that was"
    assert frame.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(1, 2, 3)"
    assert frame.locator("img").first.evaluate("one => one.complete && one.naturalWidth") == 64
    assert page.frames[1].title() == "Lost"
    assert (reader.left, reader.complaints) == ([], [])


def test_search_says_that_it_found_nothing(reader: Reader) -> None:
    page = reader.open("en/index.html")
    page.fill("#words", "xyzzyq")
    page.locator("[role=status]", has_text="Nothing found").wait_for()
    assert page.locator(".frozen-hits li").count() == 0


def test_page_can_be_copied_from_and_seen_in_the_dark(reader: Reader, frozen: Frozen) -> None:
    page = reader.open(of_each_kind(frozen.folder)["result"])
    button = page.locator("[data-copy=credit]")
    before = button.inner_text()
    button.click()
    page.wait_for_function("before => document.querySelector('[data-copy=credit]').innerText !== before", arg=before)
    page.locator("[data-theme-toggle]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert reader.complaints == []


def test_without_scripts_everything_is_listed(browser: Browser, frozen: Frozen) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = Reader(context, frozen.folder).open("pl/index.html")
    assert page.locator("#results .result-card").count() == RESULTS
    assert not page.locator("#search").is_visible()
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_every_kind_of_page_holds(browser: Browser, frozen: Frozen, look: str, tmp_path: Path) -> None:
    """No accessibility fault, no scrolling sideways, no complaint, valid HTML."""
    width, scheme = LOOKS[look]
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    reader = Reader(context, frozen.folder)
    faults = []
    for kind, file in of_each_kind(frozen.folder).items():
        page = reader.open(file)
        if kind == "index":
            page.fill("#words", "woda")
            page.locator(".frozen-hits h3").first.wait_for()
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{kind}: scrolls sideways by {overflow} pixels"] if overflow > 0 else []
        faults += [f"{kind}: {complaint}" for complaint in reader.complaints]
        faults += [f"{kind}: {fault}" for fault in axe_faults(page)]
        # Axe would read the style sheets by itself, which no page from a disk may.
        reader.complaints.clear()
        (tmp_path / f"{kind}.html").write_bytes((frozen.folder / file).read_bytes())
    context.close()
    assert faults + reader.left == []
    if look == "desk":
        assert invalid_pages(tmp_path) == []
