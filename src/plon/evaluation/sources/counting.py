"""Values of counters: views and downloads, openings of links, declarations of use; per result."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum

from plon.activities.ledger.uses import UseFigures, uses_of
from plon.evaluation.enums import Counter, SourceKind
from plon.evaluation.sources.live import Live, rounded
from plon.projects.models import Project
from plon.reach.queries import totals_of
from plon.results.models import Result
from plon.shortlinks.queries import counts_of

# Told by people, not counted by us.
DECLARED = frozenset({Counter.USES, Counter.LEARNERS, Counter.COUNTRIES, Counter.ADAPTATIONS, Counter.POLICIES})


@dataclass
class Counters:
    """The counters of one project, each read when it is asked for first; "" stands for the project as a whole."""

    project: Project
    today: datetime.date

    @cached_property
    def results(self) -> dict[int, tuple[str, str]]:
        """Public id and title by key of a result."""
        rows = Result.objects.filter(project=self.project).order_by("position", "id")
        return {
            key: (public_id, title) for key, public_id, title in rows.values_list("pk", "public_id", "working_title")
        }

    @cached_property
    def _reached(self) -> tuple[dict[str, int], dict[str, int]]:
        found = totals_of(self.results)
        views = {self.results[key][0]: figures.views for key, figures in found.items()}
        return views, {self.results[key][0]: figures.downloads for key, figures in found.items()}

    @cached_property
    def _openings(self) -> dict[str, int]:
        days = counts_of(self.project, datetime.date.min, datetime.date.max).order_by()
        rows = days.values_list("link__result_key").annotate(all_opens=Sum("opens"))
        return dict(rows)

    @cached_property
    def uses(self) -> UseFigures:
        return uses_of(self.project)

    def by_result(self, counter: str) -> Mapping[str, int]:
        """Return the count of each result that has one; openings of links to the project itself stand under ""."""
        if counter == Counter.VIEWS:
            return self._reached[0]
        if counter == Counter.DOWNLOADS:
            return self._reached[1]
        if counter == Counter.OPENINGS:
            return self._openings
        if counter == Counter.COUNTRIES:
            return {each.result: len(each.countries) for each in self.uses.results}
        return {each.result: getattr(each, Counter(counter).value) for each in self.uses.results}

    def total(self, counter: str, result: str = "") -> int:
        """Return what a counter says of one result, or of all; a country counts once, however many results it uses."""
        counts = self.by_result(counter)
        if result:
            return counts.get(result, 0)
        return len(self.uses.countries) if counter == Counter.COUNTRIES else sum(counts.values())

    def value(self, counter: str, result: str = "") -> Live:
        """Return a counter's value with the results that it is made of."""
        titles, by_result = dict(self.results.values()), self.by_result(counter)
        # In the order of the project; links that lead to the project itself come last.
        keys = [key for key in (*titles, "") if by_result.get(key) and (not result or key == result)]
        return Live(
            rounded(self.total(counter, result)),
            self.today,
            SourceKind.UPTAKE if counter in DECLARED else SourceKind.COUNTER,
            {
                "counter": counter,
                "results": [{"id": key, "title": titles.get(key, ""), "count": by_result[key]} for key in keys],
            },
        )
