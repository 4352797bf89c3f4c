"""One run of a check: fetch what is to be fetched, judge it, keep the report and its pictures."""

import io
import logging
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone

from plon.fetching.refusals import NotFetched
from plon.files import storing
from plon.visibility.enums import CheckState
from plon.visibility.expectation import Expectation
from plon.visibility.expecting import expectation_for
from plon.visibility.hindrances import STOPPED
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Report, Verdict

log = logging.getLogger("plon.visibility")

FETCHING, READING = "fetching", "reading"
MOST_CROPS = 40
Say = Callable[[str], None]


def run_check(key: int, run: int) -> None:
    """Do the run of that number, if it still waits. However it goes, the check ends with a word to the team."""
    check = _claim(key, run)
    if check is None:
        return
    try:
        report = _report_on(check, expectation_for(check.project), lambda step: _note(check, step))
    except NotFetched as refusal:
        _end(check, problem=refusal.why.value)
    except Exception:
        log.exception("the check %s failed", check.public_id)
        _end(check, problem=STOPPED)
    else:
        _keep(check, report)


def _claim(key: int, run: int) -> VisibilityCheck | None:
    """Take the run, unless somebody has."""
    waiting = VisibilityCheck.objects.filter(pk=key, run=run, state=CheckState.WAITING)
    if not waiting.update(state=CheckState.RUNNING, seen_at=timezone.now()):
        return None
    return VisibilityCheck.objects.select_related("project").get(pk=key)


def _running(check: VisibilityCheck) -> QuerySet[VisibilityCheck]:
    return VisibilityCheck.objects.filter(pk=check.pk, run=check.run, state=CheckState.RUNNING)


def _note(check: VisibilityCheck, step: str) -> None:
    _running(check).update(step=step, seen_at=timezone.now())


def _report_on(check: VisibilityCheck, expectation: Expectation, say: Say) -> Report:
    if not check.is_page:
        say(READING)
        with tempfile.TemporaryDirectory(prefix="plon-check-") as folder:
            return _judge_file(_copied(check.path, Path(folder)), check.name, expectation)
    from plon.visibility.checking import check_site
    from plon.visibility.site_fetching import Document, fetch_site

    say(FETCHING)
    found = fetch_site(check.address)
    say(READING)
    if isinstance(found, Document):
        with tempfile.TemporaryDirectory(prefix="plon-check-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(found.body)
            return _judge_file(path, found.name, expectation)
    return check_site(found, expectation)


def _judge_file(path: Path, name: str, expectation: Expectation) -> Report:
    from plon.visibility.checking import check_file  # brings readers of documents and pictures

    return check_file(path, name, expectation)


def _copied(kept: str, folder: Path) -> Path:
    """Bring a kept file to this machine's disk, wherever it lies."""
    path = folder / "file"
    with storages["default"].open(kept, "rb") as source, path.open("wb") as target:
        while chunk := source.read(storing.CHUNK):
            target.write(chunk)
    return path


def _keep(check: VisibilityCheck, report: Report) -> None:
    crops = _keep_crops(check, report.crops)
    verdicts = [finding.verdict for finding in report.findings]
    old = list(check.crops.values())
    is_kept = _end(
        check,
        report=report.to_json(),
        crops=crops,
        good=verdicts.count(Verdict.GOOD),
        faults=len(report.faults),
        looks=verdicts.count(Verdict.LOOK),
        state=CheckState.FAILED if report.problem else CheckState.DONE,
    )
    storing.forget(old if is_kept else crops.values())


def _end(check: VisibilityCheck, *, problem: str = "", state: str = CheckState.FAILED, **values: object) -> bool:
    """Write the outcome, unless the run was given up; return whether it was written."""
    emptied = {"report": {}, "good": 0, "faults": 0, "looks": 0} if problem else {}
    ended = _running(check).update(
        state=state, problem=problem, ended_at=timezone.now(), step="", **{**emptied, **values}
    )
    return bool(ended)


def _keep_crops(check: VisibilityCheck, crops: Mapping[str, bytes]) -> dict[str, str]:
    """Write the small pictures of what was found to private storage; return {key: path}."""
    kept = {}
    for key, picture in list(crops.items())[:MOST_CROPS]:
        stream = io.BytesIO(picture)
        digest = storing.sha256_of(stream)
        kept[key] = storing.keep_privately(stream, f"checks/{check.project.public_id}", "crop.jpg", digest)
    return kept
