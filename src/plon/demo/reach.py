"""How often the example results were looked at and taken: invented numbers of the last weeks, the same each time."""

import datetime
import random

from plon.accounts.models import User
from plon.counting.memory import today
from plon.counting.tally import Day
from plon.projects.models import Project
from plon.reach.actions import show_figures
from plon.reach.writing import FILE, RESULT, write_counts
from plon.results.enums import ResultState
from plon.results.models import Result

DAYS = 60
SATURDAY = 5
# Of ten who look, so many take a file.
TAKEN = 0.3


def add_reach(shown: str, by: User) -> None:
    """Let people look at every published example result, and one team show its figures to everybody.

    Args:
        shown: the acronym of that team's project.
        by: who shows them.
    """
    results = Result.objects.filter(is_example=True, state=ResultState.PUBLISHED).prefetch_related("files")
    counts: dict[Day, dict[str, int]] = {}
    for place, result in enumerate(results.order_by("id")):
        chance = random.Random(place)  # noqa: S311  an example, not a secret
        for back in range(DAYS, 0, -1):
            _add_day(counts, result, today() - datetime.timedelta(days=back), chance, busy=1 / (1 + place % 4))
    write_counts(counts)
    show_figures(Project.objects.get(acronym=shown, is_example=True), by=by)


def _add_day(
    counts: dict[Day, dict[str, int]], result: Result, day: datetime.date, chance: random.Random, *, busy: float
) -> None:
    """Count one day: fewer people on free days, more and more as the weeks go by, now and then a busy one."""
    if result.published_at is not None and day < result.published_at.date():
        return
    usual = 9 * busy * (0.35 if day.weekday() >= SATURDAY else 1) * (1.4 - (today() - day).days / DAYS)
    if chance.random() < 0.05:
        usual *= 3
    views = max(round(chance.gauss(usual, usual / 3)), 0)
    devices = min(round(views * chance.uniform(0.6, 0.9)), views)
    files = [file for file in result.files.all() if file.is_public]
    taken = round(views * TAKEN * chance.random()) if files else 0
    robots = chance.randrange(6)
    counts[(RESULT, result.pk), day] = {"views": views, "devices": devices, "downloads": taken, "robots": robots}
    if taken:
        counts[(FILE, chance.choice(files).pk), day] = {"downloads": taken}
