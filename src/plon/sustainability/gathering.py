"""What is known of how results last, from all rooms that know something of it, in a constant number of queries."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plon.fixity.queries import faults_of
from plon.keepers.queries import PEOPLE_ASKED_FOR, KeptBy, keepers_of
from plon.keptcopies.queries import copies_of
from plon.linkwatch.links import state_of_links
from plon.plans.models import UsePlan
from plon.programme.lasting import months_later
from plon.programme.sharing import licence_is_open
from plon.results.enums import LinkKind
from plon.results.models import Result, ResultFile, ResultLink
from plon.results.queries import identifiers_of
from plon.sustainability.durability import Facts
from plon.sustainability.enums import Outcome
from plon.sustainability.models import Review

# So long a look at a result counts; keepers are asked twice a year, so one missed letter does no harm.
LOOK_HOLDS = datetime.timedelta(days=400)
# So long after the project's end nobody needs to have looked yet.
FIRST_LOOK_MONTHS = 6


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other rooms know of some results."""

    files: Mapping[int, list[bool]]
    sources: frozenset[int]
    links: Mapping[int, str]
    copies: Mapping[int, int]
    keepers: Mapping[int, KeptBy]
    faults: Mapping[int, int]
    named: frozenset[int]
    looked: Mapping[int, datetime.date]


def facts_of(result_ids: Iterable[int], *, today: datetime.date) -> dict[int, Facts]:
    """Return what is known of each of these results."""
    results = list(
        Result.objects.filter(pk__in=list(result_ids)).select_related("project", "use_plan").only(
            "id", "kind", "licence", "project__end", "use_plan__form", "use_plan__until", "use_plan__keeper_id",
            "use_plan__resources", "use_plan__euros_a_year", "use_plan__hours_a_year", "use_plan__result_id",
        )
    )  # fmt: skip
    beside = _beside([result.pk for result in results])
    return {result.pk: _facts(result, beside, today) for result in results}


def _beside(ids: list[int]) -> _Beside:
    files: dict[int, list[bool]] = {}
    for key, is_editable in ResultFile.objects.filter(result__in=ids, replaced_by__isnull=True).values_list(
        "result_id", "is_editable"
    ):
        files.setdefault(key, []).append(is_editable)
    sources = ResultLink.objects.filter(result__in=ids, kind=LinkKind.SOURCE).values_list("result_id", flat=True)
    looked: dict[int, datetime.date] = {}
    good = (Outcome.GOOD, Outcome.MENDED)
    for key, day in Review.objects.filter(result__in=ids, outcome__in=good).values_list("result_id", "done_on"):
        if day:
            looked[key] = max(day, looked.get(key, day))
    return _Beside(
        files, frozenset(sources), state_of_links(ids), copies_of(ids), keepers_of(ids), faults_of(ids),
        frozenset(identifiers_of(ids)), looked
    )  # fmt: skip


def _facts(result: Result, beside: _Beside, today: datetime.date) -> Facts:
    key, use = result.pk, use_plan_of(result)
    kept, is_thing = beside.keepers[key], result.kind == "tangible"
    files, links = beside.files.get(key, []), beside.links.get(key, "")
    return Facts(
        keeper=not kept.is_orphan or bool(use and use.keeper_id),
        people=kept.people >= PEOPLE_ASKED_FOR,
        plan=plan_holds(use, today),
        means=None if use and use.is_retirement else bool(use and use.has_means),
        links={"living": True, "broken": False, "unsafe": False}.get(links),
        files=key not in beside.faults if files else False if is_thing and not links else None,
        copies=key in beside.copies if links else None,
        licence=licence_is_open(result.licence) if is_thing else None,
        identifier=key in beside.named if is_thing else None,
        editable=any(files) or key in beside.sources if is_thing and (files or links) else None,
        reviewed=_reviewed(result, max(filter(None, (beside.looked.get(key), kept.confirmed_on)), default=None), today),
        retires_on=use.until if use and use.is_retirement else None,
    )


def use_plan_of(result: Result) -> UsePlan | None:
    """Return a result's use plan (loaded with it), None if it has none."""
    return getattr(result, "use_plan", None)


def plan_holds(use: UsePlan | None, today: datetime.date) -> bool:
    """Tell whether a use plan still says what happens: a plan whose date has passed does not."""
    if use is None:
        return False
    return use.is_retirement or use.until is None or use.until >= today


def _reviewed(result: Result, looked: datetime.date | None, today: datetime.date) -> bool | None:
    """Tell whether somebody looked lately; None while nobody needs to have."""
    if looked and today - looked <= LOOK_HOLDS:
        return True
    end = result.project.end
    return False if end and today > months_later(end, FIRST_LOOK_MONTHS) else None
