"""Measure the upload of a large file against a real `plon serve`: memory at its peak, megabytes per second.

Holds: 1 GB with flat memory (the peak grows by less than a tenth of the file).
Run it alone: ``python benchmarks/bench_upload.py [--megabytes N]``.
"""

import argparse
import base64
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.evidence.house import House  # noqa: E402  the root must be found first

MB = 1024 * 1024
PIECE = 5 * MB
HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


class Memory:
    """The resident memory of a process, looked at twenty times a second."""

    def __init__(self, process: int) -> None:
        self.process = psutil.Process(process)
        self.before = self.peak = self.process.memory_info().rss
        self.is_over = False
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self.is_over:
            self.peak = max(self.peak, self.process.memory_info().rss)
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1024)
    size = parser.parse_args().megabytes * MB
    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        house = House(Path(folder))
        house.start()
        try:
            measure(house, size)
        finally:
            house.kill()


def measure(house: House, size: int) -> None:
    project = house.sign_in()
    name = base64.b64encode(b"film.mp4").decode()
    uploads = f"/workspace/{project}/evidence/uploads/"
    house.ask("GET", f"/workspace/{project}/evidence/")
    begun = house.ask("POST", uploads, Upload_Length=str(size), Upload_Metadata=f"filename {name}")
    url, piece = begun.headers["Location"], os.urandom(PIECE)
    assert house.process is not None
    memory = Memory(house.process.pid)
    offset, started = 0, time.monotonic()
    last = started
    while offset < size:
        last = time.monotonic()
        body = (HEAD + piece)[:PIECE] if not offset else piece
        answer = house.send(url, offset, body[: size - offset])
        offset = int(answer.headers["Upload-Offset"])
    ended = time.monotonic()
    memory.is_over = True
    assert answer.headers["Plon-Evidence"], "it became evidence"
    grown = (memory.peak - memory.before) / MB
    print(f"file {size / MB:.0f} MB: memory {memory.before / MB:.0f} -> {memory.peak / MB:.0f} MB (+{grown:.1f} MB)")
    print(f"{size / MB / (ended - started):.0f} MB/s; the last piece, which makes it evidence: {ended - last:.1f} s")
    assert grown < size / MB / 10 + 20, "memory is not flat"


if __name__ == "__main__":
    main()
