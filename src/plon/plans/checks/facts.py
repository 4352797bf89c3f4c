"""What the coach looks at: a loaded plan with its links indexed once, so that no rule walks it twice."""

import re
from collections import defaultdict
from functools import cached_property

from plon.plans.enums import Phase
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup
from plon.plans.queries import Plan
from plon.programme.rulebook import Action, Rulebook, rulebook_for
from plon.results.models import Result

SOCIAL = "social-media"
PLATFORM = "platform"
WIDER_LEVELS = frozenset({"regional", "national", "european", "international"})
_NUMBER = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?")


def number_in(text: str) -> float | None:
    """Return the number that a target begins with, thousands separated as people do it; None if there is none."""
    found = _NUMBER.search(text)
    if not found:
        return None
    digits = found[0]
    if re.fullmatch(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", "."))


class Facts:
    """A plan as the rules see it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.project = plan.project
        self.book: Rulebook = rulebook_for(plan.project.call_year)
        self.action: Action | None = self.book.action(plan.project.action_type)

    def asks(self, letter: str) -> bool:
        """Tell whether the action's criterion asks for a demand of the matrix (domain.md §12.6)."""
        return self.action is not None and letter in self.action.asks

    @cached_property
    def messages(self) -> list[tuple[int, int, Message]]:
        return [(result, group, message) for (result, group), message in self.plan.messages.items()]

    @cached_property
    def addressed_results(self) -> set[int]:
        return {result for result, _group, _message in self.messages}

    @cached_property
    def addressed_groups(self) -> set[int]:
        return {group for _result, group, _message in self.messages}

    @cached_property
    def results_of(self) -> dict[int, list[Result]]:
        return {activity.pk: list(activity.results.all()) for activity in self.plan.activities}

    @cached_property
    def groups_of(self) -> dict[int, list[tuple[TargetGroup, int | None]]]:
        return {
            activity.pk: [(reach.group, reach.people) for reach in activity.reach.all()]
            for activity in self.plan.activities
        }

    @cached_property
    def shared_results(self) -> set[int]:
        return {result.pk for results in self.results_of.values() for result in results}

    @cached_property
    def reached_groups(self) -> set[int]:
        return {group.pk for groups in self.groups_of.values() for group, _people in groups}

    @cached_property
    def results_with_group(self) -> set[int]:
        """Results that somebody is named for: by a message, or by an activity that reaches a group."""
        reaching = (results for pk, results in self.results_of.items() if self.groups_of[pk])
        return self.addressed_results | {result.pk for results in reaching for result in results}

    @cached_property
    def expected_reach(self) -> int:
        return sum(people or 0 for groups in self.groups_of.values() for _group, people in groups)

    @cached_property
    def reach_of(self) -> dict[int, int]:
        """Return {activity: people to reach}."""
        return {pk: sum(people or 0 for _group, people in groups) for pk, groups in self.groups_of.items()}

    @cached_property
    def levels(self) -> set[str]:
        return {level for group in self.plan.groups for level in group.levels}

    @cached_property
    def group_kinds(self) -> set[str]:
        return {group.kind for group in self.plan.groups}

    @cached_property
    def tangible(self) -> list[Result]:
        return [result for result in self.plan.results if result.kind == "tangible"]

    @cached_property
    def after(self) -> list[PlannedActivity]:
        return [activity for activity in self.plan.activities if activity.phase == Phase.AFTER]

    @cached_property
    def on_platforms(self) -> list[PlannedActivity]:
        return [activity for activity in self.plan.activities if activity.channel == PLATFORM]

    @cached_property
    def indicators_of_package(self) -> dict[int, set[str]]:
        """Return {work package: natures of its indicators}; an indicator of its result counts too."""
        natures: dict[int, set[str]] = defaultdict(set)
        for indicator in self.plan.indicators:
            package = indicator.work_package_id or (indicator.result.work_package_id if indicator.result else None)
            if package:
                natures[package].add(indicator.nature)
        return natures

    def possible_reach(self, indicator: Indicator) -> int:
        """Return how many people the activities behind an indicator are to reach."""
        if indicator.activity_id:
            return self.reach_of.get(indicator.activity_id, 0)
        if indicator.result_id:
            return sum(
                self.reach_of[pk]
                for pk, results in self.results_of.items()
                if any(result.pk == indicator.result_id for result in results)
            )
        return self.expected_reach
