"""The dissemination tools of the example project: a look, three tools, one file of them."""

from collections.abc import Sequence

from plon.accounts.models import User
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.actions import set_look, set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.labels import tool_name
from plon.toolkit.making import make_version


def add_tools(project: Project, results: Sequence[Result], groups: Sequence[TargetGroup], by: User) -> None:
    """Give the project a look, and the first result a poster, a leaflet and posts; the posts have a file."""
    set_look(
        project, by=by, theme="harvest", accent="#1f5a3f", contact="rzeka@example.org",
        hashtags="#ErasmusPlus #ZywaRzeka",
    )  # fmt: skip
    first = results[0]
    for key in ("poster", "leaflet", "posts"):
        choices = Choices(f"{tool_name(key)}: {first.title_in('pl')}"[:200], "pl", (first,), group=groups[0])
        made = set_up_material(project, by=by, tool=key, choices=choices)
    make_version(made, "pl", "posts", by=by)
