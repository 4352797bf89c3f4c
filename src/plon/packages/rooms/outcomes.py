"""What became of it, as users and participants answered. No person, no address, no letter."""

from plon.outcomes.models import Answer, Call, CallText
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table


def register() -> None:
    register_part(
        165,
        "outcomes",
        Table(Call, project="project", result="result", named_by="thread"),
        Table(Answer, project="call__project", result="call__result", left_out={"signed": "the name of a person"}),
        Table(CallText, project="project", named_by=""),
    )
    register_exceptions(
        {
            "outcomes.Agreement": "addresses of people, which go by their date",
            "outcomes.Calling": "letters go from where people agreed to get them",
        }
    )
