"""Run an import: read the whole file, then store it chunk by chunk, so that it can stop and go on anywhere."""

import collections
import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from plon.exchange.enums import ImportState
from plon.exchange.finding import FoundTable, find_projects
from plon.exchange.layout import fold_heading
from plon.exchange.merging import Outcome, merge_rows
from plon.exchange.models import Import
from plon.exchange.readers import Limits, RefusedFile, open_tables
from plon.exchange.readers.tables import BLOCK
from plon.exchange.refused import OWN_COLUMNS, RefusedRows, armed_again
from plon.exchange.rows import ProjectRow, Remark, number_cell, read_row
from plon.exchange.spool import Spool
from plon.exchange.values import clean
from plon.history.record import record
from plon.identifiers import new_public_id

CHUNK = 500
# The report shows this many remarks of each kind; all of them are counted, all refused rows are in their file.
_REMARKS_KEPT = 200

Progress = Callable[[Import], None]


class Stopped(Exception):
    """A person has cancelled the run, or another runner has taken it over."""


def run_import(
    run: Import,
    path: Path,
    *,
    on_progress: Progress | None = None,
    limits: Limits | None = None,
    chunk: int = CHUNK,
) -> Import:
    """Bring the file at `path` in, from the row after ``run.position`` on, and finish `run` with a report.

    The file is read to its end before the first row is stored. A run that is killed goes on after its last chunk;
    rows are compared anyway, so that one stored twice changes nothing.

    Returns:
        the run: done, failed (its report says why) or cancelled.
    """
    runner = _take_over(run)
    try:
        with open_tables(path, limits) as tables:
            found = find_projects(tables)
            with closing(Spool(found)) as spool, closing(RefusedRows(found.layout.heading)) as refused:
                _store(run, found, spool, refused, runner=runner, on_progress=on_progress, chunk=chunk)
    except RefusedFile as refusal:
        _finish(run, ImportState.FAILED, _failure(refusal), refusal)
    except Stopped:
        run.refresh_from_db()
    return run


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _take_over(run: Import) -> str:
    runner = new_public_id()
    now = timezone.now()
    fields = {"state": ImportState.RUNNING, "runner": runner, "seen_at": now, "finished_at": None}
    Import.objects.filter(pk=run.pk).update(**fields, started_at=run.started_at or now)
    run.refresh_from_db()
    return runner


def _store(
    run: Import,
    found: FoundTable,
    spool: Spool,
    refused: RefusedRows,
    *,
    runner: str,
    on_progress: Progress | None,
    chunk: int,
) -> None:
    remarks = Remarks()
    is_corrected = {fold_heading(name) for name in OWN_COLUMNS} <= {fold_heading(name) for name in found.layout.heading}
    run.total = spool.total
    rows: list[ProjectRow] = []
    place = 0
    for place, (number, raw) in spool:
        cells = [armed_again(cell) for cell in raw] if is_corrected else raw
        reading = read_row(cells, found.layout)
        later = spool.later_place(place, number_cell(cells, found.layout))
        if reading.row is None:
            refused.add(number, cells, reading.reasons)
            remarks.add("refused", number, reading.reasons)
        elif later is not None:
            remarks.add("warnings", number, [Remark("repeated", "number", str(number + later - place))])
        else:
            remarks.add("warnings", number, reading.warnings)
            if place > run.position:
                rows.append(reading.row)
        if place > run.position and (len(rows) >= chunk or place % (chunk * 4) == 0):
            _commit(run, rows, place, refused.count, runner)
            rows = []
            if on_progress:
                on_progress(run)
    _commit(run, rows, place, refused.count, runner)
    _keep_refused(run, refused)
    _finish(run, ImportState.DONE, {**remarks.as_json(), **_described(found)})


def _commit(run: Import, rows: list[ProjectRow], place: int, refused: int, runner: str) -> None:
    """Store a chunk and how far the run has come, both or neither."""
    with transaction.atomic():
        outcome = merge_rows(rows, run) if rows else Outcome()
        run.created += outcome.created
        run.changed += outcome.changed
        run.unchanged += outcome.unchanged
        run.refused, run.position, run.seen_at = refused, max(place, run.position), timezone.now()
        counts = ("created", "changed", "unchanged", "refused", "position", "total", "seen_at")
        mine = Import.objects.filter(pk=run.pk, state=ImportState.RUNNING, runner=runner)
        if not mine.update(**{name: getattr(run, name) for name in counts}):
            raise Stopped


class Remarks:
    """What the report says of rows: every remark counted, the first of each kind kept."""

    def __init__(self) -> None:
        self._kept: dict[str, list[dict[str, Any]]] = {"refused": [], "warnings": []}
        self._counts: collections.Counter[str] = collections.Counter()

    def add(self, kind: str, number: int, remarks: "tuple[Remark, ...] | list[Remark]") -> None:
        for remark in remarks:
            self._counts[f"{kind}.{remark.code}"] += 1
            if self._counts[f"{kind}.{remark.code}"] <= _REMARKS_KEPT:
                self._kept[kind].append({"row": number, **asdict(remark)})

    def as_json(self) -> dict[str, Any]:
        return {**self._kept, "counts": dict(self._counts)}


def _described(found: FoundTable) -> dict[str, Any]:
    return {
        "sheet": clean(found.table.name),
        "kind": found.table.kind,
        "notes": list(found.table.notes),
        "columns": len(found.layout.heading),
        "partners": len(found.layout.partners),
        "unknown_columns": [clean(name)[:80] for name in found.layout.unknown[:50]],
    }


def _keep_refused(run: Import, refused: RefusedRows) -> None:
    if run.refused_file:
        default_storage.delete(run.refused_file)
        run.refused_file = ""
    if refused.path is not None:
        with refused.path.open("rb") as file:
            run.refused_file = default_storage.save(f"imports/{run.public_id}/refused.csv", File(file))


def _finish(run: Import, state: ImportState, report: dict[str, Any], refusal: RefusedFile | None = None) -> None:
    with transaction.atomic():
        run.state, run.report, run.finished_at = state, report, timezone.now()
        run.save()
        if refusal is None:
            record(
                "import.finished",
                by=run.by,
                subject=run,
                changes={"created": [0, run.created], "changed": [0, run.changed]},
            )
        else:
            record("import.failed", by=run.by, subject=run)
    if state == ImportState.DONE and run.file:
        run.file.delete(save=True)  # what was brought in need not be kept twice


def _failure(refusal: RefusedFile) -> dict[str, Any]:
    """Return the refusal as the report keeps it: its English sentence, which is translated when it is shown."""
    with override("en"):
        sentence = str(refusal.message)
    return {
        "failure_code": refusal.code,
        "failure": sentence,
        "failure_params": {name: str(value) for name, value in refusal.params.items()},
    }
