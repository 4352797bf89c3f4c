"""A small promise: two results, two activities, three indicators, a use plan; and what was done of it."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from plon.accounts.models import User
from plon.activities.ledger import Ledger, load_ledger
from plon.activities.models import Activity, ItemProof
from plon.evidence.models import Evidence
from plon.plans import actions as planning
from plon.plans.models import ExpectedReach, PlannedActivity, TargetGroup, UsePlan
from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    IndicatorFactory,
    ItemProofFactory,
    OrganisationFactory,
    PlannedActivityFactory,
    ProofFactory,
    ReachFactory,
    ResultFactory,
    ResultTextFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 5, 20)


@dataclass
class Promised:
    """What the tests look at, by name."""

    project: Project
    lessons: Result
    game: Result
    teachers: TargetGroup
    parents: TargetGroup
    workshop: PlannedActivity
    leaflet: PlannedActivity
    use: UsePlan
    ids: dict[str, str] = field(default_factory=dict)

    def ledger(self, today: datetime.date = TODAY) -> Ledger:
        return load_ledger(Project.objects.get(pk=self.project.pk), today=today)

    def hold(self, people: dict[TargetGroup | None, int], planned: PlannedActivity | None = None) -> Activity:
        """Log an act of the workshop (or of another line) that reached people."""
        planned = planned or self.workshop
        act = ActivityFactory(
            project=self.project, planned=planned, responsible=planned.responsible, purpose=planned.purpose
        )
        for group, number in people.items():
            ReachFactory(activity=act, group=group, people=number)
        return act

    def prove(self, act: Activity, people: dict[str, int], evidence: Evidence | None = None) -> Evidence:
        evidence = evidence or EvidenceFactory(project=self.project, dated=act.start)
        for group, number in people.items():
            ProofFactory(activity=act, evidence=evidence, group_key=group, people=number)
        return evidence


def make_promise(project: Project, by: User, *, freeze: bool = True) -> Promised:
    """Make a plan of everything that the ledger counts, and freeze it."""
    school = OrganisationFactory(name="School in Opole")
    lessons = ResultFactory(
        project=project, working_title="Lessons", responsible=school, planned_for=datetime.date(2026, 3, 1)
    )
    game = ResultFactory(project=project, working_title="Game")
    for result in (lessons, game):
        ResultTextFactory(result=result, title=f"{result.working_title} outdoors")
    teachers, parents = (TargetGroupFactory(project=project, name=name) for name in ("Teachers", "Parents = families"))
    workshop = PlannedActivityFactory(
        project=project, title="Workshop for teachers", start=datetime.date(2026, 4, 1), responsible=school
    )
    workshop.results.add(lessons)
    for group, people in ((teachers, 30), (parents, 10)):
        ExpectedReach.objects.create(activity=workshop, group=group, people=people)
    leaflet = PlannedActivityFactory(project=project, title="Leaflet", purpose="promotion")
    reached = IndicatorFactory(
        project=project, name="People reached", target="1 200", feeding="activities", activity=workshop
    )
    schools = IndicatorFactory(project=project, name="Schools that use it", target="25 schools", feeding="by_hand")
    content = IndicatorFactory(project=project, name="Content with the lessons", target="80 %", feeding="survey")
    use = UsePlan.objects.create(project=project, result=lessons, form="open-access")
    if freeze:
        planning.freeze_plan(project, by=by, occasion="application", agreed_on=datetime.date(2024, 3, 1))
    ids = {"reached": reached.public_id, "schools": schools.public_id, "content": content.public_id}
    return Promised(project, lessons, game, teachers, parents, workshop, leaflet, use, ids)


def keep_some_of_it(world: Promised) -> dict[str, Evidence]:
    """Hold two workshops, a leaflet and something beyond the promise; return the evidence by name."""
    first = world.hold({world.teachers: 20, world.parents: 5, None: 3})
    second = world.hold({world.teachers: 12})
    leaflet = world.hold({None: 200}, world.leaflet)
    free = ActivityFactory(project=world.project, title="A radio talk", start=datetime.date(2025, 10, 2))
    ReachFactory(activity=free, people=1500)
    listing = world.prove(first, {world.teachers.public_id: 18, world.parents.public_id: 5})
    world.prove(second, {world.teachers.public_id: 12}, listing)
    photo = world.prove(leaflet, {"": 0})
    pieces = {"list": listing, "photo": photo}
    for name, kind, item, value in (
        ("schools", "indicator", world.ids["schools"], Decimal("14.5")),
        ("survey", "indicator", world.ids["content"], Decimal(84)),
        ("download", "result", world.lessons.public_id, None),
    ):
        pieces[name] = EvidenceFactory(project=world.project, title=f"Evidence: {name}")
        item_proof(world, pieces[name], kind, item, value)
    return pieces


def item_proof(world: Promised, piece: Evidence, kind: str, item: str, value: Decimal | None = None) -> ItemProof:
    return ItemProofFactory(project=world.project, evidence=piece, item_kind=kind, item_public_id=item, value=value)
