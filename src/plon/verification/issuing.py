"""Make a report that was asked for: compose, manifest, PDF, Word file, all kept privately, numbered, never changed."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from plon.evidence.models import Evidence
from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import WorkState
from plon.projects.models import Project
from plon.reports.beneficiary.composed import Composed
from plon.reports.beneficiary.composing import compose
from plon.texts import fold
from plon.typeset.papers.blocks import Paper
from plon.typeset.papers.docx import as_docx
from plon.typeset.papers.pdf import as_pdf
from plon.verification import actions
from plon.verification.comparing import difference_between
from plon.verification.enums import FileKind, Standing
from plon.verification.gathering import results_of
from plon.verification.manifest import NAME, Head, manifest_of, read_manifest, written
from plon.verification.models import IssuedFile, IssuedProof, IssuedReport
from plon.verification.papers import canonical, paper_as_json
from plon.verification.reading import content_of_file
from plon.verification.refusals import VerificationRefused
from plon.verification.secret import verification_address

STEPS = 5
FOLDER = "issued"


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that was made, and where it is kept."""

    kind: FileKind
    name: str
    path: str
    sha256: str
    size: int


def run_issuing(key: int) -> None:
    """Issue a report that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(IssuedReport, key, _issue, on_failed=_tell_failed)


def _tell_failed(issued: IssuedReport) -> None:
    record("issued_report.failed", by=None, subject=issued, project_id=issued.project_id)


def _issue(issued: IssuedReport) -> None:
    report = issued.report
    if report is None:
        raise VerificationRefused(_("The report was deleted meanwhile."))
    with translation.override(issued.language):
        lengthy.advance(issued, 0, STEPS)
        composed = compose(report, issued.language)  # type: ignore[arg-type]  # one of the two languages of reports
        before = _before(issued)
        head = _head(issued, composed, before)
        manifest = manifest_of(head, composed, results_of(issued.project, issued.language))
        lengthy.advance(issued, 1, STEPS)
        made = _make_files(issued, head, composed.paper, manifest)
    try:
        _write_down(issued, head, composed, manifest, made, before)
    except BaseException:
        storing.forget([each.path for each in made])
        raise


def _before(issued: IssuedReport) -> IssuedReport | None:
    """Return the newest issued report that this one supersedes: of the same report in the same language."""
    found = IssuedReport.objects.filter(report=issued.report_id, language=issued.language, state=WorkState.DONE)
    return found.order_by("-number").first()


def _head(issued: IssuedReport, composed: Composed, before: IssuedReport | None) -> Head:
    project = issued.project
    numbers = IssuedReport.objects.filter(project=project).aggregate(most=Max("number"))
    return Head(
        code=issued.shown_code,
        address=verification_address(issued),
        number=(numbers["most"] or 0) + 1,
        title=composed.paper.title,
        kind=issued.report.kind if issued.report else "",
        language=issued.language,
        since=issued.since,
        until=issued.until,
        made_at=timezone.localtime(),
        project=project.title,
        project_number=project.number,
        supersedes=before.shown_code if before else "",
    )


def _make_files(issued: IssuedReport, head: Head, paper: Paper, manifest: dict[str, Any]) -> list[_Made]:
    """Make all files one after the other and keep each; if one fails none stays."""
    sealed = replace(paper, code=head.code, address=head.address, attachments=((NAME, written(manifest)),))
    stem = f"{slugify(fold(head.title))[:40].strip('-') or 'report'}-{head.number}-{head.code.lower()}"
    makers: tuple[tuple[FileKind, str, Callable[[], bytes]], ...] = (
        (FileKind.PDF, f"{stem}.pdf", lambda: as_pdf(sealed)),
        (FileKind.DOCX, f"{stem}.docx", lambda: as_docx(replace(sealed, attachments=()))),
        (FileKind.MANIFEST, f"{stem}.{NAME}", lambda: written(manifest)),
        (FileKind.CONTENT, f"{stem}.content.json", lambda: canonical(paper_as_json(paper))),
    )
    made: list[_Made] = []
    try:
        for step, (kind, name, make) in enumerate(makers, 2):
            made.append(_keep(issued, kind, name, make()))
            lengthy.advance(issued, min(step, STEPS), STEPS)
    except BaseException:
        storing.forget([each.path for each in made])
        raise
    return made


def _keep(issued: IssuedReport, kind: FileKind, name: str, content: bytes) -> _Made:
    digest = hashlib.sha256(content).hexdigest()
    folder = f"{FOLDER}/{issued.project.public_id}"
    path = storing.keep_made(io.BytesIO(content), folder, storing.clean_name(name), digest)
    return _Made(kind, name, path, digest, len(content))


@transaction.atomic
def _write_down(
    issued: IssuedReport,
    head: Head,
    composed: Composed,
    manifest: dict[str, Any],
    made: list[_Made],
    before: IssuedReport | None,
) -> None:
    """Finish the row with its files and proofs.

    Raises:
        Stopped: somebody stopped it.
        VerificationRefused: another report of the project was issued at the same moment.
    """
    Project.objects.select_for_update().get(pk=issued.project_id)
    if IssuedReport.objects.filter(project=issued.project_id, number=head.number).exists():
        raise VerificationRefused(_("Another report of this project was issued at the same moment. Please try again."))
    IssuedFile.objects.bulk_create(
        IssuedFile(issued=issued, kind=each.kind, name=each.name, path=each.path, sha256=each.sha256, size=each.size)
        for each in made
    )
    IssuedProof.objects.bulk_create(_proofs(issued, composed))
    done = lengthy.finish(
        issued,
        number=head.number,
        title=head.title[:300],
        content_sha256=manifest["content_sha256"],
        manifest_sha256=next(each.sha256 for each in made if each.kind == FileKind.MANIFEST),
        supersedes=before,
        changes=_changes(before, manifest),
    )
    record("issued_report.issued", by=done.issued_by, subject=done, project_id=done.project_id)
    actions.request_check(done, by=None)


def _proofs(issued: IssuedReport, composed: Composed) -> list[IssuedProof]:
    pieces = Evidence.objects.filter(project=issued.project_id, public_id__in=[each.id for each in composed.proofs])
    numbers = dict(pieces.values_list("public_id", "pk"))
    return [
        IssuedProof(
            issued=issued, evidence_id=numbers.get(proof.id), evidence_number=numbers.get(proof.id), position=position,
            key=proof.id, title=proof.title[:300], kind=proof.kind[:100], proves=list(proof.proves),
            sha256=proof.sha256, size=proof.size, is_confidential=proof.is_confidential,
            standing=Standing.UNCHECKED if proof.sha256 else Standing.NOTHING,
        )
        for position, proof in enumerate(composed.proofs, 1)
    ]  # fmt: skip


def _changes(before: IssuedReport | None, manifest: dict[str, Any]) -> dict[str, Any]:
    """Compare with the one before; what can't be read any more can't be compared, and says so by staying away."""
    if before is None:
        return {}
    try:
        old = read_manifest(content_of_file(before, FileKind.MANIFEST))
    except (OSError, ValueError):
        return {}
    return difference_between(old, manifest).to_json()
