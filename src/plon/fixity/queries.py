"""Reading what is known of stored files."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet

from plon.fixity.enums import FAULTS, TROUBLES
from plon.fixity.models import StoredFile
from plon.projects.models import Project
from plon.results.enums import LinkKind, ResultState
from plon.results.models import Result, ResultFile, ResultLink


def faults_of(result_ids: Iterable[int]) -> Mapping[int, int]:
    """Return how many stored files of each result are damaged or missing, only those with one; in 1 query."""
    faulty = StoredFile.objects.filter(result_id__in=list(result_ids), state__in=FAULTS).order_by()
    return dict(faulty.values_list("result_id").annotate(Count("path", distinct=True)))


def files_in(project: Project) -> QuerySet[StoredFile]:
    """Return the watched copies of a project's files, with their results."""
    return StoredFile.objects.filter(project=project).select_related("result__project")


def troubles_of(result: Result) -> list[StoredFile]:
    """Return the copies of a result's files that are not whole; in 1 query."""
    return list(StoredFile.objects.filter(result=result, state__in=TROUBLES))


def troubles_everywhere() -> QuerySet[StoredFile]:
    """Return all copies that are not whole, the oldest trouble first, with their projects."""
    found = StoredFile.objects.filter(state__in=TROUBLES).select_related("project", "result__project")
    return found.order_by("faulty_since", "pk")


def results_without_editable_form(project: Project) -> list[Result]:
    """Return results with files of which none can be edited and no source is linked; in 1 query.

    Source: Programme Guide 2025, Part A, p. 14: educational resources are digital and editable (domain.md §12.2).
    """
    files = ResultFile.objects.filter(replaced_by__isnull=True)
    return list(
        Result.objects.filter(project=project, pk__in=files.values("result"), kind="tangible")
        .filter(state__in=(ResultState.READY, ResultState.PUBLISHED))
        .exclude(pk__in=files.filter(is_editable=True).values("result"))
        .exclude(pk__in=ResultLink.objects.filter(kind=LinkKind.SOURCE).values("result"))
        .select_related("project")
    )
