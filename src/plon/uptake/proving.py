"""What of the told things is evidence of use: confirmed, not hidden, one use per organisation and year."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from plon.activities.ledger.uses import ResultUse, UseFigures
from plon.projects.models import Project
from plon.results.models import Result
from plon.uptake.models import Adaptation
from plon.uptake.queries import CONFIRMED, accepted_policies, counted_uses


def figures_of(project: Project) -> UseFigures:
    """Return the use of each result of a project that anybody told of, in the order of the project; 4 queries."""
    uses: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    of_project = Q(result__project=project)
    for result, learners, country in counted_uses().filter(of_project).values_list("result", "learners", "country"):
        uses[result].append((learners, country))
    made = _counted(Adaptation.objects.filter(CONFIRMED, of_project).values_list("result"))
    named = _counted(accepted_policies().filter(of_project).values_list("result"))
    if not (uses or made or named):
        return UseFigures()
    results = Result.objects.filter(project=project, pk__in={*uses, *made, *named})
    return UseFigures(
        tuple(
            ResultUse(
                result=result.public_id,
                title=result.working_title,
                uses=len(uses.get(result.pk, ())),
                learners=sum(learners or 0 for learners, _country in uses.get(result.pk, ())),
                countries=frozenset(country for _learners, country in uses.get(result.pk, ()) if country),
                adaptations=made.get(result.pk, 0),
                policies=named.get(result.pk, 0),
            )
            for result in results
        )
    )


def _counted(rows: QuerySet[Any, Any]) -> dict[int, int]:
    return dict(rows.order_by().annotate(n=Count("pk")))


def count_in(project: Project) -> int:
    """Return how many confirmed uses count, for the overview."""
    return counted_uses().filter(result__project=project).count()
