"""What the workspace shows of reach: the results and files of a project, the days as pictures and as a table."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from plon.counting.memory import today
from plon.projects.models import Project
from plon.reach.queries import files_in, first_day_of, reach_by_day, reach_by_result, results_shown
from plon.reach.reached import Reached
from plon.results.models import Result, ResultFile
from plon.shortlinks.drawing import Picture, picture_of
from plon.shortlinks.narrowing import LAST_DAYS, Period, last_days, period_of
from plon.shortlinks.reach import DAY, MONTHLY, WEEKLY, Reach, Stretch, step_for, stretches_of

STEPS = (DAY, WEEKLY, MONTHLY)


@dataclass(frozen=True, slots=True)
class Row:
    """One result in the table."""

    result: Result
    title: str
    reached: Reached


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the table."""

    file: ResultFile
    result_title: str
    downloads: int
    robots: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day, week or month in the table under the pictures."""

    stretch: Stretch
    downloads: int


@dataclass(frozen=True, slots=True)
class Shown:
    """All of the page, from one reading."""

    period: Period
    step: str
    offered: list[tuple[int, Period]]
    chosen: Result | None
    rows: list[Row]
    files: list[FileRow]
    total: Reached
    views: Picture
    downloads: Picture
    days: list[DayRow]

    @property
    def title(self) -> str:
        """The title of the one result that is shown; "" where all are."""
        return next((row.title for row in self.rows if row.result == self.chosen), "")

    @property
    def query(self) -> str:
        """What stands behind the question mark of a link to the same result and time."""
        chosen = {"result": self.chosen.public_id} if self.chosen else {}
        return "&".join(filter(None, (urlencode(chosen), self.period.query)))

    @property
    def shown_rows(self) -> list[Row]:
        return [row for row in self.rows if self.chosen is None or row.result == self.chosen]


def reach_of(project: Project, asked: Mapping[str, str], language: str) -> Shown:
    """Return what the results of a project reached (`?result=…&from=…&to=…&by=day`); a constant number of questions.

    Args:
        project: whose results.
        asked: what stands behind the question mark; what is malformed is forgiven.
        language: of the titles.
    """
    begins = first_day_of(project) or today()
    period = period_of(asked, begins)
    results = results_shown(project)
    chosen = next((result for result in results if result.public_id == asked.get("result")), None)
    sums = reach_by_result(project, period.first, period.last)
    rows = [Row(result, result.title_in(language), sums.get(result.pk, Reached())) for result in results]
    counted = [row.reached for row in rows if chosen is None or row.result == chosen]
    days = reach_by_day(project, chosen, period.first, period.last)
    step = step_for((period.last - period.first).days + 1, asked.get("by", ""))
    views, downloads = _stretches(days, period, step)
    return Shown(
        period=period,
        step=step,
        offered=[(count, last_days(count, begins)) for count in LAST_DAYS],
        chosen=chosen,
        rows=rows,
        files=_file_rows(project, chosen, period, {row.result.pk: row.title for row in rows}),
        total=sum(counted, Reached()),
        views=picture_of(views),
        downloads=picture_of(downloads),
        days=[
            DayRow(seen, taken.reach.opens)
            for seen, taken in zip(views, downloads, strict=True)
            if seen.reach != Reach() or taken.reach.opens
        ],
    )


def _stretches(
    days: Mapping[datetime.date, Reached], period: Period, step: str
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return the stretches of views and those of downloads, day for day the same."""
    views = {day: Reach(each.views, each.visits, 0, each.robots) for day, each in days.items()}
    taken = {day: Reach(each.downloads, each.downloads) for day, each in days.items()}
    return (
        stretches_of(views, period.first, period.last, step),
        stretches_of(taken, period.first, period.last, step),
    )


def _file_rows(project: Project, chosen: Result | None, period: Period, titles: Mapping[int, str]) -> list[FileRow]:
    rows = [
        FileRow(file, titles.get(file.result_id, ""), downloads, robots)
        for file, downloads, robots in files_in(project, chosen, period.first, period.last)
    ]
    return sorted(rows, key=lambda row: (-row.downloads, row.result_title.casefold(), row.file.name.casefold()))
