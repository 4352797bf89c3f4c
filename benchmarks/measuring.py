"""What the benchmarks of pages and documents share: a house of their own, medians, and lines that quote ratios."""

import argparse
import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MB = 1024 * 1024


def median_ms(call: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of a call in milliseconds, after one round to warm up."""
    call()
    times = []
    for _ in range(rounds):
        start = clock()
        call()
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def best_ms(
    call: Callable[[], object],
    tries: int = 3,
    *,
    before: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the shortest of a few times in milliseconds: what the work takes when nobody else wants the machine.

    Args:
        call: the work.
        tries: how often it is done.
        before: done before each try, beside the clock.
        clock: tells seconds.
    """
    times = []
    for _ in range(tries):
        before()
        start = clock()
        call()
        times.append((clock() - start) * 1000)
    return min(times)


def medians_ms(call: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median times of a call in milliseconds, by the clock and of the processor, after one round before.

    On a machine that others use, too, the processor's time is what the work takes.
    """
    call()
    walls, spent = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append((time.perf_counter() - wall) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(spent)


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that this share of all stays within."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def own_memory() -> tuple[float, float]:
    """Return this process's memory in megabytes: its own, and with pages of files that the system may take back."""
    status = Path("/proc/self/status").read_text("utf-8")
    own, whole = (int(status.split(f"{name}:")[1].split()[0]) / 1024 for name in ("RssAnon", "VmRSS"))
    return own, whole


def tell(name: str, spent: float, peer: float, of: str) -> None:
    """Print one line: milliseconds, and the ratio to the peer that was measured in the same run."""
    print(f"{name:<60} {spent:>9.1f} ms   {spent / peer:>8.2f} x {of}", flush=True)


@contextlib.contextmanager
def empty_house(**settings: str) -> Iterator[Path]:
    """Set Django up on an empty data folder, with a database, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="plon-bench-") as folder:
        os.environ |= {
            "PLON_DATA": folder,
            "PLON_DEMONSTRATION": "true",
            "DJANGO_SETTINGS_MODULE": "plon.site.settings",
            **settings,
        }
        import django

        django.setup()
        from django.conf import settings as configured
        from django.core.management import call_command

        # Letters of the example world are nobody's.
        configured.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        # Making them takes a minute; they depend on nothing but the release of simplemma.
        configured.SEARCH_DICTIONARIES = ROOT / "var" / "dictionaries"
        call_command("migrate", verbosity=0)
        yield Path(folder)


def run(measure: Callable[[int], None], *, rounds: int) -> None:
    """Read ``--rounds``, make an empty data folder with Django set up on it, and measure there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=rounds)
    asked = parser.parse_args().rounds
    with empty_house():
        from plon.site.statics import collect_if_changed

        collect_if_changed()
        measure(asked)
