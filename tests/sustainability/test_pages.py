"""The workspace's pages of what lasts, as a browser sees them."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.results.models import Result
from plon.sustainability.actions import plan_lasting_use, plan_reviews, retire_on_purpose
from plon.sustainability.counting import count_all
from plon.sustainability.models import Review, UsePlan
from tests.conftest import client_of
from tests.factories import ResultFactory
from tests.sustainability.conftest import TODAY

DAY = datetime.timedelta(days=1)


def door(result: Result, *, more: str = "") -> str:
    return f"/workspace/{result.project.public_id}/sustainability/results/{result.public_id}/{more}"


def overview(project: Project) -> str:
    return f"/workspace/{project.public_id}/sustainability/"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1].replace("&quot;", '"')


def filled(**more: Any) -> dict[str, Any]:
    return {"version": "0", "uses": ["regular_work"], "users": "science teachers"} | more


def test_the_empty_overview_teaches_what_a_use_plan_is(lessons: Result, editor: User) -> None:
    page = shown(client_of(editor), overview(lessons.project))

    assert "Why a use plan?" in page
    assert "mostly by chance" in page
    assert "Twelve lessons by the water" in page
    assert f'href="{door(lessons)}"' in page


def test_without_results_it_says_where_to_begin(project: Project, editor: User) -> None:
    page = shown(client_of(editor), overview(project))

    assert "Nothing that could last yet" in page
    assert f"/workspace/{project.public_id}/results/new/" in page


def test_a_first_plan_is_four_answers_and_brings_its_reviews(
    lessons: Result, school: Organisation, editor: User
) -> None:
    client = client_of(editor)
    page = shown(client, door(lessons))
    assert "28 February 2027, 6 months after its end" in page
    offered = re.findall(r'name="reviews" value="([\d-]+)"[^>]*checked', page)
    assert offered == ["2027-02-28", "2027-08-31", "2028-08-31", "2031-08-31"]

    answer = client.post(door(lessons), filled(keeper=school.pk, until="2031-12-31", reviews=offered))

    assert (answer.status_code, answer["Location"]) == (302, overview(lessons.project))
    plan = UsePlan.objects.get()
    assert (plan.form, plan.keeper, plan.until) == ("regular_work", school, datetime.date(2031, 12, 31))
    assert [day.isoformat() for day in lessons.reviews.values_list("due_on", flat=True)] == offered
    page = shown(client, overview(lessons.project))
    assert "in the regular work of the organisation" in page
    assert "School by the river" in page
    assert "28 February 2027" in page


def test_nothing_is_lost_when_something_is_wrong(lessons: Result, editor: User) -> None:
    sent = filled(uses=[], euros_a_year="a lot", until="2031-99-31", users="everybody & <b>", another_day="1999-01-01")
    answer = client_of(editor).post(door(lessons), sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Choose at least one way, or retire it on purpose." in page
    for kept in ("a lot", "2031-99-31", "everybody &amp; &lt;b&gt;"):
        assert kept in page
    assert re.search(r'<details id="more" open>', page)
    assert not UsePlan.objects.exists()


def test_another_day_and_means_in_figures(lessons: Result, editor: User) -> None:
    client_of(editor).post(
        door(lessons),
        filled(
            uses=["network", "regular_work"], euros_a_year="1 060,50", hours_a_year="24", means_from="the school",
            another_day="1.03.2029",
        ),
    )  # fmt: skip

    plan = UsePlan.objects.get()
    assert (str(plan.euros_a_year), plan.hours_a_year, plan.means_from) == ("1060.50", 24, "the school")
    assert plan.forms == ("network", "regular_work")
    assert lessons.reviews.get().due_on == datetime.date(2029, 3, 1)


def test_the_first_form_stays_first_while_it_is_chosen(lessons: Result, editor: User) -> None:
    """The answers of the application begin with it."""
    plan_lasting_use(lessons, by=editor, form="network")

    client_of(editor).post(door(lessons), filled(version="1", uses=["regular_work", "network"]))

    assert UsePlan.objects.get().forms == ("network", "regular_work")


def test_two_people_at_once_see_both_texts(lessons: Result, editor: User, coordinator: User) -> None:
    plan_lasting_use(lessons, by=editor, form="regular_work", users="teachers")
    seen = seen_in(client_of(editor).get(door(lessons)).content.decode())
    plan_lasting_use(lessons, by=coordinator, form="regular_work", users="all teachers", risk="money ends")

    answer = client_of(editor).post(door(lessons), filled(version="1", seen=seen, users="science teachers"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "science teachers" in page
    assert "all teachers" in page
    assert "money ends" in page
    assert UsePlan.objects.get().users == "all teachers"


def test_it_need_not_last(lessons: Result, editor: User) -> None:
    client = client_of(editor)
    assert client.post(door(lessons, more="retire/"), {"version": "0", "on": "2027-06-30"}).status_code == 422
    client.post(
        door(lessons, more="retire/"),
        {"version": "0", "on": "2027-06-30", "cause": "The survey is over", "is_archived": "on"},
    )

    assert UsePlan.objects.get().forms == ("retire", "archive")
    page = shown(client, overview(lessons.project))
    assert "retired on purpose" in page
    assert "The survey is over" in page
    assert "Its end is a decision" in page

    client.post(door(lessons), filled(version="1"))
    plan = UsePlan.objects.get()
    assert (plan.form, plan.until, plan.risk) == ("regular_work", None, "")


def test_a_look_is_one_short_form(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[TODAY - DAY])
    review = lessons.reviews.get()
    client, address = client_of(editor), door(lessons, more=f"reviews/{review.public_id}/")
    assert "review overdue" in shown(client, overview(lessons.project))
    overview_page = shown(client, f"/workspace/{lessons.project.public_id}/")
    assert "It is time to look at 1 result again" in overview_page
    assert address in overview_page

    assert client.post(address, {"on": TODAY.isoformat()}).status_code == 422
    assert client.post(address, {"outcome": "good", "on": "2031-01-01"}).status_code == 422
    client.post(address, {"outcome": "good", "on": TODAY.isoformat(), "note": "In use", "again_on": "2027-11-26"})

    review.refresh_from_db()
    assert (review.outcome, review.note, review.done_on) == ("good", "In use", TODAY)
    assert Review.objects.filter(result=lessons, done_on=None).get().due_on == datetime.date(2027, 11, 26)
    assert "review overdue" not in shown(client, overview(lessons.project))


def test_somebody_looks_out_of_turn(lessons: Result, editor: User) -> None:
    client = client_of(editor)
    first = client.post(door(lessons, more="look/"))
    again = client.post(door(lessons, more="look/"))

    review = lessons.reviews.get()
    assert first["Location"] == again["Location"] == door(lessons, more=f"reviews/{review.public_id}/")
    assert client.get(door(lessons, more="look/"))["Location"] == overview(lessons.project)


def test_the_years_after_the_end(lessons: Result, project: Project, editor: User) -> None:
    survey = ResultFactory(project=project, working_title="Survey form")
    plan_lasting_use(
        lessons, by=editor, form="network", until=datetime.date(2031, 12, 31), reviews=[datetime.date(2027, 2, 28)]
    )
    retire_on_purpose(survey, by=editor, on=datetime.date(2027, 6, 30), why="Its data are in the report")
    ResultFactory(project=project, working_title="A film without a plan")

    page = shown(client_of(editor), overview(project) + "timeline/")

    order = [page.rindex(words) for words in (
        "end of the project", "28 February 2027", "Its data are in the report", "kept at least until this day",
        "A film without a plan",
    )]  # fmt: skip
    assert order == sorted(order)
    assert page.count("<rect") == 2 + 2
    assert "style=" not in page


def test_a_project_without_any_day_says_what_to_do(project: Project, editor: User) -> None:
    Project.objects.update(start=None, end=None)

    assert "No day is known yet" in shown(client_of(editor), overview(project) + "timeline/")


@pytest.mark.parametrize("page", ["", "timeline/"])
def test_pages_ask_the_same_however_many_results(
    page: str, lessons: Result, project: Project, editor: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = client_of(editor)
    plan_lasting_use(lessons, by=editor, form="network", reviews=[TODAY])
    client.get(overview(project) + page)
    with django_assert_max_num_queries(40) as one:
        client.get(overview(project) + page)
    for result in ResultFactory.create_batch(4, project=project):
        plan_lasting_use(result, by=editor, form="archive", reviews=[TODAY, TODAY + DAY])

    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(overview(project) + page)


def test_contributors_and_officers_read_and_change_nothing(
    lessons: Result, contributor: User, officer: User, editor: User
) -> None:
    plan_reviews(lessons, by=editor, days=[TODAY])
    for reader in (contributor, officer):
        client = client_of(reader)
        page = shown(client, overview(lessons.project))
        assert "Twelve lessons" in page
        assert f'href="{door(lessons)}"' not in page
        assert client.post(door(lessons), filled()).status_code == 403
        assert client.post(door(lessons, more="retire/"), {}).status_code == 403
    assert not UsePlan.objects.exists()


def test_strangers_learn_nothing(lessons: Result, stranger: User) -> None:
    for address in (overview(lessons.project), overview(lessons.project) + "timeline/", door(lessons)):
        assert client_of(stranger).get(address).status_code == 404


def test_the_public_page_says_how_lasting_it_is_in_one_more_question(
    lessons: Result, editor: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    lessons.project.has_published = True
    lessons.project.save()
    assert "How lasting is it" not in shown(Client(), lessons.get_absolute_url())
    count_all()

    page = shown(Client(), lessons.get_absolute_url())

    assert "How lasting is it" in page
    assert "at risk" in page
    assert "its licence lets others use and change it" in page
    assert "nobody keeps it" in page
    assert "sustainability" not in page


def test_the_public_page_tells_of_an_end_on_purpose(lessons: Result, editor: User) -> None:
    lessons.project.has_published = True
    lessons.project.save()
    retire_on_purpose(lessons, by=editor, on=datetime.date(2027, 6, 30), why="Private words of the team")

    page = shown(Client(), lessons.get_absolute_url())

    assert "Retired on purpose: 30 June 2027." in page
    assert "Private words" not in page


def test_the_result_s_own_page_names_the_next_step(lessons: Result, editor: User) -> None:
    page = shown(client_of(editor), lessons.get_workspace_url())

    assert "How lasting is it?" in page
    assert "Make its use plan: two minutes" in page
