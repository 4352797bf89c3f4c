import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.history.models import Event
from plon.keepers import actions
from plon.keepers.actions.answering import guest_of
from plon.keepers.enums import Follows, How, KeepingState
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import NOBODY, Retired, keepers_of, orphans, retired_of
from plon.keepers.refusals import (
    AlreadyKeeps,
    LastKeeper,
    NotOpen,
    OfferIsOpen,
    OrganisationMissing,
    ReasonMissing,
    TooMany,
    WantsNoLetters,
)
from plon.organisations.models import Organisation
from plon.plans.actions import plan_use
from plon.projects.models import Project
from plon.results.models import Result
from tests.factories import ResultFactory
from tests.keepers.conftest import Ask, paths_in, publish


def kinds(project: Project) -> list[str]:
    found = Event.objects.filter(project_id=project.pk, kind__startswith="keeper.").order_by("pk")
    return [event.kind.removeprefix("keeper.") for event in found]


def test_nobody_keeps_before_they_accept(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    assert asked.state == KeepingState.ASKED
    assert keepers_of([lessons.pk]) == {lessons.pk: NOBODY}
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "Will you keep “River lessons”?"
    assert "CC BY 4.0" in letter.body
    assert "We wait until" in letter.body


def test_who_accepts_keeps_it_for_the_organisation(keep: Ask, lessons: Result, project: Project) -> None:
    keep(lessons)
    kept = keepers_of([lessons.pk])[lessons.pk]
    today = timezone.localdate()
    assert (kept.organisation, kept.people, kept.is_orphan) == ("School No. 5", 1, False)
    assert (kept.confirmed_on, kept.since) == (today, today)
    assert kinds(project) == ["asked", "accepted"]


def test_the_history_names_no_keeper(keep: Ask, lessons: Result, project: Project) -> None:
    keep(lessons, name="Ana Kowalska")
    said = " ".join(
        f"{e.actor_label} {e.subject_label} {e.changes}" for e in Event.objects.filter(project_id=project.pk)
    )
    assert "School No. 5" in said
    assert "Kowalska" not in said
    assert "ana@" not in said


def test_keepers_of_many_results_are_read_in_one_query(
    keep: Ask, lessons: Result, project: Project, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(lessons)
    with django_assert_num_queries(1):
        keepers_of([lessons.pk])
    others = [publish(project, f"Result {n}") for n in range(3)]
    for other in others:
        keep(other)
    with django_assert_num_queries(1):
        kept = keepers_of([lessons.pk, *(other.pk for other in others)])
    assert [each.people for each in kept.values()] == [1, 1, 1, 1]


def test_one_letter_asks_for_all_results(
    coordinator: User,
    school: Organisation,
    lessons: Result,
    project: Project,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    second = publish(project, "A game")
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.name_keeper(
            [lessons, second], by=coordinator, email="Ana@Example.org ", name="Ana", organisation=school, language="en"
        )
    assert len(asked) == 2
    assert Keeper.objects.get().email == "ana@example.org"
    (letter,) = mail.outbox
    assert letter.subject == "Will you keep “River lessons”? and 1 more"
    assert "A game" in letter.body


def test_who_names_themself_keeps_it_at_once(coordinator: User, school: Organisation, lessons: Result) -> None:
    (kept,) = actions.name_keeper([lessons], by=coordinator, email=coordinator.email, name="Me", organisation=school)
    assert kept.state == KeepingState.KEEPING
    assert kept.keeper
    assert kept.keeper.account == coordinator


def test_refusals_of_asking(ask: Ask, keep: Ask, lessons: Result, coordinator: User) -> None:
    kept = keep(lessons)
    with pytest.raises(AlreadyKeeps):
        ask(lessons)
    with pytest.raises(OrganisationMissing):
        ask(lessons, "b@example.org", organisation=None)
    with pytest.raises(ValidationError):
        ask(lessons, "no address")
    assert kept.keeper
    actions.stop_letters(kept.keeper)
    with pytest.raises(WantsNoLetters):
        ask(publish(lessons.project, "Another"))


def test_an_organisation_that_plon_knows_is_recognised_by_its_name(
    ask: Ask, lessons: Result, school: Organisation
) -> None:
    asked = ask(lessons, organisation=None, organisation_name=" school no.  5 ")
    assert asked.organisation == school
    unknown = ask(lessons, "b@example.org", organisation=None, organisation_name="Library of Nysa")
    assert (unknown.organisation, unknown.organisation_name) == (None, "Library of Nysa")


def test_a_declined_question_changes_nothing_and_is_told(
    ask: Ask,
    lessons: Result,
    coordinator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    asked = ask(lessons)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.decline(asked, by=guest_of(asked), reason="No time")
    (letter,) = mail.outbox
    assert letter.to == [coordinator.email]
    assert "No time" in letter.body
    with pytest.raises(NotOpen):
        actions.accept(asked, by=guest_of(asked))


def test_the_old_keeper_keeps_until_the_new_one_accepts(
    keep: Ask, lessons: Result, project: Project, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = keep(lessons)
    with django_capture_on_commit_callbacks(execute=True):
        offered = actions.hand_over(
            old, by=guest_of(old), email="bo@example.org", name="Bo", language="en", organisation_name="Library of Nysa"
        )
    assert keepers_of([lessons.pk])[lessons.pk].organisation == "School No. 5"
    with pytest.raises(OfferIsOpen):
        actions.hand_over(old, by=guest_of(old), email="c@example.org", name="C", organisation_name="Club")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(offered, by=guest_of(offered))
    old.refresh_from_db()
    assert (old.state, old.ended_how) == (KeepingState.ENDED, How.HANDED_OVER)
    assert keepers_of([lessons.pk])[lessons.pk].organisation == "Library of Nysa"
    assert kinds(project)[-3:] == ["offered", "accepted", "handed_over"]
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]
    assert mail.outbox[0].subject == "Yes: “River lessons” is kept"


def test_nobody_writes_to_everybody_by_handing_over(keep: Ask, lessons: Result) -> None:
    old = keep(lessons)
    for n in range(5):
        offered = actions.hand_over(
            old, by=guest_of(old), email=f"p{n}@example.org", name="P", organisation_name="Club"
        )
        actions.decline(offered, by=guest_of(offered))
    with pytest.raises(TooMany):
        actions.hand_over(old, by=guest_of(old), email="p9@example.org", name="P", organisation_name="Club")


def test_the_last_keeper_does_not_go_unnoticed(
    keep: Ask,
    lessons: Result,
    coordinator: User,
    officer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, second = keep(lessons), keep(lessons, "bo@example.org")
    actions.end_keeping(second, by=guest_of(second), how=How.STEPPED_DOWN)
    with pytest.raises(LastKeeper):
        actions.end_keeping(first, by=coordinator, how=How.REMOVED)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_keeping(first, by=coordinator, how=How.REMOVED, follows=Follows.AGENCY, reason="She retired")
    assert sorted(letter.to[0] for letter in mail.outbox) == [coordinator.email, officer.email]
    assert {letter.subject for letter in mail.outbox} == {"“River lessons” has lost its last keeper"}
    assert list(orphans()) == [lessons]
    assert kinds(lessons.project)[-2:] == ["ended", "lost"]


def test_the_last_one_may_retire_it_with_a_reason(
    keep: Ask,
    lessons: Result,
    coordinator: User,
    officer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    kept = keep(lessons)
    with pytest.raises(ReasonMissing):
        actions.end_keeping(kept, by=guest_of(kept), how=How.STEPPED_DOWN, follows=Follows.RETIRE)
    kept.refresh_from_db()
    assert kept.state == KeepingState.KEEPING
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_keeping(
            kept, by=guest_of(kept), how=How.STEPPED_DOWN, follows=Follows.RETIRE, reason="A new edition"
        )
    assert retired_of([lessons.pk])[lessons.pk] == Retired(timezone.localdate(), "A new edition")
    assert list(orphans()) == []
    assert {letter.subject for letter in mail.outbox} == {"“River lessons” was retired"}
    assert sorted(letter.to[0] for letter in mail.outbox) == [coordinator.email, officer.email]
    plan_use(lessons, by=coordinator, form="regular_work", until=None, risk="")
    assert list(orphans()) == [lessons]


def test_a_result_that_is_not_public_may_lose_its_keeper(keep: Ask, project: Project, coordinator: User) -> None:
    kept = keep(ResultFactory(project=project))
    ended = actions.end_keeping(kept, by=coordinator, how=How.REMOVED)
    assert (ended.state, ended.follows) == (KeepingState.ENDED, "")


def test_the_agency_keeps_an_orphan_until_somebody_else_does(ask: Ask, lessons: Result, officer: User) -> None:
    actions.take_over(lessons, by=officer)
    kept = keepers_of([lessons.pk])[lessons.pk]
    assert (kept.organisation, kept.people, kept.is_orphan, kept.is_agency) == ("the agency", 0, False, True)
    assert actions.take_over(lessons, by=officer) == Keeping.objects.get()
    asked = ask(lessons)
    actions.accept(asked, by=guest_of(asked))
    kept = keepers_of([lessons.pk])[lessons.pk]
    assert (kept.organisation, kept.people, kept.is_agency) == ("School No. 5", 1, False)
    assert Keeping.objects.get(is_agency=True).ended_how == How.AGENCY_GAVE


def test_confirming_dates_it_anew(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    year_ago = timezone.now() - datetime.timedelta(days=365)
    Keeping.objects.filter(pk=kept.pk).update(confirmed_at=year_ago, accepted_at=year_ago)
    actions.confirm(kept, by=guest_of(kept))
    found = keepers_of([lessons.pk])[lessons.pk]
    assert found.confirmed_on == timezone.localdate()
    assert found.since == timezone.localdate(year_ago)


def test_the_database_refuses_what_makes_no_sense(keep: Ask, lessons: Result) -> None:
    kept = keep(lessons)
    wrong: list[dict[str, object]] = [
        {"keeper": None}, {"ended_at": timezone.now()}, {"confirmed_at": None}, {"silence": "asked"},
    ]  # fmt: skip
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Keeping.objects.filter(pk=kept.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Keeping.objects.create(result=lessons, keeper=kept.keeper, organisation_name="School")


def test_a_letter_leads_to_the_page_of_the_result(ask: Ask, lessons: Result) -> None:
    asked = ask(lessons)
    (path,) = paths_in(mail.outbox[0].body)
    assert path.endswith(f"/{asked.public_id}/")
