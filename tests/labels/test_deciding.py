"""From a proposal to a label, and back: who has a say, what must be there, what two at once may do."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.history.models import Event
from plon.labels import actions
from plon.labels.actions import Judgement
from plon.labels.enums import State
from plon.labels.models import Label
from plon.labels.queries import labels_of, labels_of_results
from plon.labels.refusals import Incomplete, NotImpartial, NotPublic, OpinionMissing, SettledAlready
from plon.projects.actions import add_member, remove_member
from plon.projects.enums import TeamRole
from plon.projects.models import Project
from plon.results.actions import withdraw_result
from plon.results.models import Result
from plon.review.actions import declare_conflict
from plon.review.models import ProjectReview
from tests.factories import EvidenceFactory, MembershipFactory, ProjectFactory
from tests.labels.making import WHY, given, judgements, proposed


def propose(project: Project, by: User, **more: Any) -> Label:
    told: dict[str, Any] = {"kind": "good_practice", "judgements": judgements()}
    return actions.propose_label(project, by=by, **(told | more))


def supported(project: Project, officer: User, colleague: User, **more: Any) -> Label:
    label = propose(project, officer, **more)
    actions.give_opinion(label, by=colleague, supports=True, text="It holds.")
    return label


def test_a_label_is_given_after_a_second_opinion(
    lessons: Result, officer: User, colleague: User, coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    label = supported(lessons.project, officer, colleague)
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide_label(label, by=officer, give=True, **WHY)

    found = labels_of([lessons.project_id])[lessons.project_id]
    assert [(each.kind, each.reason_in("pl"), each.reason_in("en")) for each in found] == [
        ("good_practice", WHY["reason_pl"], WHY["reason_en"])
    ]
    assert labels_of_results([lessons.pk]) == {}
    [letter] = mail.outbox
    assert letter.to == [coordinator.email]
    assert letter.subject == "A label for you: good practice, Clean rivers"
    assert WHY["reason_en"] in letter.body
    assert "/en/good-practices/" in letter.body
    assert Event.objects.filter(kind="label.given", project_id=lessons.project_id).count() == 1


def test_who_declared_a_conflict_in_the_review_has_no_say_about_the_label(
    lessons: Result, officer: User, colleague: User
) -> None:
    label = proposed(lessons.project)
    review = ProjectReview.objects.create(
        project=lessons.project, title="Clean rivers", due_on=timezone.localdate(), waiting_since=timezone.now(),
        submitted_at=timezone.now(),
    )  # fmt: skip
    declare_conflict(review, by=officer, reason="My sister works there.")

    with pytest.raises(NotImpartial, match="conflict of interest"):
        propose(lessons.project, officer, kind="success_story")
    with pytest.raises(NotImpartial):
        actions.give_opinion(label, by=officer, supports=True, text="It holds.")
    actions.give_opinion(label, by=colleague, supports=True, text="It holds.")


def test_the_team_reads_nothing_of_what_the_office_thinks_about(
    lessons: Result, officer: User, colleague: User, coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        label = supported(lessons.project, officer, colleague)
        actions.decide_label(label, by=officer, give=False, reason_pl="Za wcześnie.", reason_en="")

    assert mail.outbox == []
    assert Event.objects.filter(project_id=lessons.project_id, kind__startswith="label.").count() == 0
    assert labels_of([lessons.project_id]) == {}


def test_what_it_rests_on_is_counted_on_the_day_of_the_proposal(lessons: Result, officer: User) -> None:
    piece = EvidenceFactory(project=lessons.project)
    label = propose(
        lessons.project, officer,
        judgements=judgements(impact=Judgement("partly", "Some changed.", ["evidence", "uses", "covers", "nonsense"])),
    )  # fmt: skip
    piece.delete()

    label.refresh_from_db()
    # Uses there are none; covers are no ground of impact.
    assert label.marks["impact"] == {"mark": "partly", "why": "Some changed.", "rests_on": {"evidence": 1}}


def test_a_result_has_a_label_of_its_own(lessons: Result, officer: User, colleague: User) -> None:
    label = supported(lessons.project, officer, colleague, result=lessons)
    actions.decide_label(label, by=officer, give=True, **WHY)
    of_project = propose(lessons.project, officer)

    assert labels_of([lessons.project_id]) == {}
    assert len(labels_of_results([lessons.pk])[lessons.pk]) == 1
    lessons.delete()
    label.refresh_from_db()
    assert (label.result, label.is_of_result, label.title) == (None, True, "River lessons")
    assert of_project.state == State.PROPOSED


@pytest.mark.parametrize("role", list(TeamRole.values))
def test_nobody_of_the_team_has_a_say(lessons: Result, officer: User, colleague: User, role: str) -> None:
    MembershipFactory(project=lessons.project, person=officer, role=role)
    label = propose(lessons.project, colleague)

    with pytest.raises(NotImpartial, match="team"):
        propose(lessons.project, officer, kind="success_story")
    with pytest.raises(NotImpartial, match="team"):
        actions.give_opinion(label, by=officer, supports=True, text="Yes")
    with pytest.raises(NotImpartial, match="team"):
        actions.withdraw_label(given(lessons.project, kind="success_story"), by=officer, reason="No")


def test_who_left_the_team_has_no_say_either(
    lessons: Result, officer: User, colleague: User, coordinator: User
) -> None:
    member = add_member(lessons.project, by=coordinator, person=officer, role=TeamRole.EDITOR)
    remove_member(member, by=coordinator)
    label = propose(lessons.project, colleague)

    with pytest.raises(NotImpartial, match="You were in this project"):
        actions.give_opinion(label, by=officer, supports=True, text="Yes")


def test_no_officer_no_say(lessons: Result, stranger: User, officer: User) -> None:
    with pytest.raises(NotImpartial, match="Officers"):
        propose(lessons.project, stranger)
    label = propose(lessons.project, officer)
    with pytest.raises(NotImpartial, match="Officers"):
        actions.give_opinion(label, by=stranger, supports=True, text="Yes")


def test_the_proposer_is_not_the_second_opinion(lessons: Result, officer: User) -> None:
    label = propose(lessons.project, officer)

    with pytest.raises(NotImpartial, match="You proposed it"):
        actions.give_opinion(label, by=officer, supports=True, text="I like it")
    with pytest.raises(OpinionMissing):
        actions.decide_label(label, by=officer, give=True, **WHY)


def test_an_officer_gives_one_opinion(lessons: Result, officer: User, colleague: User) -> None:
    label = supported(lessons.project, officer, colleague)

    with pytest.raises(ValidationError, match="You gave your opinion already"):
        actions.give_opinion(label, by=colleague, supports=False, text="On second thought, no.")


@pytest.mark.parametrize("reasons", [{"reason_pl": "Tak.", "reason_en": " "}, {"reason_pl": "", "reason_en": "Yes."}])
def test_a_label_is_given_with_reasons_in_both_languages(
    lessons: Result, officer: User, colleague: User, reasons: dict[str, str]
) -> None:
    label = supported(lessons.project, officer, colleague)

    with pytest.raises(Incomplete):
        actions.decide_label(label, by=officer, give=True, **reasons)
    label.refresh_from_db()
    assert label.state == State.PROPOSED


def test_the_second_of_two_decisions_is_refused(lessons: Result, officer: User, colleague: User) -> None:
    label = supported(lessons.project, officer, colleague)
    seen_by_both = Label.objects.get(pk=label.pk)
    actions.decide_label(label, by=officer, give=True, **WHY)

    with pytest.raises(SettledAlready):
        actions.decide_label(seen_by_both, by=colleague, give=False, reason_pl="Nie.", reason_en="No.")
    with pytest.raises(SettledAlready):
        actions.give_opinion(seen_by_both, by=colleague, supports=False, text="Late.")
    label.refresh_from_db()
    assert (label.state, label.decided_by) == (State.GIVEN, officer)


def test_a_label_is_withdrawn_once_and_with_reason(
    lessons: Result, officer: User, colleague: User, coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    label = given(lessons.project)
    with pytest.raises(Incomplete):
        actions.withdraw_label(label, by=officer, reason="  ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_label(label, by=officer, reason="The lessons were copied from a book.")

    with pytest.raises(SettledAlready):
        actions.withdraw_label(label, by=colleague, reason="Me too.")
    assert labels_of([lessons.project_id]) == {}
    [letter] = mail.outbox
    assert "copied from a book" in letter.body
    assert propose(lessons.project, officer).state == State.PROPOSED


def test_the_same_label_is_proposed_once(lessons: Result, officer: User, colleague: User) -> None:
    propose(lessons.project, officer)

    with pytest.raises(ValidationError, match="proposed or given already"):
        propose(lessons.project, colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposed(lessons.project)
    assert propose(lessons.project, colleague, kind="success_story").kind == "success_story"


def test_only_what_is_public_gets_a_label(lessons: Result, officer: User, colleague: User, coordinator: User) -> None:
    label = supported(lessons.project, officer, colleague, result=lessons)
    withdraw_result(lessons, by=coordinator, reason="Mistakes in it.")

    with pytest.raises(NotPublic):
        actions.decide_label(label, by=officer, give=True, **WHY)
    with pytest.raises(NotPublic):
        propose(ProjectFactory(), officer)
    with pytest.raises(NotPublic):
        propose(lessons.project, officer, kind="success_story", result=lessons)


@pytest.mark.parametrize(
    "wrong",
    [Judgement("", "Why"), Judgement("strong", " "), Judgement("superb", "Why")],
    ids=["mark", "why", "unknown"],
)
def test_every_criterion_is_marked_with_a_reason(lessons: Result, officer: User, wrong: Judgement) -> None:
    with pytest.raises(Incomplete):
        propose(lessons.project, officer, judgements=judgements(innovation=wrong))


def test_administrators_are_officers_too(lessons: Result, administrator: User, officer: User) -> None:
    assert administrator.role == PlatformRole.ADMINISTRATOR
    label = propose(lessons.project, administrator)
    assert actions.give_opinion(label, by=officer, supports=False, text="Too early.").supports is False
