"""The wizard of the first hour: its steps, what is done of them, its words and examples. Knows no page."""

import datetime
import functools
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from plon.plans.enums import Nature, Phase
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.queries import Plan
from plon.programme.codelists import codelist
from plon.projects.models import Project

STEPS = (
    "begin", "project", "results", "groups", "messages", "activities", "schedule", "indicators", "use", "review",
)  # fmt: skip
State = Literal["done", "skipped", "todo"]
# An activity in the last part of the project comes too late to share what was learnt on the way.
LAST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What one step says: `name` in the list of steps, `question` on top, `why`, and a real-life example."""

    name: str
    question: str
    why: str
    example: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One step as the list of steps shows it."""

    key: str
    name: str
    number: int
    state: State
    is_current: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A ready kind of activity; the person ticks it, renames it, gives it another day, or leaves it."""

    code: str
    title: str
    when: str
    kind: str
    channel: str
    purpose: str
    phase: str
    day: datetime.date | None


@functools.cache
def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data/wizard.toml").read_text("utf-8"))


def example_family(action_type: str) -> str:
    """Return whose examples an action gets: "mobility", "small" or "cooperation".

    Small partnerships stand in for a project whose action nobody has chosen yet.
    """
    term = codelist("action_types").get(action_type)
    if term and str(term.extra.get("key_action", "")) == "KA1":
        return "mobility"
    if action_type in {"", "KA210", "ERASMUS-SPORT-SSCP", "KA152", "KA154"}:
        return "small"
    return "cooperation"


def words_for(step: str, action_type: str, language: str) -> Words:
    """Return the words of a step in `language` (else English), with the example of the action's family."""
    raw, family = _read()["step"][step], example_family(action_type)
    said = raw.get(language[:2], raw["en"])
    return Words(said["name"], said["question"], said["why"], said.get(family, ""))


def story_of(action_type: str, language: str) -> str:
    """Return the sentence that introduces the invented project from which the examples are taken."""
    story = _read()["story"]
    said: str = story.get(language[:2], story["en"])[example_family(action_type)]
    return said


def is_done(step: str, plan: Plan, *, is_finished: bool = False) -> bool:
    """Tell by what the plan holds (not by clicks) whether a step is behind the team."""
    natures = {indicator.nature for indicator in plan.indicators if indicator.target}
    reached = {reach.group_id for activity in plan.activities for reach in activity.reach.all()}
    tangible = [result for result in plan.results if result.kind == "tangible"]
    project = plan.project
    by_data = {
        "begin": bool(project.number_key or project.action_type) or not plan.is_empty,
        "project": bool(project.action_type and project.start and project.end and plan.partners),
        "results": bool(plan.results),
        "groups": bool(plan.groups),
        "messages": bool(plan.messages),
        "activities": bool(plan.activities) and reached >= {group.pk for group in plan.groups},
        "schedule": bool(plan.activities) and all(each.start and each.responsible_id for each in plan.activities),
        "indicators": natures >= {Nature.QUANTITATIVE, Nature.QUALITATIVE},
        "use": bool(plan.results) and all(result.pk in plan.use_plans for result in tangible),
        "review": is_finished,
    }
    return by_data[step]


def stops_of(plan: Plan, current: str, skipped: Collection[str], language: str, *, is_finished: bool) -> list[Stop]:
    """Return all steps with what became of each: done by data; else skipped; else still to do."""
    found = []
    for number, step in enumerate(STEPS, start=1):
        state: State = "skipped" if step in skipped else "todo"
        if is_done(step, plan, is_finished=is_finished):
            state = "done"
        name = words_for(step, plan.project.action_type, language).name
        found.append(Stop(step, name, number, state, is_current=step == current))
    return found


def next_step(step: str) -> str:
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def step_before(step: str) -> str:
    return STEPS[max(STEPS.index(step) - 1, 0)]


def where_to_begin(plan: Plan, kept: str) -> str:
    """Return the step at which to go on: where the team left, else the first that is not done."""
    if kept in STEPS:
        return kept
    if plan.is_empty:
        return "begin"
    return next((step for step in STEPS if not is_done(step, plan)), "review")


def groups_to_reach(plan: Plan) -> list[TargetGroup]:
    """Return the groups that no activity reaches yet."""
    reached = {reach.group_id for activity in plan.activities for reach in activity.reach.all()}
    return [group for group in plan.groups if group.pk not in reached]


def offers_for(group: TargetGroup, project: Project, language: str) -> list[Offer]:
    """Return the ready kinds of activities that suit a group, each with its usual day in this project."""
    found = []
    for raw in _read()["offer"]:
        if group.kind and raw.get("groups") and group.kind not in raw["groups"]:
            continue
        said = raw.get(language[:2], raw["en"])
        title = said["title"].replace("{group}", group.name)[:300]
        found.append(
            Offer(
                code=raw["code"],
                title=title,
                when=said["when"],
                kind=raw["kind"],
                channel=raw["channel"],
                purpose=raw["purpose"],
                phase=raw["phase"],
                day=usual_day(project, raw["at"]),
            )
        )
    return found


def usual_day(project: Project, at: float) -> datetime.date | None:
    """Return the first day of the month that lies at share `at` of the project (below 0 before, above 1 after it).

    Args:
        project: its first and last day count; without them nothing is known.
        at: 0 is the first day, 1 the last. Outside of these one unit is a year, however long the project.
    """
    if project.start is None or project.end is None:
        return None
    if at < 0:
        day = project.start + datetime.timedelta(days=365 * at)
    elif at > 1:
        day = project.end + datetime.timedelta(days=365 * (at - 1))
    else:
        day = project.start + (project.end - project.start) * at
    first = day.replace(day=1)
    return max(first, project.start) if 0 <= at <= 1 else first


def are_all_late(activities: Collection[PlannedActivity], project: Project) -> bool:
    """Tell whether all that is dated, and not after funding, lies in the last three months (domain.md §6.5)."""
    if project.end is None:
        return False
    dated = [each.start for each in activities if each.start and each.phase != Phase.AFTER]
    edge = project.end - datetime.timedelta(days=round(LAST_MONTHS * 30.4))
    return len(dated) > 1 and all(day > edge for day in dated)


def does_one_do_all(activities: Collection[PlannedActivity], partner_count: int) -> bool:
    """Tell whether one partner of several is responsible for everything."""
    doing = {each.responsible_id for each in activities if each.responsible_id}
    return partner_count > 1 and len(activities) > 1 and len(doing) == 1


def is_nothing_after(activities: Collection[PlannedActivity]) -> bool:
    return bool(activities) and not any(each.phase == Phase.AFTER for each in activities)
