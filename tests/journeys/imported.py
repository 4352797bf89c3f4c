"""Projects as the platform's export has them: real rows where the real data is, made-up ones elsewhere."""

import csv
import gzip
import itertools
from pathlib import Path

from tests.conftest import REAL_DATA

REAL_EXPORT = REAL_DATA / "erasmus-plus-2014-2018" / "ErasmusPlus_2014-2018_official-layout.csv.gz"
MADE_UP = {
    "Programme": "Erasmus+",
    "Key Action": "Cooperation for innovation and the exchange of good practices",
    "Action Type": "School Exchange Partnerships",
    "Call year": "2018",
    "Project Identifier": "2018-1-XX99-KA229-000999_1",
    "Project Title": "Footprints in the sand",
    "Project Summary": "An example project.",
    "Participating countries": "PL,ES",
    "Coordinating organisation name": "Example School of the Journey",
    "Coordinator's country": "PL",
}


def write_export(path: Path, *, start: int = 0, count: int = 60) -> tuple[str, str]:
    """Write an export with KA2 projects, and return number and title of the first.

    Args:
        path: the CSV to write.
        start: which of the real projects is the first; journeys take different ones.
        count: how many projects.
    """
    rows = [{**MADE_UP, "Project Identifier": f"2018-1-XX99-KA229-{999 + start:06}_1"}]
    if REAL_EXPORT.exists():
        csv.field_size_limit(10**8)
        with gzip.open(REAL_EXPORT, "rt", encoding="utf-8-sig", newline="") as lines:
            read = itertools.islice(csv.DictReader(lines), 4000)
            rows = [row for row in read if "KA2" in row["Project Identifier"]][start : start + count]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows[0]["Project Identifier"], rows[0]["Project Title"].strip()
