"""What was measured of indicators, with what explains it, and what people say of them; who entered it stays here."""

from plon.evaluation.models import CounterFeed, Measurement, Statement
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table

NAME = "the name of a person"


def register() -> None:
    register_part(
        165,
        "evaluation",
        Table(
            Measurement,
            project="project",
            left_out={"entered_label": NAME, "withdrawn_label": NAME},
            keys=("indicator",),
        ),
        Table(
            Statement,
            project="project",
            left_out={"entered_label": NAME, "consent": "tells which people agreed, and how"},
            keys=("indicator",),
        ),
        Table(CounterFeed, project="project", named_by="", keys=("indicator",)),
    )
    register_exceptions(
        {
            "evaluation.SurveyFeed": "a survey has new rounds where it arrives; which question counts is chosen there",
            "evaluation.Change": "counted of answers, which never leave; reports carry its figures",
        }
    )
