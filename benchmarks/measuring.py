"""What the benchmarks of pages and documents share: a house of their own, medians, and lines that quote ratios."""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable


def median_ms(call: Callable[[], object], rounds: int) -> float:
    """Return the median time of a call in milliseconds, after one round to warm up."""
    call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def tell(name: str, spent: float, peer: float, of: str) -> None:
    """Print one line: milliseconds, and the ratio to the peer that was measured in the same run."""
    print(f"{name:<60} {spent:>9.1f} ms   {spent / peer:>8.2f} x {of}", flush=True)


def run(measure: Callable[[int], None], *, rounds: int) -> None:
    """Read ``--rounds``, make an empty data folder with Django set up on it, and measure there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=rounds)
    asked = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PLON_DATA": folder,
            "PLON_DEMONSTRATION": "true",
            "DJANGO_SETTINGS_MODULE": "plon.site.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        from plon.site.statics import collect_if_changed

        call_command("migrate", verbosity=0)
        collect_if_changed()
        measure(asked)
