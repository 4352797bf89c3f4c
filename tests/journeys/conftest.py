"""A real Plon (`plon serve --demonstration`) and a real Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.journeys import chromium

HERE = Path(__file__).parent
PLON = Path(sys.executable).with_name("plon")
PASSWORD = "example-harvest"


class Plon:
    """The running house: its address, its data folder, its command."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith(("PLON_", "DJANGO_"))},
            "PLON_DATA": str(folder),
            "PLON_BASE_URL": self.address,
            "PLON_DEMONSTRATION": "true",
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PLON), *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )


@pytest.fixture(scope="session")
def plon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plon]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    house = Plon(tmp_path_factory.mktemp("plon"), port)
    log = (house.folder / "serve.log").open("w")
    server = subprocess.Popen(
        [str(PLON), "serve", "--demonstration", "--port", str(port)],
        env=house.environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_until_ready(house, server)
        yield house
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _wait_until_ready(house: Plon, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{house.address}/readyz", timeout=2)  # noqa: S310  our own server
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.3)
        else:
            return
    raise AssertionError((house.folder / "serve.log").read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One person at one browser: a page, and all that its console complained of."""

    def __init__(self, context: BrowserContext, plon: Plon) -> None:
        self.context = context
        self.plon = plon
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.plon.address + path)
        return self.page

    def sign_in(self, email: str) -> Page:
        page = self.go("/accounts/login/")
        page.locator('input[name="login"]:visible').fill(email)
        page.locator('input[name="password"]:visible').fill(PASSWORD)
        page.locator("form:has(input[name=password]:visible) button[type=submit]:visible").first.click()
        page.wait_for_url("**/workspace/**")
        return page


@pytest.fixture
def visit(browser: Browser, plon: Plon) -> Iterator[Visit]:
    """A visitor at a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL", timezone_id="Europe/Warsaw")
    yield Visit(context, plon)
    context.close()


@pytest.fixture
def phone(browser: Browser, plon: Plon) -> Iterator[Visit]:
    """A visitor with a phone, 360 pixels wide."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True, locale="pl-PL"
    )
    yield Visit(context, plon)
    context.close()
