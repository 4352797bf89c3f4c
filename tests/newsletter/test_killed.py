"""Senders that die: nobody gets a letter twice, and nobody is forgotten."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.jobs.lengthy import SILENCE, WorkState
from plon.newsletter import actions
from plon.newsletter.models import Sending
from plon.newsletter.queries import tally_of
from plon.newsletter.sending.sender import look_after_sendings
from tests.newsletter import fast
from tests.newsletter.conftest import Server
from tests.newsletter.making import make_issue, many_subscribers

ROOT = Path(__file__).resolve().parents[2]
READERS = 300


@pytest.fixture
def process(tmp_path: Path, new_house: Path, server: Server, settings: Any) -> dict[str, str]:
    """The surroundings of a sender of its own, with its own database and the mail server of the test."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PLON_")} | {
        "PLON_DATA": str(tmp_path / "data"), "PLON_EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "PLON_BASE_URL": "http://127.0.0.1:8000", "PLON_SECRET_KEY": "of a test" * 8, "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "plon.site.settings",
    }  # fmt: skip
    (tmp_path / "data").mkdir()
    shutil.copy(new_house / "plon.sqlite3", tmp_path / "data")
    return surroundings


def _start(process: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.newsletter.sending_process", *words]
    return subprocess.Popen(command, env=process, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _finish(started: subprocess.Popen[str]) -> str:
    told, _none = started.communicate(timeout=120)
    assert started.returncode == 0
    return told


@pytest.mark.slow
def test_a_process_that_is_killed_and_started_again_sends_nobody_a_letter_twice(
    process: dict[str, str], server: Server
) -> None:
    _finish(_start(process, "prepare", str(READERS)))
    for kill_at in (40, 110, 180):
        sender = _start(process, "send")
        until = time.monotonic() + 60
        while len(server.letters) < kill_at and time.monotonic() < until and sender.poll() is None:
            time.sleep(0.002)
        sender.send_signal(signal.SIGKILL)
        assert sender.wait() == -signal.SIGKILL, "it was killed in the middle"
        if sender.stdout:
            sender.stdout.close()
    _finish(_start(process, "send"))

    told = json.loads(_finish(_start(process, "report")))
    got = Counter(server.readers())
    unsure = told["letters"].pop("unsure", 0)
    assert (told["state"], unsure <= 3) == (WorkState.DONE, True)
    assert max(got.values()) == 1
    assert told["letters"] == {"sent": READERS - unsure}
    assert READERS - unsure <= len(got) <= READERS, "an unsure letter may have gone"


@pytest.fixture
def counted(settings: Any) -> Iterator[Counter[str]]:
    """Letters that a backend of the test has counted."""
    settings.EMAIL_BACKEND = "tests.newsletter.fast.Counting"
    fast.counted.clear()
    fast.dies_at.clear()
    yield fast.counted
    fast.counted.clear()
    fast.dies_at.clear()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_get_one_letter_each_although_the_sender_dies(officer: User, counted: Counter[str]) -> None:
    # benchmarks/bench_newsletter.py does it with 20,000 and a real server.
    many = 2_000
    many_subscribers(many)
    fast.dies_at.extend([300, 900, 1_500])
    # The queue of tests outlives what it runs, as a new process outlives a dead one.
    actions.request_sending(make_issue(officer), by=officer)
    for _death in range(3):
        assert Sending.objects.get().state == WorkState.RUNNING, "it died"
        Sending.objects.update(seen_at=timezone.now() - SILENCE * 2)
        look_after_sendings()
    sending = Sending.objects.get()
    # The backend counts a letter before it dies, so all have gone; of three the sender does not know it.
    assert (len(counted), max(counted.values())) == (many, 1)
    assert (sending.state, tally_of(sending)) == (WorkState.DONE, {"sent": many - 3, "unsure": 3})
