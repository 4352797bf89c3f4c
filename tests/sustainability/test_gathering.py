"""What counts as a fact: read from the rooms that know it, for many results at once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from plon.accounts.models import User
from plon.fixity.models import StoredFile
from plon.linkwatch.models import LinkState
from plon.linkwatch.taking_up import take_up_links
from plon.organisations.models import Organisation
from plon.plans.actions import plan_use
from plon.plans.models import UsePlan
from plon.projects.models import Project
from plon.results.models import Result, ResultFile, ResultIdentifier
from plon.search.models import IndexChange
from plon.sustainability.actions import do_review, plan_reviews
from plon.sustainability.counting import count_all, count_new, count_standings
from plon.sustainability.durability import Facts
from plon.sustainability.gathering import facts_of
from plon.sustainability.models import Standing
from plon.sustainability.queries import durability_of, shown_durability
from tests.factories import ResultFactory, ResultLinkFactory
from tests.sustainability.conftest import TODAY


def facts(result: Result, today: datetime.date = TODAY) -> Facts:
    return facts_of([result.pk], today=today)[result.pk]


def add_file(result: Result, *, is_editable: bool) -> ResultFile:
    return ResultFile.objects.create(
        result=result, name="lessons.pdf", size=1, sha256="0" * 64, media_type="application/pdf", path="x",
        is_editable=is_editable,
    )  # fmt: skip


def test_a_thing_without_anything_is_asked_for_files_and_people(lessons: Result) -> None:
    told = facts(lessons)

    assert (told.keeper, told.people, told.plan, told.files, told.licence) == (False, False, False, False, True)
    assert (told.links, told.copies, told.editable, told.reviewed) == (None, None, None, None)


def test_a_change_in_people_is_asked_for_people_and_plan_only(project: Project) -> None:
    courage = ResultFactory(project=project, working_title="Courage", kind="intangible")

    told = facts(courage)

    assert (told.files, told.licence, told.editable, told.identifier, told.links) == (None,) * 5
    assert told.plan is False


def test_an_older_version_of_a_file_does_not_count(lessons: Result) -> None:
    older = add_file(lessons, is_editable=True)
    newer = add_file(lessons, is_editable=False)
    ResultFile.objects.filter(pk=newer.pk).update(replaces=older)

    assert (facts(lessons).files, facts(lessons).editable) == (True, False)


def test_a_file_that_was_found_damaged_is_not_whole(lessons: Result) -> None:
    file = add_file(lessons, is_editable=False)
    StoredFile.objects.create(
        store="results", place="default", path=file.path, project=lessons.project, result=lessons, name=file.name,
        size=1, sha256=file.sha256, state="damaged", faulty_since="2026-11-25T10:00Z",
    )  # fmt: skip

    assert facts(lessons).files is False


def test_a_name_elsewhere_counts_for_things(lessons: Result) -> None:
    assert facts(lessons).identifier is False

    ResultIdentifier.objects.create(result=lessons, scheme="doi", value="10.5281/zenodo.1234567")

    assert facts(lessons).identifier is True


@pytest.mark.parametrize(("state", "known"), [("living", True), ("broken", False), ("unknown", None)])
def test_links_count_as_they_were_last_seen(lessons: Result, state: str, known: object) -> None:
    link = ResultLinkFactory(result=lessons)
    take_up_links()
    LinkState.objects.filter(url=link.url).update(state=state)

    assert facts(lessons).links is known
    assert facts(lessons).copies is False


def test_a_plan_that_has_run_out_holds_no_more(lessons: Result, school: Organisation, editor: User) -> None:
    plan_use(lessons, by=editor, form="regular_work", keeper=school, until=TODAY, resources="two hours a month")

    assert (facts(lessons).plan, facts(lessons).means, facts(lessons).keeper) == (True, True, True)
    assert facts(lessons, TODAY + datetime.timedelta(days=1)).plan is False


def test_an_end_on_purpose_is_a_plan_and_needs_no_means(lessons: Result, editor: User) -> None:
    plan_use(lessons, by=editor, form="retire", until=TODAY, risk="It is over")

    told = facts(lessons, TODAY + datetime.timedelta(days=900))

    assert (told.plan, told.means, told.retires_on) == (True, None, TODAY)


def test_looks_count_for_a_year_and_only_good_ones(lessons: Result, editor: User) -> None:
    plan_reviews(lessons, by=editor, days=[TODAY])
    review = do_review(lessons.reviews.get(), by=editor, outcome="needs_work", note="A link is dead")
    assert facts(lessons).reviewed is None
    assert facts(lessons, datetime.date(2027, 6, 1)).reviewed is False

    do_review(review, by=editor, outcome="good")

    assert facts(lessons, datetime.date(2027, 6, 1)).reviewed is True
    assert facts(lessons, TODAY + datetime.timedelta(days=401)).reviewed is False


def test_many_results_cost_as_many_questions_as_one(
    project: Project, lessons: Result, editor: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    ResultLinkFactory(result=lessons)
    plan_use(lessons, by=editor, form="archive")
    with django_assert_num_queries(QUERIES):
        durability_of([lessons.pk])
    others = ResultFactory.create_batch(3, project=project)
    for other in others:
        plan_use(other, by=editor, form="network")
        ResultLinkFactory(result=other)

    with django_assert_num_queries(QUERIES):
        assert len(durability_of([lessons.pk, *(other.pk for other in others)])) == 4


QUERIES = 10


def test_the_night_counts_what_is_public_and_forgets_the_rest(lessons: Result, project: Project, editor: User) -> None:
    hidden = ResultFactory(project=project, working_title="Not public")
    assert count_all() == 1
    assert list(Standing.objects.values_list("result_id", flat=True)) == [lessons.pk]
    assert count_standings([hidden.pk]) == 0

    Result.objects.filter(pk=lessons.pk).update(state="withdrawn", withdrawn_at="2026-11-26T10:00Z")
    count_all()

    assert not Standing.objects.exists()


def test_what_was_published_is_counted_soon(lessons: Result, project: Project) -> None:
    ResultFactory(project=project, working_title="Not public")

    assert (count_new(), count_new()) == (1, 0)
    assert Standing.objects.get().result == lessons


def test_days_pass_and_the_index_hears_of_it(lessons: Result, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_use(lessons, by=editor, form="regular_work", until=datetime.date(2027, 1, 1), resources="12 h")
    count_all()
    IndexChange.objects.all().delete()
    assert count_all() == 0

    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: datetime.date(2027, 1, 2))

    assert count_all() == 1
    assert IndexChange.objects.get().key == lessons.pk


def test_the_public_page_shows_what_was_counted(lessons: Result, editor: User) -> None:
    assert shown_durability(lessons) is None
    count_all()
    lessons = Result.objects.get(pk=lessons.pk)

    assert shown_durability(lessons) == durability_of([lessons.pk])[lessons.pk]

    UsePlan.objects.all().delete()
    Standing.objects.update(facts={"keeper": True, "of_another_version": False})
    told = shown_durability(Result.objects.get(pk=lessons.pk))
    assert told is not None
    assert told.score == 100
