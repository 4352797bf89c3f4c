"""Files of reports: asked for, made by a worker, stopped, taken up again after a crash."""

import hashlib
import io
from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import GOING
from plon.reports.beneficiary.composing import compose, title_of
from plon.reports.beneficiary.enums import FileFormat
from plon.reports.beneficiary.models import Report, ReportFile
from plon.reports.beneficiary.refusals import NotNow
from plon.reports.queries import language_of
from plon.texts import fold
from plon.typeset.papers.blocks import Paper
from plon.typeset.papers.docx import as_docx
from plon.typeset.papers.pdf import as_pdf

# Composing, making, keeping.
STEPS = 3
MAKERS: Mapping[str, Callable[[Paper], bytes]] = {FileFormat.PDF: as_pdf, FileFormat.DOCX: as_docx}
MEDIA_TYPES: Mapping[str, str] = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@transaction.atomic
def request_file(report: Report, *, by: User, format: str, language: str) -> ReportFile:  # noqa: A002  as the field
    """Ask for a report as a file; a worker makes it.

    Raises:
        NotNow: this file is being made already.
        ValidationError: no such format or language.
    """
    from plon.reports.tasks import make_report_file  # tasks import this

    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.files.filter(format=format, language=language, state__in=GOING).exists():
        raise NotNow(_("This file is being made right now. It will be here in a moment."))
    file = ReportFile(report=report, format=format, language=language, requested_by=by)
    file.full_clean()
    file.save()
    record("report_file.requested", by=by, subject=file, project_id=report.project_id)
    transaction.on_commit(partial(make_report_file.enqueue, file.pk))
    return file


@transaction.atomic
def cancel_file(file: ReportFile, *, by: User) -> bool:
    """Stop a file that waits or is being made; tell whether there was something to stop."""
    if not lengthy.cancel(file):
        return False
    record("report_file.cancelled", by=by, subject=file, project_id=file.report.project_id)
    return True


def run_file(key: int) -> None:
    """Make a file that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(ReportFile, key, _make, language=_language_of_asker)


def _language_of_asker(file: ReportFile) -> str:
    return file.requested_by.language if file.requested_by else settings.LANGUAGE_CODE


def take_up_files() -> None:
    """Begin anew, once, what a dead worker left."""
    from plon.reports.tasks import make_report_file  # see above

    lengthy.take_up(ReportFile, make_report_file.enqueue)


def _make(file: ReportFile) -> None:
    report = Report.objects.select_related("project", "organisation").get(pk=file.report_id)
    lengthy.advance(file, 0, STEPS)
    paper = compose(report, language_of(file.language)).paper
    lengthy.advance(file, 1, STEPS)
    content = MAKERS[file.format](paper)
    lengthy.advance(file, 2, STEPS)
    _keep(file, report, content)


def _keep(file: ReportFile, report: Report, content: bytes) -> None:
    """Keep the bytes and finish the row; they go if it can't be finished. The one that they replace goes, too."""
    digest, name = hashlib.sha256(content).hexdigest(), name_of(report, file.language, file.format)
    path = storing.keep_made(io.BytesIO(content), f"reports/{report.project.public_id}", name, digest)
    try:
        with transaction.atomic():
            done = lengthy.finish(file, path=path, name=name, sha256=digest, size=len(content))
            record("report_file.made", by=done.requested_by, subject=done, project_id=report.project_id)
    except BaseException:
        storing.forget([path])
        raise
    _drop_older(done)


def _drop_older(done: ReportFile) -> None:
    """Delete the files that this one replaces: each language and format once, the newest."""
    older = ReportFile.objects.filter(report=done.report_id, format=done.format, language=done.language)
    older = older.exclude(pk=done.pk).exclude(state__in=GOING)
    paths = [path for path in older.values_list("path", flat=True) if path and path != done.path]
    older.delete()
    storing.forget(paths)


def name_of(report: Report, language: str, ending: str) -> str:
    """Return the file's name: "raport-okresowy-zywa-rzeka-2026-06-30-pl.pdf"."""
    project = report.project
    words = f"{title_of(report, language_of(language))} {project.acronym or project.number or project.public_id}"
    return f"{slugify(fold(words))[:100]}-{report.until.isoformat()}-{language}.{ending}"
