"""Submission, decisions, resubmission: the clock, who may, two officers at once."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.actions import add_member, delete_project
from plon.projects.actions.team import remove_member
from plon.projects.models import Membership, Project
from plon.results.actions import change_result, publish_result
from plon.results.models import Result
from plon.review import actions, clock
from plon.review.enums import ReviewState
from plon.review.models import Decision, ProjectReview, ReviewedResult
from plon.review.queries import standing_of, states_of_results
from plon.review.refusals import DecidedAlready, NothingToSubmit, NotImpartial, ReasonMissing
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, ResultFactory
from tests.review.conftest import ready_result

pytestmark = pytest.mark.django_db


def submitted(*results: Result, by: User) -> ProjectReview:
    return actions.submit_results(results[0].project, by=by, results=[result.public_id for result in results])


def rounds(*results: Result) -> dict[str, int]:
    return {item.public_id: item.round for item in ReviewedResult.objects.filter(result__in=results)}


def test_the_agency_has_sixty_days_from_the_submission(lessons: Result, coordinator: User) -> None:
    review = submitted(lessons, by=coordinator)

    today = timezone.localdate()
    assert review.due_on == today + datetime.timedelta(days=60)
    assert review.days_owed(today + datetime.timedelta(days=61)) == -1
    assert standing_of([lessons.project_id])[lessons.project_id].waiting == 1
    assert Event.objects.filter(kind="projectreview.submitted", project_id=lessons.project_id).count() == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_last_day_is_counted_where_the_agency_is_whoever_clicks(
    lessons: Result, coordinator: User, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    # The 9th in Warsaw, the 10th on Kiritimati, the 8th in Pago Pago.
    moment = datetime.datetime(2026, 6, 9, 10, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    with timezone.override(zone):
        review = submitted(lessons, by=coordinator)
        assert clock.today() == datetime.date(2026, 6, 9)

    assert review.due_on == datetime.date(2026, 6, 9) + datetime.timedelta(days=60)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_owed_are_the_same_for_readers_of_all_zones(
    lessons: Result, coordinator: User, officer: User, zone: str
) -> None:
    review = submitted(lessons, by=coordinator)
    ProjectReview.objects.update(due_on=clock.today() + datetime.timedelta(days=7))
    User.objects.update(time_zone=zone)
    for person, address in (
        (officer, "/office/review/"), (officer, f"/office/review/{review.public_id}/"),
    ):  # fmt: skip
        person.refresh_from_db()
        assert "7 days" in " ".join(client_of(person).get(address).content.decode().split()), address


def test_only_what_is_there_and_not_with_the_agency_can_be_submitted(
    lessons: Result, project: Project, coordinator: User
) -> None:
    planned = ResultFactory(project=project)
    submitted(lessons, planned, by=coordinator)
    assert states_of_results([lessons.pk, planned.pk]) == {lessons.pk: "submitted"}

    with pytest.raises(NothingToSubmit):
        submitted(lessons, by=coordinator)


def test_some_are_approved_and_some_returned_and_the_team_reads_why(
    lessons: Result, guide: Result, coordinator: User, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    review = submitted(lessons, guide, by=coordinator)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")
    review.refresh_from_db()
    # One still waits: the clock goes on.
    assert (review.state, review.due_on is None) == (ReviewState.WAITING, False)
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide_results(
            review, by=officer, rounds=rounds(guide), verdict="returned", reasons="The emblem is missing on page 1."
        )

    review.refresh_from_db()
    assert (review.state, review.due_on) == (ReviewState.PARTLY, None)
    assert mail.outbox[-1].to == ["coordinator@example.org"]
    assert "The emblem is missing on page 1." in mail.outbox[-1].body
    page = client_of(coordinator).get(f"/workspace/{lessons.project.public_id}/review/").content.decode()
    assert "The emblem is missing on page 1." in page
    assert "Officer" in page


def test_who_returns_says_why(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)

    with pytest.raises(ReasonMissing):
        actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="returned", reasons="  ")
    assert Decision.objects.count() == 0


def test_of_two_officers_at_once_the_second_is_told(
    lessons: Result, guide: Result, coordinator: User, officer: User, colleague: User
) -> None:
    review = submitted(lessons, guide, by=coordinator)
    seen = rounds(lessons, guide)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")

    with pytest.raises(DecidedAlready):
        actions.decide_results(review, by=colleague, rounds=seen, verdict="returned", reasons="No.")
    # All or nothing: the guide was not decided on the side.
    assert states_of_results([guide.pk]) == {guide.pk: "submitted"}


def test_the_second_officer_loses_no_word(lessons: Result, coordinator: User, officer: User, colleague: User) -> None:
    review = submitted(lessons, by=coordinator)
    (seen,) = [f"{item}:{number}" for item, number in rounds(lessons).items()]
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")

    answer = client_of(colleague).post(
        f"/office/review/{review.public_id}/decide/",
        {"item": seen, "verdict": "returned", "reasons": "Words that took me an hour."},
    )
    assert answer.status_code == 409
    assert "since you opened the page" in answer.content.decode()


def test_decisions_stand_as_they_were_made(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    (decision,) = actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")

    decision.reasons = "Something else"
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()


def test_submitted_again_only_what_changed_is_shown(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="returned", reasons="Say for whom.")
    change_result(lessons, by=coordinator, values={"audience_en": "Teachers of biology"})
    submitted(lessons, by=coordinator)

    page = client_of(officer).get(f"/office/review/{review.public_id}/").content.decode()
    changed = page.partition("What changed since the last decision")[2].partition("</dl>")[0]
    assert "<ins>Teachers of biology</ins>" in changed
    assert "Ten lessons by a river." not in changed
    assert states_of_results([lessons.pk]) == {lessons.pk: "resubmitted"}


def test_an_officer_sees_that_the_result_is_no_longer_what_was_submitted(
    lessons: Result, coordinator: User, officer: User
) -> None:
    review = submitted(lessons, by=coordinator)
    change_result(lessons, by=coordinator, values={"summary_en": "Twelve lessons."})

    page = client_of(officer).get(f"/office/review/{review.public_id}/").content.decode()
    assert "The team changed it after it was submitted." in page
    assert "<ins>Twelve lessons.</ins>" in page


def test_an_approved_result_is_submitted_again_only_when_it_changed(
    lessons: Result, coordinator: User, officer: User
) -> None:
    review = submitted(lessons, by=coordinator)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")
    with pytest.raises(NothingToSubmit):
        submitted(lessons, by=coordinator)

    change_result(lessons, by=coordinator, values={"summary_en": "Twelve lessons."})
    submitted(lessons, by=coordinator)
    assert states_of_results([lessons.pk]) == {lessons.pk: "resubmitted"}


def test_an_officer_of_the_team_decides_nothing(lessons: Result, coordinator: User, officer: User) -> None:
    MembershipFactory(project=lessons.project, person=officer)
    review = submitted(lessons, by=coordinator)

    with pytest.raises(NotImpartial):
        actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")
    page = client_of(officer).get(f"/office/review/{review.public_id}/").content.decode()
    assert "You are in this project’s team" in page or "You are in this project&#x27;s team" in page
    assert 'value="approved"' not in page


def test_an_officer_who_was_in_the_team_decides_nothing(lessons: Result, coordinator: User, officer: User) -> None:
    add_member(lessons.project, by=coordinator, person=officer, role="editor")
    remove_member(Membership.objects.get(person=officer), by=coordinator)
    review = submitted(lessons, by=coordinator)

    with pytest.raises(NotImpartial):
        actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")


def test_an_officer_declares_a_conflict_and_another_decides(
    lessons: Result, coordinator: User, officer: User, colleague: User
) -> None:
    review = submitted(lessons, by=coordinator)
    actions.assign(review, by=officer, officer=officer)
    answer = client_of(officer).post(
        f"/office/review/{review.public_id}/conflict/", {"reason": "My sister works there."}
    )
    assert answer.status_code == 302

    review.refresh_from_db()
    assert review.assigned_to is None
    with pytest.raises(NotImpartial):
        actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")
    with pytest.raises(NotImpartial):
        actions.assign(review, by=colleague, officer=officer)
    team = client_of(coordinator).get(f"/workspace/{lessons.project.public_id}/review/").content.decode()
    assert "My sister works there" not in team
    assert len(actions.decide_results(review, by=colleague, rounds=rounds(lessons), verdict="approved")) == 1


def test_the_review_outlives_project_result_and_officer(
    lessons: Result, project: Project, coordinator: User, officer: User, colleague: User
) -> None:
    review = submitted(lessons, by=coordinator)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="returned", reasons="Say for whom.")
    actions.add_remark(review, by=coordinator, text="We will.", from_office=False)

    delete_project(project, by=coordinator)
    officer.delete()

    page = client_of(colleague).get(f"/office/review/{review.public_id}/").content.decode()
    for word in ("Clean rivers", "2024-1-PL01-KA210-SCH-000000007", "Lessons", "Say for whom.", "Officer", "We will."):
        assert word in page
    assert "the project was deleted" in page


def test_contributors_talk_and_only_the_coordinator_submits(
    lessons: Result, coordinator: User, editor: User, contributor: User
) -> None:
    door = f"/workspace/{lessons.project.public_id}/review/"
    assert client_of(editor).post(f"{door}submit/", {"result": lessons.public_id}).status_code == 403
    assert ProjectReview.objects.count() == 0
    assert client_of(coordinator).post(f"{door}submit/", {"result": lessons.public_id}).status_code == 302
    item = ReviewedResult.objects.get()

    sent = client_of(contributor).post(f"{door}results/{item.public_id}/message/", {"text": "Where do we add it?"})
    assert sent.status_code == 302
    assert item.remarks.get().by_label == "Contributor"
    empty = client_of(contributor).post(f"{door}results/{item.public_id}/message/", {"text": " "})
    assert empty.status_code == 422


def test_notes_of_the_office_stay_there(
    lessons: Result, coordinator: User, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    review = submitted(lessons, by=coordinator)
    door = f"/office/review/{review.public_id}/message/"
    item = ReviewedResult.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(officer).post(door, {"text": "Ask the lawyer first.", "internal": "1", "about": item.public_id})
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        client_of(officer).post(door, {"text": "Which pages are new?", "about": item.public_id})
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]

    team = client_of(coordinator).get(f"/workspace/{lessons.project.public_id}/review/").content.decode()
    assert "Which pages are new?" in team
    assert "Ask the lawyer first." not in team
    assert "Ask the lawyer first." in client_of(officer).get(f"/office/review/{review.public_id}/").content.decode()


def test_chosen_and_written_reasons_go_together_and_are_kept(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    (seen,) = [f"{item}:{number}" for item, number in rounds(lessons).items()]
    door = f"/office/review/{review.public_id}/"
    client_of(officer).post(f"{door}decide/", {
        "item": seen, "verdict": "returned", "template": "Please add the emblem.", "reasons": "On page 3.", "keep": "1",
    })  # fmt: skip

    assert Decision.objects.get().reasons == "Please add the emblem.\n\nOn page 3."
    assert officer.own_reasons.get().text == "On page 3."


def test_published_before_the_review_is_marked_as_such(project: Project, coordinator: User) -> None:
    ready_result(project, "Early", coordinator, state="published", published_at=timezone.now())

    page = client_of(coordinator).get(f"/workspace/{project.public_id}/review/").content.decode()
    assert "published before the review" in page


def test_the_public_reads_that_it_is_not_reviewed_yet_until_it_is_approved(
    lessons: Result, coordinator: User, officer: User
) -> None:
    publish_result(lessons, by=coordinator)
    address = lessons.get_absolute_url().replace("/pl/", "/en/")

    def told() -> list[bool]:
        page = Client().get(address).content.decode()
        return ["agency has not reviewed it yet" in page, "review is not finished yet" in page]

    assert told() == [True, False]
    review = submitted(lessons, by=coordinator)
    assert told() == [True, False]
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="returned", reasons="For whom?")
    assert told() == [False, True], "no public page says that something was returned"
    change_result(lessons, by=coordinator, values={"audience_en": "Teachers"})
    submitted(lessons, by=coordinator)
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="approved")
    assert told() == [False, False]


def test_bad_input_harms_nothing(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    door = f"/office/review/{review.public_id}/decide/"
    (item,) = rounds(lessons)
    for sent in (
        {"item": f"{item}:{2**63}", "verdict": "approved"},
        {"item": "nothing", "verdict": "approved"},
        {"item": "a\0b:1", "verdict": "approved"},
        {"item": f"{item}:-1", "verdict": "approved"},
        {"item": f"{item}:1", "verdict": "deleted"},
        {"item": f"{item}:1", "verdict": "returned", "reasons": "x" * 100_000},
        {"item": f"{item}:1", "verdict": "returned", "reasons": "a\0b"},
    ):
        assert client_of(officer).post(door, sent).status_code in {409, 422}
    assert Decision.objects.count() == 0
    note = f"/office/review/{review.public_id}/message/"
    assert client_of(officer).post(note, {"text": "Hello", "about": "a\0b"}).status_code == 404
    door = f"/workspace/{lessons.project.public_id}/review/submit/"
    assert client_of(coordinator).post(door, {"result": ["a\0b", "🌊"]}).status_code == 302
    chosen = {"item": f"{item}:1", "verdict": "returned", "template": "Chosen\0 words 🌊"}
    assert client_of(officer).post(f"/office/review/{review.public_id}/decide/", chosen).status_code == 302
    assert Decision.objects.get().reasons == "Chosen words 🌊"


def test_the_queue_costs_the_same_for_one_review_and_for_many(
    lessons: Result, coordinator: User, officer: User
) -> None:
    submitted(lessons, by=coordinator)
    client = client_of(officer)
    client.get("/office/review/")
    with CaptureQueriesContext(connection) as one:
        client.get("/office/review/")
    due = timezone.localdate() - datetime.timedelta(days=1)
    ProjectReview.objects.bulk_create(
        [
            ProjectReview(project=other, title=other.title, call_year=2023, due_on=due, waiting_since=timezone.now(),
                          submitted_at=timezone.now(), action_type="KA210")
            for other in ProjectFactory.create_batch(60)
        ]
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        page = client.get("/office/review/").content.decode()
    assert len(one) == len(many) <= 12
    assert "1 of 2" in page
    assert "Clean rivers" in client.get("/office/review/?year=2024").content.decode()
    assert "Clean rivers" not in client.get("/office/review/?overdue=1").content.decode()
    assert "No review fits" in client.get("/office/review/?mine=1").content.decode()
    assert client.get("/office/review/?year=999999999999&state=x&action=%00&q=%00&page=-1").status_code == 200


def test_the_page_of_a_review_costs_the_same_for_one_result_and_for_three(
    lessons: Result, coordinator: User, officer: User
) -> None:
    review = submitted(lessons, by=coordinator)
    client = client_of(officer)
    client.get(f"/office/review/{review.public_id}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/office/review/{review.public_id}/")
    more = [ready_result(lessons.project, f"More {n}", coordinator) for n in range(2)]
    submitted(*more, by=coordinator)
    with CaptureQueriesContext(connection) as three:
        client.get(f"/office/review/{review.public_id}/")
    assert len(one) == len(three)


def test_next_leads_to_the_most_urgent_without_a_tie(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    other = ProjectReview.objects.create(
        title="Next one", due_on=timezone.localdate(), waiting_since=timezone.now(), submitted_at=timezone.now()
    )
    page = client_of(officer).get(f"/office/review/{review.public_id}/").content.decode()
    assert f'rel="next" data-review-next href="/office/review/{other.public_id}/"' in page


def test_the_overview_says_that_something_came_back(lessons: Result, coordinator: User, officer: User) -> None:
    review = submitted(lessons, by=coordinator)
    overview = f"/workspace/{lessons.project.public_id}/"
    assert "The agency returned" not in client_of(coordinator).get(overview).content.decode()
    actions.decide_results(review, by=officer, rounds=rounds(lessons), verdict="returned", reasons="Say for whom.")

    assert "The agency returned 1 result with its reasons." in client_of(coordinator).get(overview).content.decode()
