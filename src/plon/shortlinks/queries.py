"""Reading short links, and what they reached."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet, Sum
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.identifiers import ALPHABET
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.shortlinks.models import DailyCount, ShortLink
from plon.shortlinks.reach import Reach

# As the column takes; new codes have seven letters.
LONGEST = 12
_SUMS = {"all_opens": Sum("opens"), "all_visits": Sum("devices"), "fewest": Max("devices"), "all_robots": Sum("robots")}


def find_link(code: str) -> ShortLink | None:
    """Return the link of a code with what it leads to, in one question; capitals are forgiven."""
    code = code.lower()
    if not 0 < len(code) <= LONGEST or not set(code) <= set(ALPHABET):
        return None
    return ShortLink.objects.select_related("project", "result").filter(code=code).first()


def links_of(project: Project) -> QuerySet[ShortLink]:
    """Return the links of a project with all that a list needs."""
    return (
        ShortLink.objects.filter(project=project)
        .select_related("project", "result", "made_by")
        .prefetch_related("result__texts")
    )


def get_link_for(user: User | AnonymousUser, project_id: str, code: str, permission: str = VIEW) -> ShortLink:
    """Return one link of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such link, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(links_of(project), code=code)


def reach_by_link(project: Project, first: datetime.date, last: datetime.date) -> dict[int, Reach]:
    """Return what each link of a project reached from `first` to `last`."""
    days = DailyCount.objects.filter(link__project=project, day__range=(first, last)).order_by()
    return {row["link_id"]: _reach(row) for row in days.values("link_id").annotate(**_SUMS)}


def reach_by_day(links: Iterable[ShortLink], first: datetime.date, last: datetime.date) -> dict[datetime.date, Reach]:
    """Return what links reached together on each day on which they were opened."""
    days = DailyCount.objects.filter(link__in=[link.pk for link in links], day__range=(first, last)).order_by()
    return {row["day"]: _reach(row) for row in days.values("day").annotate(**_SUMS).order_by("day")}


def counts_of(project: Project, first: datetime.date, last: datetime.date) -> QuerySet[DailyCount]:
    """Return the counts of every link and day, to be handed out."""
    return DailyCount.objects.filter(link__project=project, day__range=(first, last)).order_by("day", "link_id")


def _reach(row: Mapping[str, Any]) -> Reach:
    return Reach(row["all_opens"], row["all_visits"], row["fewest"], row["all_robots"])
