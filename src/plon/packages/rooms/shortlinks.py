"""Short addresses that stand on paper, and how often they were opened."""

from plon.packages.parts import register_part
from plon.packages.tables import Table
from plon.shortlinks.models import DailyCount, ShortLink


def register() -> None:
    register_part(
        80,
        "shortlinks",
        Table(ShortLink, project="project", result="result", named_by="code", keys=("result_key",)),
        Table(DailyCount, project="link__project", result="link__result", named_by=""),
    )
