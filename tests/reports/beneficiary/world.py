"""A school's project that has done something: acts with proofs, a result in the catalogue, a use by others."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from plon.accounts.models import User
from plon.activities.actions import ReachRow, log_activity
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.evidence.models import Evidence
from plon.organisations.models import Organisation
from plon.plans import actions as planning
from plon.plans.enums import Occasion
from plon.plans.models import TargetGroup
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.models import Project, WorkPackage
from plon.reports.beneficiary.actions import start_report
from plon.reports.beneficiary.enums import ReportKind
from plon.reports.beneficiary.models import Report
from plon.results.models import Result
from tests.factories import (
    EvidenceFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
    ResultFactory,
    ResultTextFactory,
    UserFactory,
)

START, END = datetime.date(2025, 9, 1), datetime.date(2027, 8, 31)
SINCE, UNTIL = START, datetime.date(2026, 8, 31)
TODAY = datetime.date(2026, 9, 15)
SHA256 = "ab" * 32


@dataclass
class World:
    by: User
    partner_person: User
    project: Project
    school: Organisation
    ngo: Organisation
    package: WorkPackage
    lessons: Result
    teachers: TargetGroup
    workshop: Activity
    photo: Evidence
    report: Report


def make_world(*, action: str = "KA210", kind: str = ReportKind.INTERIM, organisation: str = "") -> World:
    """Return a project with one workshop that is proven, one talk that is not, and a report of its first year."""
    by, partner_person = UserFactory(), UserFactory()
    project = ProjectFactory(title="Clean rivers", action_type=action, call_year=2025, start=START, end=END)
    ProjectTextFactory(project=project, language="en", summary="Pupils study their river.")
    school, ngo = OrganisationFactory(name="School by the River"), OrganisationFactory(name="Green Valley")
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)
    PartnershipFactory(project=project, organisation=ngo, position=1)
    MembershipFactory(project=project, person=by, role=TeamRole.COORDINATOR, organisation=school)
    MembershipFactory(project=project, person=partner_person, role=TeamRole.CONTRIBUTOR, organisation=ngo)
    package = WorkPackage.objects.create(project=project, number=2, title="Lessons")
    lessons = ResultFactory(
        project=project, working_title="Lessons", responsible=school, licence="CC-BY-4.0", work_package=package,
        state="published", published_at=timezone.now(),
    )  # fmt: skip
    ResultTextFactory(result=lessons, language="en", title="Lessons by the water", summary="Twelve lessons.")
    teachers = planning.add_group(project, by=by, name="Science *teachers*", kind="teachers", levels=["regional"])
    planned = planning.add_activity(
        project, by=by, title="Workshop by the river", kind="workshop", start=datetime.date(2026, 5, 4),
        responsible=school, results=[lessons], reach={teachers: 40}, work_package=package,
    )  # fmt: skip
    later = planning.add_activity(
        project, by=by, title="Closing talk", kind="presentation", start=datetime.date(2026, 6, 1), responsible=ngo,
        results=[lessons], reach={teachers: 100},
    )  # fmt: skip
    planning.add_indicator(
        project, by=by, name="Teachers who came", nature="quantitative", unit="people", baseline="0", target="100",
        target_date=END, feeding="activities", result=lessons,
    )  # fmt: skip
    planning.freeze_plan(project, by=by, occasion=Occasion.APPLICATION, agreed_on=START)
    workshop = _done(project, by, planned, datetime.date(2026, 5, 4), teachers, 30)
    talk = _done(project, by, later, datetime.date(2026, 6, 1), teachers, 12)
    assert talk.responsible == ngo
    photo = EvidenceFactory(project=project, title="Photo of the workshop", sha256=SHA256, size=2048)
    prove(workshop, photo, by=by, people={teachers.public_id: 24})
    report = start_report(
        project, by=by, kind=kind, since=SINCE, until=UNTIL, language="en",
        organisation={"school": school, "ngo": ngo}.get(organisation),
    )  # fmt: skip
    return World(by, partner_person, project, school, ngo, package, lessons, teachers, workshop, photo, report)


def _done(project: Project, by: User, planned: object, day: datetime.date, group: TargetGroup, people: int) -> Activity:
    return log_activity(
        project, by=by, planned=planned, start=day, state="done", reach={group: ReachRow(people, "regional")}
    )
