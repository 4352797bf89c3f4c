"""Reading who keeps what: for pages, for the score of durability, for letters."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plon.keepers.enums import OPEN, SILENT, KeepingState
from plon.keepers.models import Keeper, Keeping
from plon.plans.models import UsePlan
from plon.programme.lasting import RETIRE
from plon.projects.models import Project
from plon.projects.queries import hash_of
from plon.results.enums import ResultState
from plon.results.models import Result

# So many people are asked for, so that one who falls ill or leaves loses nothing.
PEOPLE_ASKED_FOR = 2


@dataclass(frozen=True, slots=True)
class KeptBy:
    """Who keeps a result, as everybody may read it.

    Attributes:
        organisation: who keeps it, several with commas, the one that keeps it longest first; "" if nobody does.
        people: how many people accepted and answer.
        is_orphan: nobody does; the agency counts as somebody.
        confirmed_on: when one of them last said that it is still good.
        since: since when the first of them keeps it.
        is_agency: the agency took it over.
    """

    organisation: str = ""
    people: int = 0
    is_orphan: bool = True
    confirmed_on: datetime.date | None = None
    since: datetime.date | None = None
    is_agency: bool = False


NOBODY = KeptBy()
LIVING = Q(state=KeepingState.KEEPING) & ~Q(silence__in=SILENT)


def keepers_of(result_ids: Iterable[int]) -> Mapping[int, KeptBy]:
    """Return who keeps each of these results, orphans too, in one query."""
    ids = list(result_ids)
    living: dict[int, list[Keeping]] = {}
    for keeping in Keeping.objects.filter(LIVING, result__in=ids).order_by("accepted_at", "pk"):
        living.setdefault(keeping.result_id, []).append(keeping)
    return {result: _together(living.get(result, ())) for result in ids}


def _together(keepings: Iterable[Keeping]) -> KeptBy:
    """Put those who keep one result together; the earliest stand first."""
    rows = list(keepings)
    if not rows:
        return NOBODY
    # A team or another organisation that keeps it comes before the agency, which only fills a gap.
    first = next((each for each in rows if not each.is_agency), rows[0])
    together = [each.kept_by for each in rows if each.is_agency == first.is_agency and each.kept_by]
    return KeptBy(
        organisation=", ".join(dict.fromkeys(together)),
        people=sum(not each.is_agency for each in rows),
        is_orphan=False,
        confirmed_on=timezone.localdate(max(each.confirmed_at for each in rows if each.confirmed_at)),
        since=timezone.localdate(first.accepted_at) if first.accepted_at else None,
        is_agency=first.is_agency,
    )


def is_last(keeping: Keeping) -> bool:
    """Tell whether a result would have no living keeper without this one."""
    others = Keeping.objects.filter(LIVING, result=keeping.result_id).exclude(pk=keeping.pk)
    return keeping.is_living and not others.exists()


@dataclass(frozen=True, slots=True)
class Retired:
    """That a result ended on purpose, on which day and why."""

    on: datetime.date
    reason: str


def retired(result: str) -> Exists:
    """Return a condition: the result that `result` leads to ended on purpose, by its use plan."""
    today = timezone.localdate()
    return Exists(UsePlan.objects.filter(result=OuterRef(result), form=RETIRE, until__lte=today))


def is_retired(result: Result) -> bool:
    return bool(retired_of([result.pk]))


def retired_of(result_ids: Iterable[int]) -> Mapping[int, Retired]:
    """Return which of these results ended on purpose, in one query."""
    found = UsePlan.objects.filter(result__in=list(result_ids), form=RETIRE, until__lte=timezone.localdate())
    return {plan.result_id: Retired(plan.until, plan.risk) for plan in found if plan.until}


def needs_follower(keeping: Keeping) -> bool:
    """Tell whether somebody has to say what follows when this one goes: a public result would be nobody's."""
    return keeping.result.is_published and is_last(keeping) and not is_retired(keeping.result)


def keepings_in(project: Project) -> QuerySet[Keeping]:
    """Return who keeps or is asked to keep something of a project, and those who said no."""
    found = Keeping.objects.filter(result__project=project, state__in=(*OPEN, KeepingState.DECLINED))
    return found.select_related("result__project", "keeper", "organisation", "takes_over")


def open_keepings_of(keeper: Keeper) -> QuerySet[Keeping]:
    """Return what somebody keeps or is asked to keep, with its result and project."""
    found = keeper.keepings.filter(state__in=OPEN)
    return found.select_related("result__project", "organisation", "keeper", "takes_over").prefetch_related(
        "result__texts"
    )


def find_keeper(secret: str) -> Keeper | None:
    """Return whose page this is."""
    return Keeper.objects.filter(secret_hash=hash_of(secret)).first()


def orphans(*, had: bool | None = None) -> QuerySet[Result]:
    """Return the published results that nobody keeps and nobody retired, each with `asked`: is somebody asked now?

    Args:
        had: only those that somebody kept once (True) or that nobody ever kept (False).
    """
    living = Keeping.objects.filter(LIVING, result=OuterRef("pk"))
    ever = Exists(Keeping.objects.filter(result=OuterRef("pk"), accepted_at__isnull=False))
    asked = Keeping.objects.filter(result=OuterRef("pk"), state=KeepingState.ASKED)
    found = Result.objects.filter(~Exists(living), ~retired("pk"), state=ResultState.PUBLISHED)
    if had is not None:
        found = found.filter(ever if had else ~ever)
    return found.annotate(asked=Exists(asked)).select_related("project").order_by("-published_at", "-pk")


def kept_by_agency() -> QuerySet[Keeping]:
    """Return what the agency keeps, the one that nobody looked at longest first."""
    found = Keeping.objects.filter(is_agency=True, state=KeepingState.KEEPING)
    return found.select_related("result__project").order_by("confirmed_at", "pk")


def orphan_counts() -> Mapping[str, int]:
    """Return how many results lost their keeper, never had one, and are kept by the agency."""
    lost, never = (orphans(had=had).order_by().count() for had in (True, False))
    return {"lost": lost, "never": never, "agency": kept_by_agency().count()}


def last_keepings_of(result_ids: Iterable[int]) -> Mapping[int, Keeping]:
    """Return who kept each of these results last, in one query."""
    found = Keeping.objects.filter(result__in=list(result_ids), accepted_at__isnull=False)
    return {keeping.result_id: keeping for keeping in found.order_by("ended_at", "pk")}
