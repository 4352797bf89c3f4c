"""Reading acts, with all that a list or a page shows of them, in a constant number of queries."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.activities.models import Activity, Proof, Reach
from plon.activities.rules import may_change
from plon.evidence.models import Evidence
from plon.plans.models import PlannedActivity
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE, EDIT, VIEW


def activities_of(project: Project) -> QuerySet[Activity]:
    """Return a project's acts with results, people reached and proofs (evidence in the bin left out), newest first."""
    proofs = Proof.objects.filter(evidence__removed_at__isnull=True).select_related("evidence")
    return (
        Activity.objects.filter(project=project)
        .select_related("responsible", "planned")
        .prefetch_related("results__texts", Prefetch("reach", Reach.objects.all()), Prefetch("proofs", proofs))
    )


def get_activity_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> Activity:
    """Return an act of a project, if `user` may do `permission` with it.

    `CONTRIBUTE` and `EDIT` ask whether they may change it: contributors their own, editors every one.

    Raises:
        Http404: no such act, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, CONTRIBUTE if permission == EDIT else permission)
    found: Activity = get_object_or_404(activities_of(project).select_related("project"), public_id=public_id)
    if permission in {CONTRIBUTE, EDIT} and not may_change(user, found):
        raise PermissionDenied
    return found


# More are found in the room of evidence itself.
MOST_CHOOSEABLE = 60


def chooseable_evidence(project: Project, *, without: Activity | None = None) -> list[Evidence]:
    """Return the newest pieces of a project's evidence, those left out that an act has already."""
    pieces = Evidence.objects.filter(project=project, removed_at__isnull=True)
    if without is not None:
        pieces = pieces.exclude(proofs__activity=without)
    return list(pieces.order_by("-added_at", "-pk")[:MOST_CHOOSEABLE])


def pieces_of(project: Project, ids: list[str]) -> list[Evidence]:
    """Return the pieces of a project that were just uploaded, by their public ids."""
    if not ids:
        return []
    return list(Evidence.objects.filter(project=project, public_id__in=ids, removed_at__isnull=True))


def lines_of(project: Project) -> list[PlannedActivity]:
    """Return the lines of a project's plan, in its order."""
    return list(PlannedActivity.objects.filter(project=project))
