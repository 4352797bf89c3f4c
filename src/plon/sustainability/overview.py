"""The results of a project, one row each: plan, keeper, until when, next look, how lasting; in constant queries."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from plon.keepers.queries import NOBODY, KeptBy, keepers_of
from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.results.models import Result
from plon.results.queries import results_of
from plon.sustainability.models import Review
from plon.sustainability.queries import durability_of, reviews_by_result, use_plans_in
from plon.sustainability.wording import NextStep, ToldDurability, names_of_uses, next_step_of, tell


@dataclass(frozen=True, slots=True)
class Row:
    """One result as the overview shows it."""

    result: Result
    title: str
    use: UsePlan | None
    uses: str
    keeper: str
    people: int
    has_run_out: bool
    next_review: Review | None
    last_review: Review | None
    is_overdue: bool
    durability: ToldDurability
    next_step: NextStep | None

    @property
    def retires(self) -> bool:
        return self.use is not None and self.use.is_retirement


def rows_of(project: Project, *, language: str, today: datetime.date) -> list[Row]:
    """Return a row for each result of a project, in its order."""
    results = list(results_of(project))
    uses, reviews = use_plans_in(project), reviews_by_result(project)
    keys = [result.pk for result in results]
    durability, kept = durability_of(keys, today=today), keepers_of(keys)
    rows = []
    for result in results:
        use, looks = uses.get(result.pk), reviews.get(result.pk, [])
        upcoming, keeper = next_of(looks), kept.get(result.pk, NOBODY)
        rows.append(
            Row(
                result=result,
                title=result.title_in(language),
                use=use,
                uses=names_of_uses(use.forms, language) if use else "",
                keeper=keeper_of(use, keeper),
                people=keeper.people,
                has_run_out=bool(use and use.until and use.until < today and not use.is_retirement),
                next_review=upcoming,
                last_review=max((each for each in looks if each.done_on), key=_done_on, default=None),
                is_overdue=bool(upcoming and upcoming.due_on < today),
                durability=tell(durability[result.pk]),
                next_step=next_step_of(durability[result.pk], result),
            )
        )
    return rows


def next_of(reviews: Sequence[Review]) -> Review | None:
    """Return the look that comes next, or has waited longest; reviews come by their days."""
    return next((review for review in reviews if not review.is_done), None)


def _done_on(review: Review) -> datetime.date:
    return review.done_on or datetime.date.min


def keeper_of(use: UsePlan | None, kept: KeptBy) -> str:
    """Return who keeps it: who accepted, else who is named in the plan."""
    return kept.organisation or (str(use.keeper) if use and use.keeper else "")


@dataclass(frozen=True, slots=True)
class Summary:
    """The project at a glance."""

    results: int
    planned: int
    retired: int
    overdue: int
    at_risk: int
    average: int

    @property
    def unplanned(self) -> int:
        return self.results - self.planned


def summary_of(rows: Sequence[Row]) -> Summary:
    """Add the rows up; the average is that of the scores, of what is not retired on purpose."""
    going_on = [row.durability.score for row in rows if not row.retires]
    return Summary(
        results=len(rows),
        planned=sum(row.use is not None for row in rows),
        retired=sum(row.retires for row in rows),
        overdue=sum(row.is_overdue for row in rows),
        at_risk=sum(row.durability.tone == "wait" and not row.retires for row in rows),
        average=round(sum(going_on) / len(going_on)) if going_on else 0,
    )
