"""Read what results reached."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from plon.projects.models import Project
from plon.reach.models import DailyReach, ShownFigures
from plon.reach.reached import Reached
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile

_SUMS = {
    "all_views": Sum("views"), "all_visits": Sum("devices"), "all_downloads": Sum("downloads"),
    "all_robots": Sum("robots"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What a result reached since it was counted first. `visits`: devices of each day, added up."""

    views: int = 0
    visits: int = 0
    downloads: int = 0
    since: datetime.date | None = None


def public_figures(result: Result) -> Figures | None:
    """Return what everybody may see of a result's reach: None unless its team shows it and there is something."""
    days = DailyReach.objects.filter(result=result, result__project__shown_figures__isnull=False)
    return _totals(days).get(result.pk)


def are_figures_public(project: Project) -> bool:
    return ShownFigures.objects.filter(project=project).exists()


def totals_of(result_ids: Iterable[int]) -> Mapping[int, Figures]:
    """Return what results reached in all; results that nobody has looked at are absent."""
    return _totals(DailyReach.objects.filter(result__in=list(result_ids)))


def _totals(days: QuerySet[DailyReach]) -> Mapping[int, Figures]:
    rows = (
        days.order_by()
        .values("result_id")
        .annotate(since=Min("day", filter=Q(views__gt=0) | Q(downloads__gt=0)), **_SUMS)
    )
    return {row["result_id"]: _figures(_reached(row), row["since"]) for row in rows if row["since"]}


def reach_of(result_ids: Iterable[int], first: datetime.date, last: datetime.date) -> Mapping[int, Reached]:
    """Return what results, of whichever projects, reached from `first` to `last`; absent ones reached nothing."""
    days = DailyReach.objects.filter(result__in=list(result_ids), day__range=(first, last)).order_by()
    return {row["result_id"]: _reached(row) for row in days.values("result_id").annotate(**_SUMS)}


def results_shown(project: Project) -> list[Result]:
    """Return the results that have or had a public page, with their titles."""
    public = Q(state__in=(ResultState.PUBLISHED, ResultState.WITHDRAWN))
    counted = Q(pk__in=DailyReach.objects.filter(result__project=project).values("result"))
    found = Result.objects.filter(public | counted, project=project)
    return list(found.prefetch_related("texts").order_by("position", "id"))


def first_day_of(project: Project) -> datetime.date | None:
    """Return the first day on which something of a project was counted."""
    first: datetime.date | None = DailyReach.objects.filter(result__project=project).aggregate(first=Min("day"))[
        "first"
    ]
    return first


def reach_by_result(project: Project, first: datetime.date, last: datetime.date) -> dict[int, Reached]:
    """Return what each result of a project reached from `first` to `last`."""
    days = days_of(project, None, first, last).order_by()
    return {row["result_id"]: _reached(row) for row in days.values("result_id").annotate(**_SUMS)}


def reach_by_day(
    project: Project, result: Result | None, first: datetime.date, last: datetime.date
) -> dict[datetime.date, Reached]:
    """Return what one result, or all of a project together, reached on each day."""
    days = days_of(project, result, first, last).order_by()
    return {row["day"]: _reached(row) for row in days.values("day").annotate(**_SUMS).order_by("day")}


def days_of(project: Project, result: Result | None, first: datetime.date, last: datetime.date) -> QuerySet[DailyReach]:
    """Return the counts of every result and day, to be handed out."""
    days = DailyReach.objects.filter(result__project=project, day__range=(first, last))
    return (days.filter(result=result) if result else days).order_by("day", "result_id")


def files_in(
    project: Project, result: Result | None, first: datetime.date, last: datetime.date
) -> list[tuple[ResultFile, int, int]]:
    """Return the files that are public or were taken, with downloads and robots in a period."""
    within = Q(download_days__day__range=(first, last))
    files = ResultFile.objects.filter(result=result) if result else ResultFile.objects.filter(result__project=project)
    counted = files.annotate(
        taken=Coalesce(Sum("download_days__downloads", filter=within), 0),
        by_robots=Coalesce(Sum("download_days__robots", filter=within), 0),
    ).filter(Q(is_public=True, replaced_by__isnull=True) | Q(taken__gt=0))
    return [(file, file.taken, file.by_robots) for file in counted.order_by("id")]


def _figures(reached: Reached, since: datetime.date) -> Figures:
    return Figures(reached.views, reached.visits, reached.downloads, since)


def _reached(row: Mapping[str, Any]) -> Reached:
    return Reached(row["all_views"], row["all_visits"], row["all_downloads"], row["all_robots"])
