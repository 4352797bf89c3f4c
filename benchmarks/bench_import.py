"""Measure the import: rows read per second, projects stored per second, memory, and a naive peer in the same run.

Uses the real export next to the repository if it is there, else a generated file of the same layout.
Run it alone: ``python benchmarks/bench_import.py [--rows N]``.
"""

import argparse
import csv
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "erasmus-plus-2014-2018" / "ErasmusPlus_2014-2018_official-layout.csv.gz"
REQUIRED = 1000
PARTNERS = 100
PEER_ROWS = 300


def generate(path: Path, rows: int, *, seed: int = 7) -> None:
    """Write an export of invented projects in the platform's 622 columns."""
    chance = random.Random(seed)  # noqa: S311  invented rows, the same every time
    heading = [
        "Programme", "Key Action", "Action Type", "Call year", "Project Identifier", "Project Title", "Topics",
        "Project Summary", "Project Status", "EU Grant award in euros", "Is Good Practice", "Is Success Story",
        "Project Website", "Results Available", "Results Platform Project Card", "Participating countries",
        "Coordinating organisation name", "Coordinating organisation type", "Coordinator's address",
        "Coordinator's region", "Coordinator's country", "Coordinator's website",
    ]  # fmt: skip
    parts = ("name", "organisation type", "address", "region", "country", "website")
    heading += [f"Partner {n} {part}" for n in range(1, PARTNERS + 1) for part in parts]
    words = [f"word{n}" for n in range(4000)]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    def organisation() -> list[str]:
        n = chance.randrange(rows)
        return [f"Example school {n}", "Other", f"Street {n}, 00-{n % 1000:03d}, Town {n % 500}", "", "PL", ""]

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for n in range(rows):
            partners = [cell for _partner in range(chance.randrange(4)) for cell in organisation()]
            head = [
                "Erasmus+", "Learning Mobility of Individuals", "School education staff mobility", "2023",
                f"2023-1-XX99-KA122-SCH-{n:09d}", text(8), "Inclusion and diversity", text(250), "finalised",
                f"{chance.randrange(5000, 400000):,}.00", "No", "No", "", "No", "", "PL,DE", *organisation(),
            ]  # fmt: skip
            writer.writerow([*head, *partners, *[""] * (len(heading) - len(head) - len(partners))])


def setup() -> None:
    os.environ["PLON_DATA"] = tempfile.mkdtemp(prefix="plon-bench-")
    os.environ["PLON_DATABASE_URL"] = os.environ.get("PLON_TEST_POSTGRES_URL", "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plon.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def measure_reading(path: Path) -> tuple[int, float]:
    """Return (rows, seconds) of reading and understanding every row."""
    from plon.exchange.finding import find_projects
    from plon.exchange.readers import open_tables
    from plon.exchange.rows import read_row

    began, rows = time.perf_counter(), 0
    with open_tables(path) as tables:
        found = find_projects(tables)
        for number, cells in found.table.rows():
            if number > found.heading_row:
                read_row(cells, found.layout)
                rows += 1
    return rows, time.perf_counter() - began


def measure_storing(path: Path) -> tuple[float, float, dict[str, int]]:
    """Return (seconds in the database, seconds in all, counts) of one import."""
    from plon.exchange import importing
    from plon.exchange.actions import open_import

    spent = 0.0
    merge = importing.merge_rows

    def timed(rows: Any, run: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        outcome = merge(rows, run)
        spent += time.perf_counter() - began
        return outcome

    importing.merge_rows = timed
    began = time.perf_counter()
    run = importing.run_import(open_import(path, restart=True), path)
    elapsed = time.perf_counter() - began
    importing.merge_rows = merge
    assert run.state == "done", run.report
    return spent, elapsed, {name: getattr(run, name) for name in ("created", "changed", "unchanged", "refused")}


def measure_peer(path: Path) -> float:
    """Return projects per second of the obvious way: one `update_or_create` for each thing of each row."""
    from django.db import transaction

    from plon.exchange.finding import find_projects
    from plon.exchange.merging import _values
    from plon.exchange.readers import open_tables
    from plon.exchange.rows import read_row
    from plon.organisations.models import Organisation, match_key
    from plon.projects.models import Partnership, Project, ProjectText

    with open_tables(path) as tables:
        found = find_projects(tables)
        readings = []
        for number, cells in found.table.rows():
            if number > found.heading_row and (row := read_row(cells, found.layout).row):
                readings.append(row)
            if len(readings) == PEER_ROWS:
                break
    began = time.perf_counter()
    for row in readings:
        with transaction.atomic():
            project, _new = Project.objects.update_or_create(
                number_key=f"PEER-{row.number_key}"[:100], defaults=_values(row)
            )
            ProjectText.objects.update_or_create(project=project, language="en", defaults={"summary": row.summary})
            for position, named in enumerate((row.coordinator, *row.partners)):
                if named is not None:
                    organisation, _new = Organisation.objects.update_or_create(
                        match_key="peer " + match_key(named.name, named.country, named.city),
                        defaults={"name": named.name, "country": named.country, "city": named.city},
                    )
                    Partnership.objects.update_or_create(
                        project=project, organisation=organisation, defaults={"position": position, "role": "partner"}
                    )
    return len(readings) / (time.perf_counter() - began)


def memory_child(path: Path) -> None:
    """Import `path` in a process of its own and print by how many megabytes its peak grew."""
    setup()
    from plon.exchange.actions import open_import
    from plon.exchange.importing import run_import

    warm = Path(os.environ["PLON_DATA"]) / "warm.csv"
    generate(warm, 600, seed=1)
    run_import(open_import(warm), warm)
    before = peak()
    run = run_import(open_import(path), path)
    print(json.dumps({"megabytes": (peak() - before) / 1024, "rows": run.total}))


def peak() -> int:
    """Return the peak of this process's memory in kilobytes; getrusage would count the parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def measure_memory(folder: Path, rows: int) -> float:
    """Return the growth of the peak in megabytes while `rows` generated rows come in."""
    path = folder / f"memory-{rows}.csv"
    generate(path, rows)
    call = [sys.executable, __file__, "--memory-of", str(path)]
    answer = subprocess.run(call, capture_output=True, text=True, check=True)
    path.unlink()
    return float(json.loads(answer.stdout.splitlines()[-1])["megabytes"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="rows of the generated file (default 10000)")
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory_of:
        memory_child(options.memory_of)
        return
    setup()
    folder = Path(os.environ["PLON_DATA"])
    path = REAL
    if not REAL.is_file():
        path = folder / "generated.csv.gz"
        plain = folder / "generated.csv"
        generate(plain, options.rows)
        path.write_bytes(gzip.compress(plain.read_bytes()))
    print(f"import: {'real export' if path == REAL else 'generated export (the real one is not here)'}, {path.name}")
    rows, seconds = measure_reading(path)
    print(f"  read and understood   {rows:>8} rows      {rows / seconds:>9.0f} rows/s")
    stored, elapsed, counts = measure_storing(path)
    speed = counts["created"] / stored
    print(f"  stored                {counts['created']:>8} projects  {speed:>9.0f} projects/s after parsing")
    print(f"  whole import          {elapsed:>8.1f} s         {rows / elapsed:>9.0f} projects/s with parsing")
    stored, elapsed, again = measure_storing(path)
    print(f"  the same file again   {elapsed:>8.1f} s         {again['created']} created, {again['changed']} changed")
    peer = measure_peer(path)
    print(
        f"  row by row (peer)     {PEER_ROWS:>8} projects  {peer:>9.0f} projects/s: ours is {speed / peer:.1f} times it"
    )
    small, large = measure_memory(folder, 10_000), measure_memory(folder, 40_000)
    print(f"  peak memory grew by   {small:>8.1f} MB for 10000 rows, {large:.1f} MB for 40000")
    assert (again["created"], again["changed"]) == (0, 0), again
    assert speed >= REQUIRED, f"{speed:.0f} projects/s; {REQUIRED} are required"
    assert large < small + 16, f"memory grows with the file: {small:.0f} -> {large:.0f} MB"


if __name__ == "__main__":
    main()
