"""The plan as a partner reads it: in its language, without anybody's costs."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language

from plon.activities.models import Activity
from plon.corner.models import PartnerLink
from plon.corner.queries import own_acts
from plon.plans.queries import load_plan
from plon.programme.codelists import codelist
from plon.projects.models import Milestone, Project


@dataclass(frozen=True, slots=True)
class OwnAct:
    """An act of one's own partner in a list: how many people it reached, how many pieces of evidence show it."""

    act: Activity
    people: int
    shown: int


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a result is, and why they would want it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    title: str
    partner: str
    planned_for: datetime.date | None
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of the plan: what, when, by whom, for whom."""

    title: str
    kind: str
    start: datetime.date | None
    end: datetime.date | None
    place: str
    partner: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    results: tuple[ReadResult, ...]
    lines: tuple[ReadLine, ...]
    milestones: tuple[Milestone, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.results or self.lines or self.milestones)


def acts_to_read(link: PartnerLink) -> list[OwnAct]:
    """Return what a link's partner did and has logged, newest first."""
    return [
        OwnAct(act, sum(row.people for row in act.reach.all()), len({proof.evidence_id for proof in act.proofs.all()}))
        for act in own_acts(link)
    ]


def plan_to_read(project: Project, language: str) -> ReadPlan:
    """Return the plan; what people wrote stands in `language` where they wrote it in that."""
    plan = load_plan(project)
    kinds = codelist("activity_kinds")
    spoken = get_language() or "en"
    results = tuple(
        ReadResult(
            title=result.title_in(language),
            partner=str(result.responsible or ""),
            planned_for=result.planned_for,
            audiences=tuple(
                Audience(group.name, plan.messages[result.pk, group.pk].text_in(language))
                for group in plan.groups
                if (result.pk, group.pk) in plan.messages
            ),
        )
        for result in plan.results
    )
    lines = tuple(
        ReadLine(
            title=line.title,
            kind=kinds.name(line.kind, spoken) if line.kind else "",
            start=line.start,
            end=line.end,
            place=line.place,
            partner=str(line.responsible or ""),
            groups=tuple(each.group.name for each in line.reach.all()),
        )
        for line in sorted(plan.activities, key=lambda line: (line.start or datetime.date.max, line.pk))
    )
    return ReadPlan(results, lines, plan.milestones)
