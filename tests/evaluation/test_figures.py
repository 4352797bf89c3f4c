"""The book of figures from real objects: one definition of each, in a constant number of queries."""

import datetime
from decimal import Decimal
from typing import Any

from plon.accounts.models import User
from plon.activities.ledger import load_ledger
from plon.evaluation.actions import enter_value, feed_by_counter
from plon.evaluation.enums import Counter, ForecastKind, Light, Reason, SourceKind
from plon.evaluation.figures import book_of, hiding
from plon.plans.models import Indicator
from plon.projects.models import Project
from tests.activities.ledger_world import TODAY, Promised, keep_some_of_it
from tests.evaluation.conftest import DAY, book, indicator_of
from tests.factories import ActivityFactory, EvidenceFactory, IndicatorFactory, MembershipFactory, ReachFactory


def test_before_anything_is_measured_the_plan_alone_speaks(world: Promised) -> None:
    reached = book(world).indicator(world.ids["reached"])

    assert reached
    assert (reached.value, reached.as_of, reached.source, reached.points) == (None, None, None, ())
    assert (reached.baseline, reached.target, reached.is_counted) == (None, Decimal(1200), True)
    assert (reached.light, reached.reason) == (Light.AMBER, Reason.UNFED)
    assert [each.value for each in reached.path] == [0, 1200]
    assert [each.on for each in reached.path] == [datetime.date(2024, 9, 1), datetime.date(2026, 8, 31)]


def test_people_reached_are_the_ledgers_and_grow_act_by_act(world: Promised) -> None:
    world.hold({world.teachers: 20})
    later = world.hold({world.teachers: 12, world.parents: 3})
    later.start = later.end = later.start + datetime.timedelta(days=30)
    later.save()
    reached = book(world).indicator(world.ids["reached"])
    row = load_ledger(world.project, today=TODAY).row_of("indicator", world.ids["reached"])

    assert reached
    assert row
    assert reached.value == row.done == 35
    assert [point.value for point in reached.points] == [20, 35]
    assert (reached.as_of, reached.source) == (later.start, SourceKind.ACTIVITIES)
    assert [act["people"] for act in reached.detail["acts"]] == [20, 15]


def test_a_value_by_hand_is_the_ledgers_too_and_proven_with_its_evidence(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    enter_value(schools, by=editor, value=Decimal(9), on=TODAY - 40 * DAY)

    row = load_ledger(world.project, today=TODAY).row_of("indicator", schools.public_id)
    assert row
    assert (row.done, row.proven) == (9, 0)
    piece = EvidenceFactory(project=world.project)
    enter_value(schools, by=editor, value=Decimal(12), on=TODAY - 4 * DAY, evidence=piece)

    row = load_ledger(world.project, today=TODAY).row_of("indicator", schools.public_id)
    figures = book(world).indicator(schools.public_id)
    assert row
    assert figures
    assert figures.value == row.done == row.proven == 12
    assert row.figures.evidence == {piece.public_id}
    assert (figures.source, figures.days_old) == (SourceKind.BY_HAND, 4)


def test_evidence_in_the_bin_proves_no_value(world: Promised, editor: User) -> None:
    schools, piece = indicator_of(world, "schools"), EvidenceFactory(project=world.project)
    enter_value(schools, by=editor, value=Decimal(12), on=TODAY, evidence=piece)
    piece.removed_at = piece.added_at
    piece.save()

    row = load_ledger(world.project, today=TODAY).row_of("indicator", schools.public_id)
    figures = book(world).indicator(schools.public_id)
    assert row
    assert figures
    assert (row.done, row.proven, figures.measurements[0].evidence) == (12, 0, "")


def test_without_a_measurement_the_numbers_of_evidence_are_the_value(world: Promised) -> None:
    keep_some_of_it(world)
    made = book(world)
    schools, content = made.indicator(world.ids["schools"]), made.indicator(world.ids["content"])

    assert schools
    assert content
    assert (schools.value, schools.source) == (Decimal("14.5"), SourceKind.EVIDENCE)
    assert (content.value, content.source, content.reason) == (Decimal(84), SourceKind.EVIDENCE, Reason.REACHED)


def test_a_counter_counts_at_this_moment_and_beats_what_was_entered(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    enter_value(schools, by=editor, value=Decimal(12), on=TODAY)
    feed_by_counter(schools, by=editor, counter=Counter.USES)
    figures = book(world).indicator(schools.public_id)

    assert figures
    assert (figures.value, figures.source, figures.is_counted) == (Decimal(0), SourceKind.UPTAKE, True)
    assert figures.as_of == TODAY


def test_the_forecast_and_the_share_rest_on_the_values(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    for value, days in ((5, 300), (10, 200), (15, 100)):
        enter_value(schools, by=editor, value=Decimal(value), on=TODAY - days * DAY)
    figures = book(world).indicator(schools.public_id)

    assert figures
    assert (figures.share, figures.percent) == (Decimal("0.6"), 60)
    assert (figures.forecast.kind, figures.forecast.value) == (ForecastKind.LINE, Decimal(25))


def test_almost_there_is_not_said_to_be_there(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    enter_value(schools, by=editor, value=Decimal("24.999"), on=TODAY)
    figures = book(world).indicator(schools.public_id)

    assert figures
    assert (figures.percent, figures.is_reached) == (99, False)


def test_the_person_to_ask_is_of_the_responsible_partner_else_the_coordinator(
    world: Promised, coordinator: User
) -> None:
    reached, schools = (book(world).indicator(world.ids[name]) for name in ("reached", "schools"))
    assert reached
    assert schools
    assert (reached.asked.email, reached.asked.organisation) == ("coordinator@example.org", "School in Opole")
    assert (schools.asked.email, schools.asked.organisation) == ("coordinator@example.org", "")

    MembershipFactory(project=world.project, organisation=world.workshop.responsible, person__email="ana@example.org")
    asked = book(world).indicator(world.ids["reached"])
    assert asked
    assert asked.asked.email == "ana@example.org"


def test_reach_is_the_sum_of_its_groups_partners_levels_and_months(world: Promised) -> None:
    keep_some_of_it(world)
    made = book(world)
    reach = made.reach

    assert (reach.people, reach.proven, reach.activities) == (1740, 35, 4)
    for lines in (reach.by_group, reach.by_partner, reach.by_level):
        assert (sum(each.people for each in lines), sum(each.proven for each in lines)) == (1740, 35)
    assert sum(month.people for month in reach.by_month) == reach.by_month[-1].so_far == 1740
    assert all(sum(month.by_group.values()) == month.people for month in reach.by_month)
    assert [(each.name, each.promised, each.people) for each in reach.by_group] == [
        ("Teachers", 30, 32), ("Parents = families", 10, 5), ("", None, 1703),
    ]  # fmt: skip
    assert made.funnel.steps[0].number == 1740


def test_an_indicator_that_left_the_plan_keeps_its_values_and_finds_them_again(world: Promised, editor: User) -> None:
    schools = indicator_of(world, "schools")
    enter_value(schools, by=editor, value=Decimal(9), on=TODAY)
    public_id = schools.public_id
    Indicator.objects.filter(pk=schools.pk).delete()
    assert book(world).indicator(public_id) is None

    IndicatorFactory(project=world.project, public_id=public_id, target="25", feeding="by_hand")
    figures = book(world).indicator(public_id)
    assert figures
    assert figures.value == 9


def test_confidential_titles_are_hidden_and_figures_stay(world: Promised, editor: User) -> None:
    piece = EvidenceFactory(project=world.project, title="List of names", is_confidential=True)
    enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(9), on=TODAY, evidence=piece)
    made = hiding(book(world))

    assert made.pieces[piece.public_id].title == ""
    assert made.indicators == book(world).indicators


def test_the_number_of_queries_does_not_grow(world: Promised, editor: User, django_assert_num_queries: Any) -> None:
    schools = indicator_of(world, "schools")
    feed_by_counter(indicator_of(world, "content"), by=editor, counter=Counter.VIEWS)
    keep_some_of_it(world)
    enter_value(schools, by=editor, value=Decimal(1), on=TODAY)
    project = Project.objects.get(pk=world.project.pk)
    with django_assert_num_queries(BOOK):
        book_of(project, today=TODAY)
    for number in range(3):
        other = IndicatorFactory(project=project, target="10", feeding="by_hand", result=world.lessons)
        enter_value(other, by=editor, value=Decimal(number), on=TODAY)
        feed_by_counter(IndicatorFactory(project=project, target="10"), by=editor, counter=Counter.OPENINGS)
        ReachFactory(activity=ActivityFactory(project=project), people=5)
    with django_assert_num_queries(BOOK):
        book_of(project, today=TODAY)


# With counters and evidence; each reads its table once.
BOOK = 34
