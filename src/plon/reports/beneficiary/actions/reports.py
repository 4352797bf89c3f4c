"""A report: started, changed, brought from state to state, removed. Its texts are `writing_actions`."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.files import storing
from plon.history.record import changed, record, snapshot
from plon.organisations.models import Organisation
from plon.programme.report_outlines import outline_for
from plon.projects.models import Project
from plon.reports.beneficiary.enums import NEXT_STATES, ReportState
from plon.reports.beneficiary.models import Report
from plon.reports.beneficiary.refusals import NotNow, ReportClosed

_FIELDS = ("kind", "organisation", "since", "until", "language")


@transaction.atomic
def start_report(
    project: Project,
    *,
    by: User,
    kind: str,
    since: datetime.date,
    until: datetime.date,
    language: str = "pl",
    organisation: Organisation | None = None,
) -> Report:
    """Start a report; its parts are those of the project's action, and its texts are drafts until somebody edits them.

    Args:
        project: the project.
        by: who starts it.
        kind: a ReportKind.
        since: the first day that it tells of.
        until: the last one.
        language: in which it is written, "pl" or "en".
        organisation: for a partner's report, whose.

    Raises:
        ValidationError: it ends before it begins, or a partner's report names no partner of the project.
    """
    report = Report(
        project=project, kind=kind, outline=outline_for(project.action_type).key, organisation=organisation,
        since=since, until=until, language=language, started_by=by,
    )  # fmt: skip
    _save(report)
    record("report.started", by=by, subject=report, project_id=project.pk)
    return report


def _save(report: Report) -> None:
    report.full_clean()
    report.save()


def locked(report: Report) -> Report:
    """Return a report as it is now, while nobody else can change it or its texts."""
    return Report.objects.select_for_update(of=("self",)).select_related("organisation", "project").get(pk=report.pk)


def refuse_closed(report: Report) -> None:
    if not report.is_open:
        raise ReportClosed(_("This report is closed. Open it again before you change it."))


@transaction.atomic
def change_report(report: Report, *, by: User, values: dict[str, Any], seen: int | None = None) -> Report:
    """Change the kind, partner, time or language of a report; its edited texts stay.

    Args:
        report: which.
        by: who changes it.
        values: of the fields that change.
        seen: the version that the person's page had seen; None writes in any case.

    Raises:
        ReportClosed: it is ready or sent.
        NotNow: somebody else changed it meanwhile.
        ValidationError: see `start_report`.
    """
    report = locked(report)
    refuse_closed(report)
    if seen is not None and seen != report.version:
        raise NotNow(_("Somebody else changed this meanwhile. Look at it again, then save."))
    before = snapshot(report, _FIELDS)
    for name in _FIELDS:
        if name in values:
            setattr(report, name, values[name])
    changes = changed(before, report)
    if not changes:
        return report
    report.version += 1
    _save(report)
    record("report.changed", by=by, subject=report, project_id=report.project_id, changes=changes)
    return report


@transaction.atomic
def move_report(report: Report, *, by: User, state: str) -> Report:
    """Say that a report is ready, was sent, or is open again.

    Raises:
        NotNow: this state can't follow the present one.
    """
    report = locked(report)
    if state not in NEXT_STATES[report.state]:
        raise NotNow(_("That can't follow: the report is “%(state)s”."), {"state": report.get_state_display()})
    before, report.state = report.state, ReportState(state)
    report.version += 1
    _save(report)
    changes: dict[str, list[object]] = {"state": [before, report.state]}
    record(f"report.{_MOVED[state]}", by=by, subject=report, project_id=report.project_id, changes=changes)
    return report


_MOVED: dict[str, str] = {ReportState.DRAFT: "opened", ReportState.READY: "finished", ReportState.SENT: "sent"}


@transaction.atomic
def remove_report(report: Report, *, by: User) -> None:
    """Delete a report with its edited texts, self-assessments and files; the facts it told of stay where they are.

    Raises:
        ReportClosed: it is ready or sent.
    """
    report = locked(report)
    refuse_closed(report)
    paths = [path for path in report.files.values_list("path", flat=True) if path]
    record("report.removed", by=by, subject=report, project_id=report.project_id)
    report.delete()
    transaction.on_commit(lambda: storing.forget(paths))
