"""Letters that can't go hold up no others, and none goes twice."""

import smtplib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from plon.accounts.models import User
from plon.projects.enums import TeamRole
from plon.results.models import Result
from plon.uptake.actions import reply, send_again, withdraw
from plon.uptake.letters import sending
from plon.uptake.letters.claims import STALE
from plon.uptake.letters.letter import Letter
from plon.uptake.models import Contact, Inquiry
from tests.factories import MembershipFactory, UserFactory
from tests.letters import refusing
from tests.uptake.conftest import SCHOOL, send

pytestmark = pytest.mark.django_db
QUESTION = {"words": "Does it work in a wheelchair?", "email": "asker@example.org", "name": "Ola"}


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen once while the mail server takes the next letter."""
    takes = EmailBackend.send_messages

    def slowly(self: EmailBackend, letters: Sequence[EmailMessage]) -> int:
        monkeypatch.setattr(EmailBackend, "send_messages", takes)
        count = takes(self, letters)
        happens()
        return count

    monkeypatch.setattr(EmailBackend, "send_messages", slowly)


def die() -> None:
    raise SystemExit


@pytest.fixture
def two(lessons: Result) -> tuple[Contact, Contact]:
    """Two people whose links wait for the mail server."""
    send(lessons, "use", SCHOOL)
    send(lessons, "use", SCHOOL | {"organisation": "School No. 6", "email": "bo@example.org"})
    first, second = Contact.objects.order_by("pk")
    return first, second


def test_an_address_that_can_not_be_written_is_given_up_and_the_others_go(two: tuple[Contact, Contact]) -> None:
    Contact.objects.filter(pk=two[0].pk).update(email="a@xn--é.com")
    sending.send_waiting()

    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]
    assert not Contact.objects.filter(mailed_at=None).exists(), "trying again would change nothing"


def test_a_letter_with_a_fault_of_its_own_holds_up_no_other(
    two: tuple[Contact, Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    as_email = sending.as_email

    def faulty(letter: Letter) -> object:
        return as_email(letter) if letter.email == "bo@example.org" else 1 / 0

    monkeypatch.setattr(sending, "as_email", faulty)
    sending.send_waiting()
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]
    assert Contact.objects.get(mailed_at=None) == two[0]


@pytest.fixture
def asked(lessons: Result, coordinator: User) -> Inquiry:
    """A confirmed question of which the team has not heard yet."""
    send(lessons, "ask", QUESTION)
    Contact.objects.update(mailed_at=timezone.now())
    Inquiry.objects.update(confirmed_at=timezone.now())
    return Inquiry.objects.get()


def test_two_workers_ask_to_confirm_once(two: tuple[Contact, Contact], monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, sending.send_waiting)
    sending.send_waiting()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ana@example.org", "bo@example.org"]
    assert set(Contact.objects.values_list("times_mailed", flat=True)) == {1}


def test_two_workers_tell_the_team_and_who_asked_once(
    asked: Inquiry, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, sending.send_waiting)
    sending.send_waiting()
    assert [letter.to for letter in mail.outbox] == [[coordinator.email]]

    reply(asked, by=coordinator, words="Yes.")
    meanwhile(monkeypatch, sending.send_waiting)
    sending.send_waiting()
    assert [letter.to for letter in mail.outbox[1:]] == [["asker@example.org"]]


def test_who_is_killed_while_sending_and_starts_again_sends_it_no_second_time_at_once(
    two: tuple[Contact, Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, die)
    with pytest.raises(SystemExit):
        sending.send_waiting()
    sending.send_waiting()
    assert [letter.to[0] for letter in mail.outbox] == ["ana@example.org", "bo@example.org"]

    # Nobody knows whether the server took it: after a while it goes again, with the sign of the first.
    with time_machine.travel(timezone.now() + STALE):
        sending.send_waiting()
        sending.send_waiting()
    assert [letter.to[0] for letter in mail.outbox[2:]] == ["ana@example.org"]
    signs = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert signs[2] == signs[0] != signs[1]


@pytest.mark.parametrize("is_reply", [False, True])
def test_who_of_the_team_was_told_is_not_told_again_and_the_others_are(
    asked: Inquiry, coordinator: User, monkeypatch: pytest.MonkeyPatch, *, is_reply: bool
) -> None:
    other = UserFactory(email="other@example.org")
    MembershipFactory(project=asked.result.project, person=other, role=TeamRole.COORDINATOR)
    if is_reply:
        Inquiry.objects.update(mailed_at=timezone.now())
        asked.replies.create(words="And lesson 9?", is_from_asker=True)
    takes = EmailBackend.send_messages

    def first_only(self: EmailBackend, letters: Sequence[EmailMessage]) -> int:
        if mail.outbox:
            raise smtplib.SMTPServerDisconnected
        return takes(self, letters)

    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", first_only)
        sending.send_waiting()
    sending.send_waiting()
    sending.send_waiting()
    assert sorted(letter.to[0] for letter in mail.outbox) == [coordinator.email, other.email]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2


def test_a_link_that_is_asked_for_again_is_not_lost_with_the_mail_server(
    two: tuple[Contact, Contact], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sending.send_waiting()
    with time_machine.travel(timezone.now() + 2 * sending.TRIED_FOR):
        with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
            assert send_again(two[0])
        sending.send_waiting()
        sending.send_waiting()
    assert [letter.to[0] for letter in mail.outbox] == ["ana@example.org", "bo@example.org", "ana@example.org"]
    signs = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(set(signs)) == 3, "this copy was asked for"


def test_what_is_taken_back_before_its_letter_went_is_told_to_nobody(asked: Inquiry) -> None:
    assert asked.contact
    withdraw(asked.contact)
    sending.send_waiting()
    assert mail.outbox == []
