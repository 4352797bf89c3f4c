"""Reading results for the workspace. What the public may see is read in `catalogue`."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.results.models import Result, ResultFile, ResultIdentifier


def results_of(project: Project) -> QuerySet[Result]:
    """Return a project's results in its order, with all that a list or a check needs, in 4 queries."""
    return (
        Result.objects.filter(project=project)
        .select_related("responsible", "project", "fit")
        .prefetch_related("texts", "files", "links")
    )


def with_fit_beside(result: Result) -> QuerySet[Result]:
    """Return the project's other results whose fit card was begun."""
    return (
        Result.objects.filter(project_id=result.project_id, fit__isnull=False)
        .exclude(pk=result.pk)
        .select_related("fit")
        .prefetch_related("texts", "fit__texts")
    )


def get_result_for(user: User | AnonymousUser, project_id: str, result_id: str, permission: str = VIEW) -> Result:
    """Return one result of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such result, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(results_of(project), public_id=result_id)


def newest_files(result: Result) -> list[tuple[ResultFile, list[ResultFile]]]:
    """Return each file in its newest version with the versions before it, newest first (no query if prefetched)."""
    by_key = {file.pk: file for file in result.files.all()}
    replaced = {file.replaces_id for file in by_key.values()}
    rows = []
    for file in by_key.values():
        if file.pk in replaced:
            continue
        earlier: list[ResultFile] = []
        before = by_key.get(file.replaces_id or 0)
        while before is not None:
            earlier.append(before)
            before = by_key.get(before.replaces_id or 0)
        rows.append((file, earlier))
    return rows


def identifiers_of(result_ids: Iterable[int]) -> Mapping[int, list[ResultIdentifier]]:
    """Return the names that results have elsewhere, the one to cite first, in 1 query; only of those that have any."""
    found: dict[int, list[ResultIdentifier]] = {}
    for identifier in ResultIdentifier.objects.filter(result__in=list(result_ids)):
        found.setdefault(identifier.result_id, []).append(identifier)
    return found
