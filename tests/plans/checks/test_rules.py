"""Each rule of the coach: silent on a good plan, heard on a plan in which just that is missing."""

import dataclasses
import datetime
from collections.abc import Callable

import pytest

from plon.plans.checks import check_plan
from plon.plans.checks.finding import FINDERS
from plon.plans.checks.remarks import SECTIONS, WEIGHTS, rules, source_of
from plon.plans.enums import Nature
from plon.plans.models import ExpectedReach, Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import load_plan
from plon.programme.rulebook import Wording, rulebook_for
from plon.projects.models import ProjectText
from plon.results.models import Result, ResultText
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory
from tests.plans.checks.world import END, PROMOTION, START, World, day, good_plan, put

Breaking = Callable[[World], object]
LATE = END - datetime.timedelta(days=20)

BREAKING: dict[str, Breaking] = {
    "project-dates": lambda w: put(w.project, end=None),
    "project-action": lambda w: put(w.project, action_type=""),
    "english-summary": lambda w: ProjectText.objects.update(language="pl"),
    "no-result": lambda w: Result.objects.all().delete(),
    "result-without-group": lambda w: (
        Message.objects.filter(result=w.lessons).delete(),
        w.lessons.planned_activities.clear(),
    ),
    "result-without-message": lambda w: Message.objects.filter(result=w.lessons).delete(),
    "result-not-shared": lambda w: w.lessons.planned_activities.clear(),
    "licence-missing": lambda w: put(w.lessons, licence=""),
    "licence-closed": lambda w: put(w.lessons, licence="CC-BY-ND-4.0"),
    "result-not-in-english": lambda w: ResultText.objects.filter(result=w.courage).update(language="pl"),
    "funding-not-shown": lambda w: put(w.lessons, ready_on=day(2027, 5)),
    "result-without-date": lambda w: put(w.lessons, planned_for=None),
    "result-late": lambda w: put(w.lessons, planned_for=END + datetime.timedelta(days=1)),
    "only-tangible": lambda w: w.courage.delete(),
    "no-group": lambda w: TargetGroup.objects.all().delete(),
    "group-without-message": lambda w: Message.objects.filter(group=w.office).delete(),
    "group-without-activity": lambda w: ExpectedReach.objects.filter(group=w.office).delete(),
    "group-vague": lambda w: put(w.teachers, name="Nauczyciele "),
    "group-without-level": lambda w: put(w.teachers, levels=[]),
    "group-without-size": lambda w: put(w.teachers, size=None),
    "no-wider-level": lambda w: TargetGroup.objects.update(levels=["organisation", "local"]),
    "nobody-inside": lambda w: put(w.colleagues, levels=["local"]),
    "no-decision-makers": lambda w: put(w.office, kind="organisations"),
    "no-public": lambda w: put(w.readers, kind="experts"),
    "no-activity": lambda w: PlannedActivity.objects.all().delete(),
    "shares-no-result": lambda w: w.workshop.results.clear(),
    "promotion-as-dissemination": lambda w: put(w.workshop, kind="social-media"),
    "only-promotion": lambda w: PlannedActivity.objects.update(purpose=PROMOTION),
    "only-social-media": lambda w: PlannedActivity.objects.update(channel="social-media"),
    "all-at-the-end": lambda w: PlannedActivity.objects.update(start=LATE),
    "nothing-after": lambda w: w.later.delete(),
    "activity-without-group": lambda w: w.workshop.reach.all().delete(),
    "reach-without-number": lambda w: w.workshop.reach.update(people=None),
    "reach-above-size": lambda w: put(w.colleagues, size=29),
    "nobody-responsible": lambda w: put(w.workshop, responsible=None),
    "one-partner-does-all": lambda w: put(w.platform, responsible=w.school),
    "partner-without-part": lambda w: PartnershipFactory(project=w.project, organisation=OrganisationFactory()),
    "cost-missing": lambda w: put(w.workshop, cost=None),
    "activity-without-date": lambda w: put(w.workshop, start=None),
    "activity-outside-project": lambda w: put(w.workshop, start=START - datetime.timedelta(days=9)),
    "shared-before-ready": lambda w: Result.objects.update(planned_for=day(2027, 9)),
    "activity-without-channel": lambda w: put(w.workshop, channel=""),
    "activity-without-objective": lambda w: put(w.workshop, objective=""),
    "no-milestone-linked": lambda w: put(w.workshop, milestone=None),
    "not-on-the-platform": lambda w: put(w.platform, channel="website"),
    "no-indicator": lambda w: Indicator.objects.all().delete(),
    "indicator-without-baseline": lambda w: put(w.use, baseline=""),
    "indicator-without-target": lambda w: put(w.use, target=""),
    "indicator-without-date": lambda w: put(w.use, target_date=None),
    "indicator-without-source": lambda w: put(w.use, source=""),
    "indicator-without-unit": lambda w: put(w.use, unit=""),
    "indicator-without-number": lambda w: put(w.use, target="many"),
    "indicator-not-fed": lambda w: put(w.use, feeding=""),
    "indicator-before-start": lambda w: put(w.use, target_date=START - datetime.timedelta(days=1)),
    "only-quantitative": lambda w: put(w.stories, nature=Nature.QUANTITATIVE),
    "only-qualitative": lambda w: Indicator.objects.update(nature=Nature.QUALITATIVE),
    "reach-out-of-reach": lambda w: put(w.reach, target="1 200"),
    "no-evaluation": lambda w: Indicator.objects.exclude(pk=w.reach.pk).update(level="output", feeding="by_hand"),
    "no-use-indicator": lambda w: put(w.use, level="output"),
    "package-without-both": lambda w: w.stories.delete(),
    "no-use-plan": lambda w: UsePlan.objects.all().delete(),
    "use-without-keeper": lambda w: UsePlan.objects.update(keeper=None),
    "use-without-users": lambda w: UsePlan.objects.update(users=""),
    "use-without-means": lambda w: UsePlan.objects.update(resources=""),
    "use-without-date": lambda w: UsePlan.objects.update(until=END),
    "retired-without-reason": lambda w: UsePlan.objects.update(form="retire"),
}


@pytest.fixture
def world(db: None) -> World:
    return good_plan()


def codes(world: World) -> set[str]:
    world.project.refresh_from_db()
    return {remark.code for remark in check_plan(load_plan(world.project), "en")}


def test_a_good_plan_leaves_the_coach_silent(world: World) -> None:
    assert codes(world) == set()


@pytest.mark.parametrize("code", BREAKING)
def test_the_rule_is_heard_when_it_is_broken(world: World, code: str) -> None:
    BREAKING[code](world)

    assert code in codes(world)


def test_every_rule_has_its_words_and_its_example_plans() -> None:
    assert list(rules()) == list(BREAKING)
    assert set(FINDERS) == set(BREAKING)
    assert len(BREAKING) >= 25


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_the_words_of_a_rule_are_complete(rule: object) -> None:
    for wording in (rule.title, rule.why, rule.example):  # type: ignore[attr-defined]  # a Rule
        assert wording.en
        assert wording.pl
    assert rule.section in SECTIONS  # type: ignore[attr-defined]  # a Rule
    assert rule.weight in WEIGHTS  # type: ignore[attr-defined]  # a Rule
    assert set(rule.letters) <= set(rulebook_for(2025).demands)  # type: ignore[attr-defined]  # a Rule
    assert rule.mistake in {"", *rulebook_for(2025).mistakes}  # type: ignore[attr-defined]  # a Rule


def test_rules_of_other_actions_are_silent(world: World) -> None:
    BREAKING["package-without-both"](world)
    put(world.project, action_type="KA122")

    assert "package-without-both" not in codes(world)


def test_retired_results_need_no_keeper(world: World) -> None:
    UsePlan.objects.update(form="retire", risk="The data are in the report", keeper=None, users="")

    assert codes(world) == set()


def test_a_post_that_shares_a_result_is_not_judged_by_few_activities(world: World) -> None:
    PlannedActivity.objects.exclude(pk=world.workshop.pk).delete()
    put(world.workshop, start=LATE)

    assert "all-at-the-end" not in codes(world)


def test_it_says_why_where_and_what_is_at_stake(world: World) -> None:
    put(world.use, baseline="")
    world.project.refresh_from_db()

    remark = check_plan(load_plan(world.project), "pl")[0]

    assert remark.message == "„Schools that use it” nie ma wartości początkowej: ile jest dziś?"
    assert remark.fix_url.endswith(f"/plan/indicator/{world.use.public_id}/#id_baseline")
    assert remark.source.startswith("Przewodnik po programie 2025, s. 348")
    assert (remark.kind, remark.public_id, remark.weight) == ("indicator", world.use.public_id, "should")
    assert remark.example == "dziś 0"


def test_points_are_named_where_the_criterion_asks(world: World) -> None:
    put(world.lessons, licence="")
    world.project.refresh_from_db()

    assert [r.points for r in check_plan(load_plan(world.project), "en")] == ["Impact: 25 of 100 points"]


def test_names_with_percent_signs_do_no_harm(world: World) -> None:
    put(world.use, name="100 % of schools %s %(x)s", baseline="")

    assert codes(world) == {"indicator-without-baseline"}


def test_only_rules_of_rooms_above_ask_and_once(
    world: World, django_assert_num_queries: Callable[[int], object]
) -> None:
    ResultFactory(project=world.project)
    plan = load_plan(world.project)

    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        check_plan(plan, "en")


def test_dates_before_and_after_must_fit_their_phase(world: World) -> None:
    put(world.later, start=day(2027, 5))

    assert codes(world) >= {"activity-outside-project"}


def test_phases_are_not_judged_before_the_project_has_its_dates(world: World) -> None:
    put(world.project, start=None)
    put(world.workshop, phase="before")

    assert codes(world) == {"project-dates"}


def test_a_share_is_not_compared_with_people(world: World) -> None:
    put(world.reach, target="95 %")
    assert codes(world) == set()

    put(world.reach, target="95", unit="people")
    assert codes(world) == {"reach-out-of-reach"}


def test_what_is_told_before_a_result_is_ready_may_promote_it(world: World) -> None:
    put(world.workshop, start=day(2027, 4), purpose=PROMOTION)

    assert "shared-before-ready" not in codes(world)


@pytest.mark.parametrize("action", ["KA122", "KA121", "KA220", "ERASMUS-EDU-PEX-COVE", "ERASMUS-SPORT-SCP", "KA3-ODD"])
def test_a_good_plan_is_good_in_every_action(world: World, action: str) -> None:
    put(world.project, action_type=action)

    assert codes(world) == set()


def test_a_later_guide_names_its_own_pages(world: World) -> None:
    book = dataclasses.replace(
        rulebook_for(2025), short=Wording("Guide 2031", "Przewodnik 2031"), remark_pages={"licence-missing": "17"}
    )
    sources = [source_of(rules()[code], "en", book) for code in ("licence-missing", "licence-closed")]

    assert sources == ["Guide 2031, p. 17", "Programme Guide 2025, p. 14, 470"]
