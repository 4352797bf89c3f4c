"""Projects that could have a label: used by others, lasting, well told. Numbers to look at, no verdict."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from plon.labels.enums import OPEN
from plon.labels.models import Label
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultText
from plon.sustainability.models import Standing
from plon.uptake.queries import counted_uses

# From so many uses on, one more says little.
MANY_USES = 10
# What a result needs to be well told: picture, category with licence, and a text that says how to use it for whom.
PARTS = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """What is known of a project's published results.

    Attributes:
        uses: confirmed uses that count.
        durability: mean score of its results, 0 to 100.
        completeness: how much of what a reader wants to know is told, 0 to 100.
    """

    results: int
    uses: int
    durability: int
    completeness: int

    @property
    def total(self) -> int:
        """0 to 100: use, durability and completeness weigh the same."""
        used = min(self.uses, MANY_USES) * 100 // MANY_USES
        return round((used + self.durability + self.completeness) / 3)


def strengths(field: str = "") -> list[tuple[int, Strength]]:
    """Return (key of the project, what is known) of each project with published results, the strongest first.

    Four queries however many there are. Projects that have a label, or are proposed, are left out.
    """
    published = Result.objects.filter(state=ResultState.PUBLISHED).order_by()
    taken = Label.objects.filter(state__in=OPEN, is_of_result=False, project__isnull=False)
    published = published.exclude(project__in=taken.order_by().values("project"))
    if field:
        published = published.filter(project__field=field)
    rows = published.values("project_id").annotate(
        n=Count("pk"),
        covers=Count("pk", filter=~Q(cover="")),
        named=Count("pk", filter=~Q(category="") & ~Q(licence="")),
    )
    told = _told()
    uses = dict(counted_uses().order_by().values_list("result__project").annotate(n=Count("pk")))
    lasting = dict(Standing.objects.order_by().values_list("result__project").annotate(score=Avg("score")))
    found = [
        (
            row["project_id"],
            Strength(
                results=row["n"],
                uses=uses.get(row["project_id"], 0),
                durability=round(lasting.get(row["project_id"]) or 0),
                completeness=100 * (row["covers"] + row["named"] + told[row["project_id"]]) // (PARTS * row["n"]),
            ),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (-each[1].total, each[0]))


def _told() -> dict[int, int]:
    """Return how many published results of each project say in some language for whom they are and how to use them."""
    full = ResultText.objects.filter(result__state=ResultState.PUBLISHED).exclude(summary="")
    full = full.exclude(audience="").exclude(how_to_use="").order_by()
    rows = full.values_list("result__project").annotate(n=Count("result", distinct=True))
    return defaultdict(int, dict(rows))


@dataclass(frozen=True, slots=True)
class Candidate:
    project: Project
    strength: Strength


def with_projects(page: list[tuple[int, Strength]]) -> list[Candidate]:
    """Return the rows of a page with their projects, in 1 query."""
    known = Project.objects.in_bulk([key for key, _strength in page])
    return [Candidate(known[key], strength) for key, strength in page if key in known]


def fields_of_candidates() -> list[str]:
    """Return the fields of projects with published results, for the filter; in 1 query."""
    found = Project.objects.filter(results__state=ResultState.PUBLISHED).exclude(field="").order_by()
    return sorted(found.values_list("field", flat=True).distinct())
