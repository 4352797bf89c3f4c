"""Answers for the application form, and reports, as far as somebody has written over their drafts."""

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.reports.models import Answer, Report, ReportText, SelfAssessment

_LABEL = {"changed_by_label": "the name of a person"}


def register() -> None:
    register_part(120, "answers", Table(Answer, project="project", left_out=_LABEL, keys=("subject",)))
    register_part(
        125,
        "reports",
        Table(Report, project="project"),
        Table(ReportText, project="report__project", left_out=_LABEL, keys=("subject",)),
        Table(SelfAssessment, project="report__project", left_out=_LABEL),
    )
    register_exceptions({"reports.ReportFile": "made anew from the report whenever somebody asks"})
