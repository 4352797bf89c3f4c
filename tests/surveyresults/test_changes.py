"""What changed between before and after, among the same people and never among too few."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plon.accounts.models import User
from plon.evaluation.actions import keep_changes
from plon.projects.models import Project
from plon.responses.models import Response
from plon.responses.pairs import Pair
from plon.surveyresults.changes import change_charts, change_of
from plon.surveyresults.reading import Reader
from plon.surveys.enums import Moment
from tests.conftest import client_of
from tests.surveyresults.rounds import MATRIX, NUMBER, SCALE, make_round, make_survey, questionnaire

steps = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=30)


def pairs(both: Sequence[tuple[int, int]]) -> list[Pair]:
    return [Pair({"good": before}, {"good": after}) for before, after in both]


@given(steps)
def test_every_person_rose_stayed_or_fell(both: list[tuple[int, int]]) -> None:
    change = change_of(pairs(both), "good", group=5)

    assert change
    assert change.rose + change.same + change.fell == change.people == len(both)
    difference = sum(after - before for before, after in both)
    assert abs((change.after - change.before) * len(both) - difference) < Decimal("1e-20")


def test_who_answered_once_is_in_no_change() -> None:
    found = [*pairs([(1, 2)] * 5), Pair({"good": 5}, {}), Pair({}, {"good": 1})]

    change = change_of(found, "good", group=5)

    assert change
    assert (change.people, int(change.before), int(change.after)) == (5, 1, 2)


def test_fewer_than_a_group_tell_nothing() -> None:
    assert change_of(pairs([(1, 5)] * 4), "good", group=5) is None


def test_statements_are_compared_one_by_one() -> None:
    reader = Reader(questionnaire(MATRIX, NUMBER), "en")
    found = [Pair({"can": {"a": 2, "b": 3}, "pupils": "10"}, {"can": {"a": 4}, "pupils": "12.5"})] * 6

    kept = {
        (question, statement): change
        for question, statement in (("can", "a"), ("can", "b"), ("pupils", ""))
        if (change := change_of(found, question, statement, group=5))
    }

    (_key, can), (_other, pupils) = change_charts(reader, kept)

    assert can.rows == (("measure water", "2", "4", "+2"),)
    assert pupils.rows == (("Mean", "10", "12.5", "+2.5"),)
    assert "measure water: From 2 to 4 among the same 6 people: 6 answered higher" in can.summary


def test_the_page_compares_the_same_people_once_both_rounds_are_over(project: Project, contributor: User) -> None:

    survey = make_survey(project, has_pairs=True)
    asked = replace(questionnaire(SCALE), has_pairs=True)
    before = make_round(survey, [{"good": 2}] * 6, asked=asked, moment=Moment.BEFORE, label="Start")
    after = make_round(survey, [{"good": 4}] * 6, asked=asked, moment=Moment.AFTER, label="End")
    after.compared_with = before
    after.save()
    address = reverse("surveyresults:compared", args=[project.public_id, survey.public_id])

    without = client_of(contributor).get(address).content.decode()
    for made in (before, after):
        for number, row in enumerate(Response.objects.filter(round=made)):
            row.pair = f"{number}" * 64
            row.save()
    keep_changes()
    # What was kept stays when the answers are erased on the day that people were told.
    Response.objects.all().delete()
    page = client_of(contributor).get(address).content.decode()

    assert "Too few people made the same code both times" in without
    assert "The same people: Start and End" in page
    assert "6 people made the same code both times" in page
    assert "From 2 to 4 among the same 6 people" in page


def test_the_page_of_comparisons_asks_as_much_for_one_as_for_three(project: Project, contributor: User) -> None:
    survey = make_survey(project, has_pairs=True)
    address = reverse("surveyresults:compared", args=[project.public_id, survey.public_id])
    client = client_of(contributor)
    asked = []

    for _number in range(3):
        before = make_round(survey, [{"good": 2}] * 6, asked=replace(questionnaire(SCALE), has_pairs=True))
        after = make_round(survey, [{"good": 4}] * 6, asked=replace(questionnaire(SCALE), has_pairs=True))
        after.compared_with = before
        after.save()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))

    assert asked[0] == asked[2]
    assert not [query for query in queries.captured_queries if "responses_response" in query["sql"]]
