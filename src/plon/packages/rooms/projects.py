"""The record of a project: its texts, partners and work plan. Its team stays: people join anew."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.programme.numbers import parse_number
from plon.projects.enums import ProjectOrigin
from plon.projects.models import Milestone, Partnership, Project, ProjectText, WorkPackage


def _arrive(project: Any, loading: Any) -> None:
    """Understand its number anew; whether it is of the register and praised by the agency only an officer may say."""
    number = parse_number(project.number)
    key = number.normalised[:100]
    if project.number_key not in {"", key}:
        raise ValidationError({"number": _("This is not the key of its number.")})
    project.number_key = key if number.is_wellformed else project.number_key
    project.is_number_wellformed = number.is_wellformed
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
