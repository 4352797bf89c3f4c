"""A real Plon (`plon serve --demonstration`) and a real Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.journeys import chromium
from tests.search.test_command_line import lend_dictionaries

HERE = Path(__file__).parent
PLON = Path(sys.executable).with_name("plon")
PASSWORD = "example-harvest"


class Letters:
    """A mail server on this machine that keeps what it gets."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802  the library's name
        message = message_from_bytes(envelope.content or b"", policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 Taken"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters that somebody got, oldest first."""
        return [letter for letter in self.received if address in str(letter["To"])]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Plon:
    """The running house: its address, its data folder, its command, the letters that it sends."""

    def __init__(self, folder: Path, port: int, letters: Letters) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.letters = letters
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith(("PLON_", "DJANGO_"))},
            "PLON_DATA": str(folder),
            "PLON_BASE_URL": self.address,
            "PLON_DEMONSTRATION": "true",
            "PLON_EMAIL_URL": f"smtp://127.0.0.1:{letters.port}",
            # A browser without a screen calls itself a program, and here it reads every page.
            "PLON_ROBOT_REQUESTS_PER_MINUTE": "0",
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PLON), *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )


@pytest.fixture(scope="session")
def plon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plon]:
    letters = Letters()
    letters.start()
    port = _free_port()
    house = Plon(tmp_path_factory.mktemp("plon"), port, letters)
    lend_dictionaries(house.folder)
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
        letters.stop()


def _wait_until_ready(house: Plon, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 300
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
