"""Measure people who answer one survey at once against a real `plon serve` on SQLite: medians, none lost, none doubled.

Holds: 200 people within a minute, each phone sending twice, every fifth losing its connection in between.
Run it alone: ``python benchmarks/bench_surveys.py [--people N] [--within SECONDS]``.
"""

import argparse
import contextlib
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.responses.hall import Hall, answer_at_once  # noqa: E402  the root must be found first


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--within", type=float, default=60.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        hall = Hall(Path(folder))
        hall.start()
        try:
            measure(hall, people=arguments.people, within=arguments.within)
        finally:
            hall.kill()


def measure(hall: Hall, *, people: int, within: float) -> None:
    told = answer_at_once(hall, hall.open_survey(), people=people, within=within)
    with contextlib.closing(sqlite3.connect(hall.folder / "plon.sqlite3")) as database:
        rows = database.execute("SELECT answers FROM responses_response").fetchall()
    kept = [int(json.loads(answers)["classes"]) for (answers,) in rows]
    print(f"{people} people within {within:.0f} s, each phone twice, every fifth hung up once")
    print(f"pages: {spread(told.pages)}")
    print(f"sheets: {spread(told.sheets)}")
    print(f"kept {len(kept)}, lost {people - len(set(kept))}, doubled {len(kept) - len(set(kept))}")
    assert not told.refused, f"refused: {told.refused}"
    assert sorted(kept) == list(range(people))


def spread(seconds: Sequence[float]) -> str:
    """Return median and slowest twentieth, in milliseconds."""
    slow = statistics.quantiles(seconds, n=20)[-1]
    return f"median {statistics.median(seconds) * 1000:.0f} ms, 95 % within {slow * 1000:.0f} ms"


if __name__ == "__main__":
    main()
