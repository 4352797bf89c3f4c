"""What a draft is made from: the loaded plan, looked at from the questions' side."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plon.plans.enums import Phase, Purpose
from plon.plans.models import ExpectedReach, Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import Plan
from plon.programme.codelists import codelist
from plon.programme.visibility import funding_statement
from plon.projects.models import WorkPackage
from plon.reports.drafting.grammar import Language
from plon.results.models import Result

OWN = "organisation"
RETIRED = "retire"
# Forms of use by which a result goes into the partners' own work.
_INTO_REGULAR_WORK = {"regular_work", "accreditation", "multipliers"}


@dataclass(frozen=True)
class Facts:
    """A plan for readers of one language; of one work package, if `work_package` is given."""

    plan: Plan
    language: Language
    work_package: WorkPackage | None = None

    def _is_here(self, item: Result | PlannedActivity | Indicator) -> bool:
        return self.work_package is None or item.work_package_id == self.work_package.pk

    @cached_property
    def results(self) -> tuple[Result, ...]:
        return tuple(result for result in self.plan.results if self._is_here(result))

    @cached_property
    def activities(self) -> tuple[PlannedActivity, ...]:
        return tuple(activity for activity in self.plan.activities if self._is_here(activity))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators; those of a package also by the result or the activity that they measure."""
        if self.work_package is None:
            return self.plan.indicators
        results = {result.pk for result in self.results}
        activities = {activity.pk for activity in self.activities}
        return tuple(
            indicator
            for indicator in self.plan.indicators
            if self._is_here(indicator)
            or (indicator.work_package_id is None
                and (indicator.result_id in results or indicator.activity_id in activities))
        )  # fmt: skip

    @cached_property
    def titles(self) -> dict[int, str]:
        return {result.pk: result.title_in(self.language) for result in self.plan.results}

    @cached_property
    def groups(self) -> tuple[TargetGroup, ...]:
        return self.plan.groups

    @cached_property
    def own_groups(self) -> tuple[TargetGroup, ...]:
        """Groups inside the partners' organisations."""
        return tuple(group for group in self.groups if OWN in group.levels)

    @cached_property
    def outside_groups(self) -> tuple[TargetGroup, ...]:
        return tuple(group for group in self.groups if group.levels != [OWN])

    def groups_at(self, level: str) -> tuple[TargetGroup, ...]:
        return tuple(group for group in self.groups if level in group.levels)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Levels at which there is a group, the nearest first."""
        present = {level for group in self.groups for level in group.levels}
        return tuple(code for code in codelist("levels").codes if code in present)

    def reaching(self, groups: Iterable[TargetGroup], among: Iterable[PlannedActivity]) -> tuple[PlannedActivity, ...]:
        keys = {group.pk for group in groups}
        return tuple(each for each in among if any(reach.group_id in keys for reach in each.reach.all()))

    @cached_property
    def sharing_activities(self) -> tuple[PlannedActivity, ...]:
        """Dissemination: activities in which a result is shared (domain.md §1.3)."""
        return tuple(each for each in self.activities if each.purpose == Purpose.DISSEMINATION)

    @cached_property
    def promotion(self) -> tuple[PlannedActivity, ...]:
        return tuple(each for each in self.activities if each.purpose == Purpose.PROMOTION)

    @cached_property
    def later_activities(self) -> tuple[PlannedActivity, ...]:
        return tuple(each for each in self.activities if each.phase == Phase.AFTER)

    @cached_property
    def uses(self) -> tuple[UsePlan, ...]:
        """Use plans in the order of their results."""
        return tuple(self.plan.use_plans[result.pk] for result in self.results if result.pk in self.plan.use_plans)

    @cached_property
    def lasting_uses(self) -> tuple[UsePlan, ...]:
        return tuple(use for use in self.uses if use.form != RETIRED)

    @cached_property
    def own_uses(self) -> tuple[UsePlan, ...]:
        return tuple(use for use in self.lasting_uses if _INTO_REGULAR_WORK & set(use.forms))

    @cached_property
    def messages(self) -> tuple[tuple[Result, TargetGroup, str], ...]:
        """Messages that are written in the draft's language, as (result, group, sentence)."""
        found = []
        for result in self.plan.results:
            for group in self.plan.groups:
                message = self.plan.messages.get((result.pk, group.pk))
                texts = {text.language: text.text for text in message.texts.all()} if message else {}
                if texts.get(self.language):
                    found.append((result, group, texts[self.language]))
        return tuple(found)

    def messages_to(self, groups: Iterable[TargetGroup]) -> tuple[tuple[Result, TargetGroup, str], ...]:
        keys = {group.pk for group in groups}
        return tuple(each for each in self.messages if each[1].pk in keys)

    @cached_property
    def statement(self) -> str:
        """The funding statement in the draft's language, "" where no source gives it."""
        project = self.plan.project
        wording = funding_statement(self.language, cofunded=project.is_cofunded, programme=project.programme)
        return wording.text if wording and wording.language == self.language else ""


def reach_of(activity: PlannedActivity, groups: frozenset[int] | None = None) -> list[ExpectedReach]:
    """Return whom an activity reaches, of `groups` only if they are given."""
    return [reach for reach in activity.reach.all() if groups is None or reach.group_id in groups]
