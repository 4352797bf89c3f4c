"""The record of a project: its texts, partners and work plan. Its team stays: people join anew."""

from typing import Any

from django.db.models import Q

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.projects.actions.projects import take_number
from plon.projects.enums import ProjectOrigin
from plon.projects.models import Milestone, Partnership, Project, ProjectText, WorkPackage


def _arrive(project: Any, loading: Any) -> None:
    """Understand its number anew; whether it is of the register and praised by the agency only an officer may say."""
    kept = {name: getattr(project, name) for name in ("call_year", "field", "action_type", "authority")}
    take_number(project, project.number)
    for name, value in kept.items():
        setattr(project, name, value)
    if not loading.is_published:
        project.origin = ProjectOrigin.CREATED
    if not loading.is_trusted:
        project.origin, project.is_good_practice = ProjectOrigin.CREATED, False


def register() -> None:
    register_part(
        20,
        "project",
        Table(
            Project,
            project="pk",
            result="pk",
            left_out={
                "number_key": "understood from the number",
                "is_number_wellformed": "understood from the number",
                "has_published": "follows from the results",
            },
            public_where=Q(),
            private=("final_payment_on", "edited_fields", "version"),
            adjust=_arrive,
        ),
        Table(ProjectText, project="project", result="project__results", named_by="", public_where=Q()),
        Table(Partnership, project="project", result="project__results", named_by="", public_where=Q()),
        Table(WorkPackage, project="project", result="results"),
        Table(Milestone, project="project"),
    )
    register_exceptions(
        {
            "projects.Membership": "people of the team join anew",
            "projects.Invitation": "letters to people",
            "projects.Claim": "a person's wish, decided by the agency here",
        }
    )
