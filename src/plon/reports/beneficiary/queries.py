"""Reading reports: the gate that every page stands behind, and their texts."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT, VIEW
from plon.reports.beneficiary.models import Report, ReportFile, ReportText
from plon.reports.beneficiary.rules import may_write
from plon.reports.drafting import Language


def reports_of(project: Project) -> QuerySet[Report]:
    """Return a project's reports, the latest first, with how many texts somebody wrote."""
    found = Report.objects.filter(project=project).select_related("organisation", "project", "started_by")
    return found.annotate(text_count=Count("texts")).order_by("-until", "-pk")


def get_report_for(user: User | AnonymousUser, project_id: str, report_id: str, permission: str = VIEW) -> Report:
    """Return a report of a project, if `user` may do `permission` with it.

    `EDIT` lets in who edits the project, and those of a partner for that partner's own report.

    Raises:
        Http404: no such report, or the person is a stranger to the project.
        PermissionDenied: the person sees it, but may not do this.
    """
    project = get_project_for(user, project_id, CONTRIBUTE if permission == EDIT else permission)
    found = Report.objects.filter(project=project, public_id=report_id).select_related("organisation").first()
    if found is None:
        raise Http404
    found.project = project
    if permission == EDIT and not may_write(user, found):
        raise PermissionDenied
    return found


def texts_of(report: Report, language: Language) -> Mapping[tuple[str, str], ReportText]:
    """Return the edited texts of a report in one language, by part and subject; in 1 query."""
    found = ReportText.objects.filter(report=report, language=language)
    return {(text.part, text.subject): text for text in found}


def files_of(report: Report) -> QuerySet[ReportFile]:
    return ReportFile.objects.filter(report=report).select_related("report__project", "requested_by")
