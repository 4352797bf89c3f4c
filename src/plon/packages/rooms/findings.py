"""The evaluation plan, findings, decisions and which changes of the plan they led to; people stay here."""

from plon.findings.models import Decision, EvaluationQuestion, Finding, FindingFigure, PlanChange
from plon.packages.parts import register_part
from plon.packages.tables import Table

NAME = "the name of a person"


def register() -> None:
    register_part(
        170,
        "findings",
        Table(EvaluationQuestion, project="project", left_out={"who": "may name people"}),
        Table(Finding, project="project", left_out={"created_by_label": NAME}),
        Table(FindingFigure, project="finding__project", named_by=""),
        Table(Decision, project="finding__project", left_out={"who": "may name people"}),
        Table(
            PlanChange,
            project="decision__finding__project",
            named_by="",
            keys=("item_public_id",),
            left_out={
                "event": "the history has keys of its own where it arrives",
                "changes": "texts of the past may name people, as in the history",
            },
        ),
    )
