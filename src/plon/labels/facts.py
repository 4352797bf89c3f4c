"""Counts that a proposal can name as its grounds: of the whole project, or of one result alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Avg, Count, Q, Sum
from django.utils.translation import ngettext, pgettext

from plon.evaluation.queries import standing_measurements
from plon.evidence.models import Evidence
from plon.programme.sharing import licence_is_open
from plon.projects.models import Project
from plon.reach.queries import totals_of
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.models import Standing
from plon.uptake.models import Adaptation
from plon.uptake.queries import CONFIRMED, accepted_policies, counted_uses


@dataclass(frozen=True, slots=True)
class Fact:
    """One count, of the day it was taken."""

    code: str
    number: int

    @property
    def words(self) -> str:
        return words_of_fact(self.code, self.number)


def facts_about(project: Project, result: Result | None = None) -> Mapping[str, Fact]:
    """Return what is known, by code; only of what is public, and only what is more than nothing. Constant queries.

    Indicators and evidence belong to the project; a result alone has none of them.
    """
    results = list(Result.objects.filter(project=project, state=ResultState.PUBLISHED))
    if result is not None:
        results = [one for one in results if one.pk == result.pk]
    of_these = Q(result__in=[one.pk for one in results])
    uses = counted_uses().filter(of_these).aggregate(n=Count("pk"), learners=Sum("learners"))
    countries = counted_uses().filter(of_these).exclude(country="").order_by().values("country").distinct().count()
    lasting = Standing.objects.filter(of_these).aggregate(score=Avg("score"))["score"]
    counts = {
        "results": len(results),
        "uses": uses["n"],
        "learners": uses["learners"] or 0,
        "countries": countries,
        "adaptations": Adaptation.objects.filter(CONFIRMED, of_these).count(),
        "policies": accepted_policies().filter(of_these).count(),
        "views": sum(each.views for each in totals_of([one.pk for one in results]).values()),
        "durability": round(lasting or 0),
        "languages": len({language for one in results for language in one.languages}),
        "open_licences": sum(licence_is_open(one.licence) for one in results),
        "covers": sum(bool(one.cover) for one in results),
        "indicators": 0 if result else _indicators(project),
        "evidence": 0 if result else Evidence.objects.filter(project=project).count(),
    }
    return {code: Fact(code, number) for code, number in counts.items() if number}


def _indicators(project: Project) -> int:
    return standing_measurements(project).order_by().values("indicator").distinct().count()


def words_of_fact(code: str, number: int) -> str:
    """Say a count in words; "" for a code that nobody knows any more."""
    n = {"n": number}
    say = {
        "results": lambda: ngettext("%(n)s published result", "%(n)s published results", number),
        "uses": lambda: ngettext("%(n)s confirmed use", "%(n)s confirmed uses", number),
        "learners": lambda: ngettext("%(n)s learner, say those who use it", "%(n)s learners, say those who use it",
                                     number),
        "countries": lambda: ngettext("used in %(n)s country", "used in %(n)s countries", number),
        "adaptations": lambda: ngettext("%(n)s translation or adaptation by others",
                                        "%(n)s translations or adaptations by others", number),
        "policies": lambda: ngettext("%(n)s accepted policy reference", "%(n)s accepted policy references", number),
        "views": lambda: ngettext("%(n)s view of public pages", "%(n)s views of public pages", number),
        "durability": lambda: pgettext("labels", "durability %(n)s of 100"),
        "languages": lambda: ngettext("results in %(n)s language", "results in %(n)s languages", number),
        "open_licences": lambda: ngettext("%(n)s result under an open licence", "%(n)s results under an open licence",
                                          number),
        "covers": lambda: ngettext("%(n)s result with a picture", "%(n)s results with a picture", number),
        "indicators": lambda: ngettext("%(n)s measured indicator", "%(n)s measured indicators", number),
        "evidence": lambda: ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", number),
    }.get(code)  # fmt: skip
    return say() % n if say else ""
