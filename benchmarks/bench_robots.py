"""Measure whether robots that replay the catalogue at full speed slow the people who work in it.

A `plon serve` with the example world on this machine; an editor saves again and again, first alone, then while robots
ask for every page of the catalogue without a pause. Holds: at the 95th percentile a save takes at most 1.5 times as
long, and who asks too fast is told to wait (429, Retry-After) and where all of it lies in one file.

Run it alone: ``python benchmarks/bench_robots.py [--saves N] [--robots N]``.
"""

import argparse
import contextlib
import http.client
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from measuring import ROOT, percentile

sys.path.insert(0, str(ROOT))

from tests.evidence.house import PLON, House

GOAL = 1.5
SIGN_IN = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from plon.accounts.models import User
from plon.results.models import Result
person = User.objects.get(email="coordinator@example.org")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
work = Result.objects.filter(project__acronym="Żywa rzeka", published_at=None).select_related("project").first()
print(json.dumps([session.session_key, f"/workspace/{work.project.public_id}/results/{work.public_id}/links/"]))
"""
_LINK = re.compile(rb'href="(/pl/(?:results|projects|organisations)/[^"#]+)"')


class Robots:
    """So many programs that ask for one page of the catalogue after the other."""

    def __init__(self, house: House, count: int) -> None:
        self._house = house
        self._pages = self._found()
        self.is_over = False
        self.answers: Counter[int] = Counter()
        self.refusal: dict[str, str] = {}
        self._threads = [threading.Thread(target=self._replay, args=(at,), daemon=True) for at in range(count)]

    def _found(self) -> list[str]:
        pages = ["/pl/results/", "/pl/projects/", "/pl/organisations/", "/pl/search/?q=woda"]
        for page in pages[:3]:
            _status, body, _headers = ask(self._house.port, "GET", page)
            pages += sorted({found.decode().replace("&amp;", "&") for found in _LINK.findall(body)})
        return list(dict.fromkeys(pages))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_reason: object) -> None:
        self.is_over = True
        for thread in self._threads:
            thread.join()

    def _replay(self, at: int) -> None:
        while not self.is_over:
            at += 1
            status, _body, headers = ask(
                self._house.port, "GET", self._pages[at % len(self._pages)], **{"User-Agent": "ExampleBot/1.0"}
            )
            self.answers[status] += 1
            if status == 429:
                self.refusal = headers


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())


class Editor:
    """Someone who adds links to a result, one after the other."""

    def __init__(self, house: House) -> None:
        self._port = house.port
        self._cookie, self._path = (str(each) for each in house.say(SIGN_IN))
        self._count = 0

    def save(self) -> float:
        """Save, and return how many milliseconds it took."""
        self._count += 1
        token = "t" * 32
        body = urlencode({
            "url": f"https://example.org/{self._count}", "title": "A page", "kind": "page", "language": "pl",
            "csrfmiddlewaretoken": token,
        })  # fmt: skip
        headers = {
            "Cookie": f"sessionid={self._cookie}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        start = time.perf_counter()
        status, answer, _headers = ask(self._port, "POST", self._path, body.encode(), **headers)
        assert status == 302, (status, answer[:2000])
        return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--robots", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        house = House(Path(folder))
        house.environment["PLON_DEMONSTRATION"] = "true"
        for command in ("migrate", "demo", "reindex"):
            subprocess.run([str(PLON), command], env=house.environment, check=True, capture_output=True)
        house.start()
        try:
            measure(house, options.saves, options.robots)
        finally:
            house.kill()


def measure(house: House, saves: int, count: int) -> None:
    editor = Editor(house)
    for _ in range(5):
        editor.save()
    # In turns, so that whatever else the machine does falls on both.
    alone: list[float] = []
    among: list[float] = []
    robots = Robots(house, count)
    started = time.monotonic()
    alone += [editor.save() for _ in range(saves)]
    between = time.monotonic()
    with robots:
        among += [editor.save() for _ in range(saves)]
    asked = sum(robots.answers.values())
    alone += [editor.save() for _ in range(saves)]
    quiet, busy = percentile(alone, 0.95), percentile(among, 0.95)
    print(f"{count} robots: {asked / (time.monotonic() - between):.0f} requests/s, answers {dict(robots.answers)}")
    print(f"a save alone: p50 {percentile(alone, 0.5):.1f} ms, p95 {quiet:.1f} ms")
    print(f"a save among robots: p50 {percentile(among, 0.5):.1f} ms, p95 {busy:.1f} ms")
    print(f"p95 among robots is {busy / quiet:.2f} times that alone (goal {GOAL})")
    print(f"{time.monotonic() - started:.0f} s in all")
    refused = {name: value for name, value in robots.refusal.items() if name in {"Retry-After", "Link"}}
    print(f"who is too fast is told: {refused or 'nothing'}")


if __name__ == "__main__":
    main()
