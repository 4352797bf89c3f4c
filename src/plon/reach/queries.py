"""Read what results reached."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Min, Sum

from plon.projects.models import Project
from plon.reach.models import DailyReach, ShownFigures
from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Figures:
    """What a result reached since it was counted first. `visits`: devices of each day, added up."""

    views: int = 0
    visits: int = 0
    downloads: int = 0
    since: datetime.date | None = None


def public_figures(result: Result) -> Figures | None:
    """Return what everybody may see of a result's reach: None unless its team shows it and there is something."""
    if not ShownFigures.objects.filter(project=result.project_id).exists():
        return None
    return totals_of([result.pk]).get(result.pk)


def are_figures_public(project: Project) -> bool:
    return ShownFigures.objects.filter(project=project).exists()


def totals_of(result_ids: Iterable[int]) -> Mapping[int, Figures]:
    """Return what results reached in all; results that nobody has looked at are absent."""
    rows = (
        DailyReach.objects.filter(result__in=list(result_ids))
        .order_by()
        .values("result_id")
        .annotate(views_=Sum("views"), visits_=Sum("devices"), downloads_=Sum("downloads"), since_=Min("day"))
    )
    return {
        row["result_id"]: Figures(row["views_"], row["visits_"], row["downloads_"], row["since_"])
        for row in rows
        if row["views_"] or row["downloads_"]
    }
