"""The plan as a partner reads it: in its language, without anybody's costs."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language

from plon.activities.models import Activity
from plon.corner.models import PartnerLink
from plon.corner.queries import own_acts
from plon.evidence.models import Evidence
from plon.evidence.serving import file_url
from plon.evidence.thumbnails import has_thumbnail
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
class ReadProof:
    """A piece of evidence beside the act that it shows.

    Attributes:
        url: where its file or page is; "" for what the team alone opens.
        is_own: the partner brought it, and may take it away from the act.
    """

    evidence: Evidence
    people: int
    url: str
    thumbnail: str
    is_own: bool


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


def proofs_to_read(act: Activity, link: PartnerLink) -> list[ReadProof]:
    """Return what shows an act, each piece once; its file only if the link's partner brought it."""
    people: dict[Evidence, int] = {}
    for proof in act.proofs.all():
        people[proof.evidence] = people.get(proof.evidence, 0) + proof.people
    return [_read_proof(evidence, shown, link) for evidence, shown in people.items()]


def _read_proof(evidence: Evidence, people: int, link: PartnerLink) -> ReadProof:
    is_own = evidence.organisation_id == link.organisation_id
    is_seen = is_own and not evidence.is_confidential
    address = evidence.url or (file_url(evidence) if evidence.path else "")
    thumbnail = file_url(evidence, thumbnail=True) if is_seen and has_thumbnail(evidence) else ""
    return ReadProof(evidence, people, address if is_seen else "", thumbnail, is_own)


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
