"""Time travel: what regular work does when nobody answers, when people leave, when nothing is needed any more."""

import datetime
from unittest import mock

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.corner.letters.sending import deliver_all
from plon.keepers import actions
from plon.keepers.actions.answering import guest_of
from plon.keepers.enums import Follows, How, KeepingState, Silence
from plon.keepers.letters.sending import letters_due
from plon.keepers.models import Keeper, Keeping
from plon.keepers.queries import keepers_of, orphans
from plon.organisations.models import Organisation
from plon.projects.actions import remove_member
from plon.projects.enums import TeamRole
from plon.projects.models import Membership
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import MembershipFactory, UserFactory
from tests.keepers.conftest import Ask

DAY = datetime.timedelta(days=1)


def at(moment: datetime.datetime) -> list[tuple[str, str]]:
    """Do the hourly work at a moment, twice, as a worker that died does; return (to, subject) of what went."""
    mail.outbox.clear()
    with mock.patch("django.utils.timezone.now", return_value=moment):
        for _again in range(2):
            actions.take_steps(moment)
            deliver_all(letters_due(moment))
    return sorted((letter.to[0], letter.subject) for letter in mail.outbox)


def test_a_silent_keeper_is_asked_then_the_organisation_then_the_agency(
    keep: Ask, lessons: Result, coordinator: User, officer: User, school: Organisation
) -> None:
    colleague = UserFactory(email="colleague@example.org")
    MembershipFactory(project=lessons.project, person=colleague, organisation=school, role=TeamRole.CONTRIBUTOR)
    outsider = UserFactory(email="outsider@example.org")
    MembershipFactory(project=lessons.project, person=outsider, role=TeamRole.EDITOR)
    kept = keep(lessons)
    start = timezone.now()
    actions.expect_answers([kept.pk], since=start + DAY)
    assert at(start + 21 * DAY) == []
    assert at(start + 22 * DAY) == [("ana@example.org", "Do you still keep “River lessons”?")]
    assert at(start + 42 * DAY) == []
    assert not keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert at(start + 43 * DAY) == [
        ("colleague@example.org", "Who keeps “River lessons” now?"),
        ("coordinator@example.org", "Who keeps “River lessons” now?"),
    ]
    assert keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert at(start + 70 * DAY) == []
    assert at(start + 71 * DAY) == [("officer@example.org", "Nobody answers for “River lessons”")]
    assert at(start + 400 * DAY) == []
    actions.confirm(kept, by=guest_of(kept))
    assert not keepers_of([lessons.pk])[lessons.pk].is_orphan


def test_after_a_long_stop_each_step_still_has_its_time(keep: Ask, lessons: Result, coordinator: User) -> None:
    kept = keep(lessons)
    start = timezone.now()
    actions.expect_answers([kept.pk], since=start + DAY)
    assert [to for to, _subject in at(start + 300 * DAY)] == ["ana@example.org"]
    assert at(start + 301 * DAY) == []


def test_an_answer_ends_the_silence(keep: Ask, lessons: Result, coordinator: User) -> None:
    kept = keep(lessons)
    start = timezone.now()
    actions.expect_answers([kept.pk], since=start + DAY)
    at(start + 22 * DAY)
    actions.confirm(kept, by=guest_of(kept))
    assert at(start + 50 * DAY) == []


def test_the_agency_is_left_in_peace_where_somebody_else_keeps_it(
    keep: Ask, lessons: Result, coordinator: User, officer: User
) -> None:
    silent = keep(lessons)
    keep(lessons, "bo@example.org")
    Keeping.objects.filter(pk=silent.pk).update(silence=Silence.ORGANISATION, silent_since=timezone.now() - 29 * DAY)
    assert at(timezone.now()) == []
    silent.refresh_from_db()
    assert silent.silence == Silence.AGENCY
    assert list(orphans()) == []


def test_who_never_answered_is_reminded_and_then_others_are_asked(ask: Ask, lessons: Result, coordinator: User) -> None:
    ask(lessons)
    start = timezone.now()
    assert [to for to, _subject in at(start + 22 * DAY)] == ["ana@example.org"]
    assert [to for to, _subject in at(start + 44 * DAY)] == [coordinator.email]


def test_a_retired_result_asks_nobody(keep: Ask, lessons: Result, coordinator: User) -> None:
    kept = keep(lessons)
    actions.expect_answers([kept.pk], since=timezone.now() + DAY)
    actions.retire_result(lessons, by=coordinator, reason="Old")
    later = timezone.now() + 60 * DAY
    assert at(later) == []
    kept.refresh_from_db()
    assert kept.silence == Silence.ASKED


def test_stopping_the_letters_makes_somebody_silent_and_asks_the_organisation(
    keep: Ask, lessons: Result, coordinator: User
) -> None:
    kept = keep(lessons)
    assert kept.keeper
    actions.stop_letters(kept.keeper)
    assert keepers_of([lessons.pk])[lessons.pk].is_orphan
    assert at(timezone.now()) == [(coordinator.email, "Who keeps “River lessons” now?")]
    actions.resume_letters(kept.keeper)
    assert not keepers_of([lessons.pk])[lessons.pk].is_orphan


def member(result: Result, keep: Ask, school: Organisation) -> tuple[Keeping, Membership]:
    person = UserFactory(email="ana@example.org")
    joined = MembershipFactory(project=result.project, person=person, organisation=school)
    return keep(result), joined


def test_leaving_the_team_loses_the_keeper(
    keep: Ask, lessons: Result, school: Organisation, coordinator: User, officer: User
) -> None:
    kept, joined = member(lessons, keep, school)
    assert actions.notice_losses() == 0
    address = reverse("projects:remove-member", args=[lessons.project.public_id, joined.pk])
    page = client_of(coordinator).get(address).content.decode()
    assert "1 public result would have no keeper any more" in page
    remove_member(joined, by=coordinator)
    assert actions.notice_losses() == 0
    kept.refresh_from_db()
    assert (kept.state, kept.ended_how, kept.follows) == (KeepingState.ENDED, How.LEFT_TEAM, Follows.AGENCY)
    assert [to for to, _subject in at(timezone.now())] == [coordinator.email, officer.email]


def test_who_joins_the_team_later_is_noticed_when_they_leave(
    keep: Ask, lessons: Result, school: Organisation, coordinator: User
) -> None:
    kept = keep(lessons)
    person = UserFactory(email="Ana@example.org")
    joined = MembershipFactory(project=lessons.project, person=person)
    assert actions.notice_losses() == 0
    kept.refresh_from_db()
    assert kept.in_team
    # However the membership goes, the next hour sees it.
    joined.delete()
    assert actions.notice_losses() == 1


@pytest.mark.parametrize("way", ["deleted", "closed"])
def test_a_closed_account_loses_the_keeper_but_not_the_others(
    way: str, keep: Ask, lessons: Result, school: Organisation, coordinator: User
) -> None:
    kept, joined = member(lessons, keep, school)
    keep(lessons, "bo@example.org")
    if way == "deleted":
        joined.person.delete()
    else:
        User.objects.filter(pk=joined.person_id).update(is_active=False)
    assert actions.notice_losses() == 1
    kept.refresh_from_db()
    assert (kept.ended_how, kept.follows) == (How.ACCOUNT_GONE, "")
    assert at(timezone.now()) == [(coordinator.email, "One keeper fewer: “River lessons”")]
    assert actions.notice_losses() == 0


def test_addresses_go_three_months_after_the_last_result(keep: Ask, lessons: Result, coordinator: User) -> None:
    kept, other = keep(lessons), keep(lessons, "bo@example.org")
    actions.end_keeping(kept, by=coordinator, how=How.REMOVED)
    assert actions.forget_keepers(timezone.now() + 89 * DAY) == 0
    assert actions.forget_keepers(timezone.now() + 91 * DAY) == 1
    assert [keeper.email for keeper in Keeper.objects.all()] == [other.keeper.email if other.keeper else ""]
    kept.refresh_from_db()
    assert (kept.keeper, kept.organisation_name) == (None, "School No. 5")
