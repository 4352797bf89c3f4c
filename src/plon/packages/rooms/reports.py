"""Answers for the application form that somebody has written over."""

from plon.packages.parts import register_part
from plon.packages.tables import Table
from plon.reports.models import Answer


def register() -> None:
    register_part(
        120, "answers",
        Table(Answer, project="project", left_out={"changed_by_label": "the name of a person"}, keys=("subject",)),
    )  # fmt: skip
