"""The plan and its promises. A commitment keeps its content and its hash to the byte."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.plans.commitment import hash_of
from plon.plans.models import (
    Comment,
    Commitment,
    ExpectedReach,
    Indicator,
    Message,
    MessageText,
    PlannedActivity,
    Proposal,
    SourceText,
    TargetGroup,
    UsePlan,
    Walk,
)

NAME = "the name of a person"


def _promised(commitment: Any, loading: Any) -> None:
    if hash_of(commitment.content) != commitment.sha256:
        raise ValidationError({"sha256": _("The content of this commitment is not what was promised.")})


def register() -> None:
    register_part(
        40,
        "plan",
        Table(TargetGroup, project="project", result="messages__result"),
        Table(Message, project="result__project", result="result"),
        Table(MessageText, project="message__result__project", result="message__result", named_by=""),
        Table(PlannedActivity, project="project", result="results"),
        Table(ExpectedReach, project="activity__project", named_by=""),
        Table(Indicator, project="project", result="result"),
        Table(UsePlan, project="project", result="result"),
        Table(Commitment, project="project", left_out={"made_by_label": NAME}, adjust=_promised),
        Table(SourceText, project="project"),
        Table(Proposal, project="source__project", keys=("item_public_id",)),
        Table(Walk, project="project", named_by=""),
        Table(Comment, project="project", left_out={"author_label": NAME}, keys=("item_public_id",)),
    )
    register_exceptions({"plans.Mention": "a person named in a comment"})
