"""A plan in which the coach finds nothing, and how each rule is broken in it."""

import datetime
from dataclasses import dataclass

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.plans import actions
from plon.plans.enums import Feeding, Nature, Phase, Purpose
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result
from plon.sustainability.models import Review
from tests.factories import (
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
    ResultFactory,
    ResultTextFactory,
    UserFactory,
)

START, END = datetime.date(2026, 9, 1), datetime.date(2028, 8, 31)


def day(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, 15)


@dataclass
class World:
    """What the good plan is made of; `break_…` functions of the tests change it."""

    by: User
    project: Project
    school: Organisation
    ngo: Organisation
    package: WorkPackage
    milestone: Milestone
    lessons: Result
    courage: Result
    teachers: TargetGroup
    office: TargetGroup
    colleagues: TargetGroup
    readers: TargetGroup
    workshop: PlannedActivity
    platform: PlannedActivity
    later: PlannedActivity
    reach: Indicator
    use: Indicator
    stories: Indicator


def good_plan() -> World:
    """Return a KA220 plan that leaves the coach without a remark."""
    by = UserFactory()
    project = ProjectFactory(title="Clean rivers", action_type="KA220", call_year=2026, start=START, end=END)
    ProjectTextFactory(project=project, language="en", summary="Pupils study their river.")
    school, ngo = OrganisationFactory(), OrganisationFactory()
    PartnershipFactory(project=project, organisation=school, role="coordinator")
    PartnershipFactory(project=project, organisation=ngo, position=1)
    package = WorkPackage.objects.create(project=project, number=2, title="Lessons")
    milestone = Milestone.objects.create(project=project, name="Lessons tested", due=day(2027, 5))
    lessons = ResultFactory(
        project=project, working_title="Lessons", licence="CC-BY-4.0", category="handbook", planned_for=day(2027, 5),
        responsible=school, work_package=package,
    )  # fmt: skip
    courage = ResultFactory(project=project, working_title="Courage", kind="intangible", planned_for=day(2027, 6))
    for result in (lessons, courage):
        ResultTextFactory(result=result, language="en", title=f"{result.working_title} outdoors")
    groups = {
        "teachers": ("Science teachers of the region", "teachers", ["regional"], 240),
        "office": ("Municipal education office", "decision-makers", ["local", "national"], 12),
        "colleagues": ("Colleagues at our schools", "teachers", ["organisation"], 60),
        "readers": ("Readers of the district's news site", "media", ["regional"], 9000),
    }
    made = {
        key: actions.add_group(project, by=by, name=name, kind=kind, levels=levels, size=size, need="Ready lessons")
        for key, (name, kind, levels, size) in groups.items()
    }
    for result in (lessons, courage):
        for group in made.values():
            actions.write_message(result, group, by=by, texts={"en": "You have a lesson ready."})
    both = [lessons, courage]
    workshop = actions.add_activity(
        project, by=by, title="Workshop by the river", kind="workshop", channel="meeting", results=both,
        start=day(2027, 6), responsible=school, cost=350, objective="use", milestone=milestone,
        reach={made["teachers"]: 60, made["colleagues"]: 30},
    )  # fmt: skip
    platform = actions.add_activity(
        project, by=by, title="Put results on the platform", kind="publication", channel="platform", results=both,
        start=day(2028, 3), responsible=ngo, cost=0, objective="awareness", reach={made["readers"]: 500},
    )  # fmt: skip
    later = actions.add_activity(
        project, by=by, title="Yearly open lesson", kind="demonstration", channel="event", results=both,
        phase=Phase.AFTER, start=day(2029, 5), responsible=school, cost=100, objective="policy",
        reach={made["office"]: 12},
    )  # fmt: skip
    common = {"target_date": day(2028, 2), "source": "lists", "baseline": "0", "work_package": package}
    reach = actions.add_indicator(
        project, by=by, name="Participants", level="reach", unit="people", target="90", activity=workshop,
        feeding=Feeding.ACTIVITIES, **common,
    )  # fmt: skip
    use = actions.add_indicator(
        project, by=by, name="Schools that use it", level="use", unit="schools", target="25", result=lessons,
        feeding=Feeding.SURVEY, **common,
    )  # fmt: skip
    stories = actions.add_indicator(
        project, by=by, name="Teachers tell what changed", level="quality", nature=Nature.QUALITATIVE,
        target="most teach outdoors", feeding=Feeding.BY_HAND, **common,
    )  # fmt: skip
    actions.plan_use(
        lessons, by=by, form="regular_work", users="science teachers", keeper=school, resources="2 hours a month",
        until=day(2032, 8),
    )  # fmt: skip
    # What rooms above look at (see `plans.checks.rooms`).
    Review.objects.create(result=lessons, due_on=day(2029, 2))
    return World(by, project, school, ngo, package, milestone, lessons, courage, made["teachers"], made["office"],
                 made["colleagues"], made["readers"], workshop, platform, later, reach, use, stories)  # fmt: skip


def put(item: object, **values: object) -> None:
    """Set fields of a row, as an older Plon or an import may have left them."""
    type(item)._default_manager.filter(pk=item.pk).update(**values)  # type: ignore[attr-defined]  # a model's instance


PROMOTION = Purpose.PROMOTION
