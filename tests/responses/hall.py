"""A hall of people who answer one survey from their phones against a real `plon serve`."""

import concurrent.futures
import contextlib
import http.client
import random
import socket
import subprocess
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from tests.evidence.house import PLON, House

OPEN = """
import json
from tests.responses.conftest import open_round
from plon.projects.models import Project
project = Project.objects.create(title="Clean rivers", programme="erasmus-2021-2027", call_year=2024, origin="created")
print(json.dumps([open_round(project=project).secret]))
"""
AGENT = "Spyphone/7.0 (person 4711)"
ROOT = str(Path(__file__).resolve().parents[2])


class Hall(House):
    """A house that writes its log down, with a survey that is open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # Scripts make their world with the tests' own means.
        self.environment["PYTHONPATH"] = f"{ROOT}:{self.environment.get('PYTHONPATH', '')}".rstrip(":")
        self.log = folder / "serve.log"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(PLON), "serve", "--port", str(self.port)], env=self.environment, stdout=log, stderr=log
            )
        until = time.monotonic() + 300
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def open_survey(self) -> str:
        """Return the address of a new survey that is open."""
        return f"/s/{self.say(OPEN)[0]}/?lang=en"


@dataclass
class Answered:
    """What the phones measured: seconds of each page and each sheet, and answers that were no thanks."""

    pages: list[float] = field(default_factory=list)
    sheets: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: list[float], began: float) -> None:
        with self.lock:
            kind.append(time.monotonic() - began)


def answer_at_once(hall: Hall, address: str, *, people: int, within: float, seed: int = 7) -> Answered:
    """Let people answer within some seconds; each phone sends twice, every fifth loses its connection in between."""
    chance = random.Random(seed)  # noqa: S311  when people answer is no secret
    moments = [chance.uniform(0, within) for _person in range(people)]
    told, began = Answered(), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(max_workers=people) as hands:
        done = [hands.submit(_answer, hall, address, person, began + moments[person], told) for person in range(people)]
    for each in done:
        each.result()
    return told


def _answer(hall: Hall, address: str, person: int, moment: float, told: Answered) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
    started = time.monotonic()
    assert _ask(hall, "GET", address) == 200
    told.note(told.pages, started)
    sheet = urllib.parse.urlencode({
        "sheet": str(uuid.uuid4()), "q-role": "teacher", "q-mood": person % 5 + 1, "q-classes": person,
        "q-used": "film", "q-why": f"words-of-{person:04d}", "q-day": "2026-11-26",
    })  # fmt: skip
    if person % 5 == 0:
        _send_and_hang_up(hall, address, sheet)
    for _time in range(2):
        started = time.monotonic()
        status = _ask(hall, "POST", address, sheet)
        told.note(told.sheets, started)
        if status != 303:
            with told.lock:
                told.refused.append(status)


def _ask(hall: Hall, method: str, address: str, body: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=120)
    headers = {"User-Agent": AGENT, **({"Content-Type": "application/x-www-form-urlencoded"} if body else {})}
    with contextlib.closing(connection):
        connection.request(method, address, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _send_and_hang_up(hall: Hall, address: str, sheet: str) -> None:
    """Send a whole sheet and leave before the server says anything: it may have kept it."""
    with socket.create_connection(("127.0.0.1", hall.port), timeout=120) as line:
        line.sendall(
            f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{hall.port}\r\nUser-Agent: {AGENT}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sheet)}\r\n\r\n{sheet}".encode()
        )
