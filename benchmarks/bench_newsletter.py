"""Send a number of the newsletter to 20,000 addresses by a real process and SMTP, killed three times on the way.

Holds: nobody gets it twice, nobody is forgotten; at most one letter of each death is unsure.
Run it alone: ``python benchmarks/bench_newsletter.py [--readers N]``.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

ROOT = Path(__file__).resolve().parents[1]
PROCESS = [sys.executable, "-m", "tests.newsletter.sending_process"]


class Counting:
    """A mail server that takes everything and counts whom it got a letter for."""

    def __init__(self) -> None:
        self.got: Counter[str] = Counter()

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802  the library's name
        self.got.update(envelope.rcpt_tos)
        return "250 Taken"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=20_000)
    readers = parser.parse_args().readers
    server = Counting()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
            house = {
                **{name: value for name, value in os.environ.items() if not name.startswith(("PLON_", "DJANGO_"))},
                "PLON_DATA": folder, "PLON_EMAIL_URL": f"smtp://127.0.0.1:{port}", "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": "plon.site.settings",
            }  # fmt: skip
            measure(server, house, readers)
    finally:
        controller.stop()


def measure(server: Counting, house: dict[str, str], readers: int) -> None:
    subprocess.run([Path(sys.executable).with_name("plon"), "migrate"], env=house, check=True, capture_output=True)
    subprocess.run([*PROCESS, "prepare", str(readers)], env=house, check=True, cwd=ROOT)
    begun = time.monotonic()
    for share in (0.15, 0.45, 0.75):
        sender = subprocess.Popen([*PROCESS, "send"], env=house, cwd=ROOT)
        while len(server.got) < share * readers and sender.poll() is None:
            time.sleep(0.005)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    state = ""
    while state not in {"done", "failed"}:
        subprocess.run([*PROCESS, "send"], env=house, check=True, cwd=ROOT)
        told = json.loads(
            subprocess.run([*PROCESS, "report"], env=house, check=True, cwd=ROOT, capture_output=True).stdout
        )
        state = told["state"]
    seconds = time.monotonic() - begun
    twice = sum(count > 1 for count in server.got.values())
    print(f"{readers} readers, killed 3 times: {len(server.got)} got it, {twice} twice, {told['letters']}")
    print(f"{readers / seconds:.0f} letters a second, the four starts of the process included")
    assert twice == 0
    assert readers - len(server.got) <= told["letters"].get("unsure", 0) <= 3


if __name__ == "__main__":
    main()
