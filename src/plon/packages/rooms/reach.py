"""Views and downloads per day."""

from plon.packages.parts import register_part
from plon.packages.tables import Table
from plon.reach.models import DailyDownload, DailyReach, ShownFigures


def register() -> None:
    register_part(
        90,
        "reach",
        Table(DailyReach, project="result__project", result="result", named_by=""),
        Table(DailyDownload, project="file__result__project", result="file__result", named_by=""),
        Table(ShownFigures, project="project", named_by=""),
    )
