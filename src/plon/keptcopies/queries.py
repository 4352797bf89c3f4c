"""Reading kept copies: for the catalogue beside a link, for scores, and for the team."""

import hashlib
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.jobs.lengthy import WorkState
from plon.keptcopies.models import KeptCopy
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.results.enums import ResultState
from plon.results.models import Result, ResultLink

# Of all copies of one project together, in bytes.
MOST_ROOM = 1024 * 1024 * 1024


def hash_of(url: str) -> str:
    """Return by what the copies of an address are found."""
    return hashlib.sha256(url.encode()).hexdigest()


def kept_copies() -> QuerySet[KeptCopy]:
    """Return the good copies: made, and not taken away since."""
    return KeptCopy.objects.filter(state=WorkState.DONE, removed_at=None)


def copies_of(result_ids: Iterable[int]) -> Mapping[int, int]:
    """Return how many good copies each result has, only those with one; in 1 query."""
    kept = kept_copies().filter(result_id__in=list(result_ids))
    return dict(kept.order_by().values_list("result_id").annotate(Count("pk")))


def newest_copies(result: Result) -> dict[str, KeptCopy]:
    """Return {address: newest public copy} of a result; in 1 query, in none while it is not published."""
    if not result.is_published:
        return {}
    kept = kept_copies().filter(result=result).order_by("captured_at", "pk")
    return {copy.url: copy for copy in kept.defer("left_out", "right_words")}


def addresses_of(links: Iterable[ResultLink]) -> Mapping[int, str]:
    """Return {key of a link: address of its newest public copy} of those that have one; in 1 query."""
    by_place = {(link.result_id, link.url): link.pk for link in links}
    kept = public_copies().filter(result_id__in={result for result, _url in by_place}).order_by("captured_at", "pk")
    found = {(copy.result_id, copy.url): copy for copy in kept.only("public_id", "result_id", "url")}
    return {key: found[place].get_absolute_url() for place, key in by_place.items() if place in found}


def public_copies() -> QuerySet[KeptCopy]:
    """Return the copies that everybody may see now."""
    return kept_copies().filter(result__state=ResultState.PUBLISHED)


def copies_in(project: Project) -> QuerySet[KeptCopy]:
    """Return all copies of a project's results, newest first, with their results."""
    return (
        KeptCopy.objects.filter(result__project=project)
        .select_related("result", "result__project")
        .defer("left_out")
        .order_by("-requested_at", "-pk")
    )


def get_copy_for(user: User | AnonymousUser, project_id: str, copy_id: str, permission: str = VIEW) -> KeptCopy:
    """Return one copy of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such copy, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    copies = KeptCopy.objects.filter(result__project=project).select_related("result", "result__project")
    return get_object_or_404(copies, public_id=copy_id)


def dates_of(copy: KeptCopy) -> QuerySet[KeptCopy]:
    """Return all kept copies of the same link of the same result, newest first."""
    same = kept_copies().filter(result_id=copy.result_id, url_hash=copy.url_hash)
    return same.defer("left_out").order_by("-captured_at", "-pk")


def room_taken(project: Project) -> int:
    """Return how many bytes a project's copies take."""
    return KeptCopy.objects.filter(result__project=project).aggregate(all=Sum("size"))["all"] or 0


def published_links(project: Project) -> list[ResultLink]:
    """Return the links of a project's published results, result by result."""
    return list(
        ResultLink.objects.filter(result__project=project, result__state=ResultState.PUBLISHED)
        .select_related("result", "result__project")
        .order_by("result__position", "result_id", "pk")
    )
