"""Measure whether robots that replay the catalogue at full speed slow the people who work in it.

A `plon serve` with the example world on this machine; an editor saves again and again, in turns alone and while robots
ask for every page of the catalogue without a pause. The robots are a process of their own, which gets what the others
leave of the processors: those of real robots are elsewhere. Holds: at the 95th percentile a save takes at most 1.5
times as long, and who asks too fast is told to wait (429, Retry-After) and where all of it lies in one file.

Run it alone: ``python benchmarks/bench_robots.py [--saves N] [--robots N] [--turns N]``.
"""

import argparse
import contextlib
import http.client
import json
import os
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
    """So many programs that ask for one page of the catalogue after the other, beside this process."""

    def __init__(self, house: House, count: int) -> None:
        self._command = [sys.executable, __file__, "--replay", str(house.port), "--robots", str(count)]
        self.answers: Counter[str] = Counter()
        self.refusal: dict[str, str] = {}
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()  # they have begun
        self._begun = time.monotonic()
        return self

    def __exit__(self, *_reason: object) -> None:
        told, _nothing = self._process.communicate()
        self.seconds += time.monotonic() - self._begun
        answers, self.refusal = json.loads(told)
        self.answers.update(answers)


def replay(port: int, count: int) -> None:
    """Ask until nobody listens any more, then tell how that was answered."""
    os.nice(19)
    pages = _pages(port)
    answers: Counter[int] = Counter()
    refusals: list[dict[str, str]] = [{}]
    is_over = threading.Event()

    def go_on(at: int) -> None:
        while not is_over.is_set():
            at += 1
            status, _body, headers = ask(port, "GET", pages[at % len(pages)], **{"User-Agent": "ExampleBot/1.0"})
            answers[status] += 1
            if status == 429:
                refusals[0] = headers

    threads = [threading.Thread(target=go_on, args=(at * 7,)) for at in range(count)]
    for thread in threads:
        thread.start()
    print("begun", flush=True)
    sys.stdin.read()
    is_over.set()
    for thread in threads:
        thread.join()
    print(json.dumps([answers, refusals[0]]))


def _pages(port: int) -> list[str]:
    pages = ["/pl/results/", "/pl/projects/", "/pl/organisations/", "/pl/search/?q=woda"]
    for page in pages[:3]:
        _status, body, _headers = ask(port, "GET", page, **{"User-Agent": "Mozilla/5.0 Firefox/140.0"})
        pages += sorted({found.decode().replace("&amp;", "&") for found in _LINK.findall(body)})
    return list(dict.fromkeys(pages))


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
    parser.add_argument("--saves", type=int, default=50, help="in each turn")
    parser.add_argument("--robots", type=int, default=4)
    parser.add_argument("--turns", type=int, default=6, help="alone and among robots")
    parser.add_argument("--replay", type=int, metavar="PORT", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.replay:
        replay(options.replay, options.robots)
        return
    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        house = House(Path(folder))
        house.environment["PLON_DEMONSTRATION"] = "true"
        for command in ("migrate", "demo", "reindex"):
            subprocess.run([str(PLON), command], env=house.environment, check=True, capture_output=True)
        house.start()
        try:
            measure(house, options.saves, options.robots, options.turns)
        finally:
            house.kill()


def measure(house: House, saves: int, count: int, turns: int) -> None:
    editor = Editor(house)
    for _ in range(20):
        editor.save()
    alone: list[float] = []
    among: list[float] = []
    robots = Robots(house, count)
    # In turns, so that whatever else the machine does falls on both.
    for _ in range(turns):
        alone += [editor.save() for _ in range(saves)]
        with robots:
            among += [editor.save() for _ in range(saves)]
    asked = sum(robots.answers.values())
    quiet, busy = percentile(alone, 0.95), percentile(among, 0.95)
    print(f"{count} robots: {asked / robots.seconds:.0f} requests/s, answers {dict(robots.answers)}")
    print(f"a save alone: p50 {percentile(alone, 0.5):.1f} ms, p95 {quiet:.1f} ms")
    print(f"a save among robots: p50 {percentile(among, 0.5):.1f} ms, p95 {busy:.1f} ms")
    print(f"p95 among robots is {busy / quiet:.2f} times that alone (goal {GOAL})")
    refused = {name: value for name, value in robots.refusal.items() if name in {"Retry-After", "Link"}}
    print(f"who is too fast is told: {refused or 'nothing'}")


if __name__ == "__main__":
    main()
