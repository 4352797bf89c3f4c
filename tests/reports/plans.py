"""Plans to draft from: one as a teacher writes it, one as large as they come."""

import datetime

from plon.organisations.models import Organisation
from plon.plans.models import (
    ExpectedReach,
    Indicator,
    Message,
    MessageText,
    PlannedActivity,
    TargetGroup,
    UsePlan,
)
from plon.projects.enums import PartnershipRole
from plon.projects.models import Project, WorkPackage
from plon.results.models import Result, ResultText
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ResultFactory,
    TargetGroupFactory,
)


def small_plan(project: Project) -> None:
    """A school plans to share its lesson plans."""
    school = OrganisationFactory(name="Szkoła nad Rzeką")
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)
    package = WorkPackage.objects.create(project=project, number=2, title="Lekcje")
    lessons = ResultFactory(
        project=project, working_title="Lekcje nad wodą", responsible=school, licence="CC-BY-4.0", work_package=package
    )
    for language, title, summary in (
        ("pl", "Lekcje nad wodą", "Dwanaście scenariuszy. Każdy trwa 90 minut."),
        ("en", "Lessons by the water", "Twelve lesson plans. Each takes 90 minutes."),
    ):
        ResultText.objects.create(result=lessons, language=language, title=title, summary=summary)
    teachers = TargetGroupFactory(
        project=project, name="Nauczyciele przyrody", kind="teachers", levels=["local", "regional"], size=22
    )
    staff = TargetGroupFactory(project=project, name="Rada pedagogiczna", kind="teachers", levels=["organisation"])
    message = Message.objects.create(result=lessons, group=teachers)
    MessageText.objects.create(message=message, language="pl", text="Masz gotową lekcję na jutro.")
    workshop = PlannedActivityFactory(
        project=project, title="Nad rzeką", kind="workshop", place="Opole", responsible=school, work_package=package,
        start=datetime.date(2026, 5, 4), end=datetime.date(2026, 5, 6),
    )  # fmt: skip
    workshop.results.add(lessons)
    ExpectedReach.objects.create(activity=workshop, group=teachers, people=22)
    meeting = PlannedActivityFactory(
        project=project,
        title="Spotkanie rady",
        kind="presentation",
        start=datetime.date(2026, 9, 1),
        responsible=school,
    )
    meeting.results.add(lessons)
    ExpectedReach.objects.create(activity=meeting, group=staff, people=5)
    IndicatorFactory(
        project=project, name="Szkoły, które korzystają", result=lessons, level="use", unit="szkoły", baseline="0",
        target="25", target_date=datetime.date(2027, 2, 28), source="ankieta", feeding="survey",
    )  # fmt: skip
    UsePlan.objects.create(
        project=project, result=lessons, form="regular_work", keeper=school, until=datetime.date(2029, 6, 30),
        resources="dwie godziny w miesiącu",
    )  # fmt: skip


def big_plan(project: Project, *, results: int = 30, groups: int = 60, activities: int = 300) -> None:
    """A plan of the largest size that Plon promises to hold, with names as long as they may be."""
    schools = [
        Organisation.objects.create(name=f"{'Zespół Szkół Ogólnokształcących ' * 4}{number}", match_key=f"big{number}")
        for number in range(6)
    ]
    for number, school in enumerate(schools):
        PartnershipFactory(project=project, organisation=school, position=number)
    packages = [WorkPackage.objects.create(project=project, number=n, title=f"Pakiet {n}") for n in range(1, 6)]
    made = Result.objects.bulk_create(
        Result(
            project=project, working_title=f"Rezultat {n} " + "o wodzie " * 30, position=n, responsible=schools[n % 6],
            work_package=packages[n % 5], licence="CC-BY-SA-4.0", planned_for=datetime.date(2026, 1 + n % 12, 1),
        )
        for n in range(results)
    )  # fmt: skip
    ResultText.objects.bulk_create(
        ResultText(result=result, language=language, title=result.working_title, summary="Długi opis. " * 200)
        for result in made
        for language in ("pl", "en")
    )
    people = TargetGroup.objects.bulk_create(
        TargetGroup(
            project=project, name=f"Grupa {n} " + "ludzi " * 30, position=n, kind="teachers", size=1000 * n,
            levels=[["organisation"], ["local", "regional"], ["national"], ["european"]][n % 4], need="Czas. " * 200,
        )
        for n in range(groups)
    )  # fmt: skip
    messages = Message.objects.bulk_create(
        Message(result=made[n % results], group=group) for n, group in enumerate(people)
    )
    MessageText.objects.bulk_create(
        MessageText(message=message, language=language, text="Bo warto. " * 30)
        for message in messages
        for language in ("pl", "en")
    )
    planned = PlannedActivity.objects.bulk_create(
        PlannedActivity(
            project=project, title=f"Działanie {n} " + "z ludźmi " * 30, position=n, kind="workshop",
            channel="platform" if n % 3 == 0 else "meeting", phase=("before", "during", "after")[n % 3],
            purpose="promotion" if n % 10 == 9 else "dissemination", start=datetime.date(2025, 1 + n % 12, 1),
            end=datetime.date(2026, 1 + n % 12, 1), place="Miejsce " * 20, responsible=schools[n % 6],
            work_package=packages[n % 5],
        )
        for n in range(activities)
    )  # fmt: skip
    through = PlannedActivity.results.through
    through.objects.bulk_create(
        through(plannedactivity=activity, result=made[n % results]) for n, activity in enumerate(planned)
    )
    ExpectedReach.objects.bulk_create(
        ExpectedReach(activity=activity, group=people[(n + k) % groups], people=100)
        for n, activity in enumerate(planned)
        for k in range(2)
    )
    Indicator.objects.bulk_create(
        Indicator(
            project=project, name=f"Wskaźnik {n} " + "zmiany " * 30, position=n, work_package=packages[n % 5],
            nature="qualitative" if n % 2 else "quantitative", level=("use", "learning", "policy")[n % 3], unit="osoby",
            baseline="0", target="100", target_date=datetime.date(2027, 1, 1), source="źródło " * 30, feeding="survey",
        )
        for n in range(40)
    )  # fmt: skip
    UsePlan.objects.bulk_create(
        UsePlan(project=project, result=result, form="others", keeper=schools[0], users="szkoły " * 30,
                resources="środki " * 40, until=datetime.date(2030, 1, 1), risk="ryzyko " * 40)
        for result in made
    )  # fmt: skip
