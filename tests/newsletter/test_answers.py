"""What a mail server answers, and what becomes of letters and addresses by it."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.jobs.lengthy import WorkState
from plon.newsletter import actions
from plon.newsletter.models import Subscriber
from plon.newsletter.queries import tally_of
from plon.newsletter.sending import rows, sender
from plon.newsletter.sending.carrier import Away, Carrier
from plon.newsletter.sending.sender import look_after_sendings
from tests.newsletter.conftest import Server
from tests.newsletter.making import again, make_issue, many_subscribers, now_due, send, states, subscribe

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_the_server_says_of_an_address_and_of_a_letter_are_two_things(officer: User, server: Server) -> None:
    for name in ("ana", "bob", "cy", "dan", "eve"):
        subscribe(f"{name}@example.org")
    server.letters.clear()
    server.answers = {
        "bob": ["550 5.1.1 no such user"], "cy": ["550 5.7.1 your server is not welcome"], "eve": ["550 who?"],
    }  # fmt: skip
    server.spurns = {"dan": ["554 5.6.0 we do not like this letter"]}
    sending = again(send(make_issue(officer), officer))
    assert states(sending) == {
        "ana": "sent", "bob": "no_mailbox", "cy": "refused", "dan": "refused", "eve": "no_mailbox",
    }  # fmt: skip
    dead = Subscriber.objects.exclude(dead_at=None)
    assert sorted(dead.values_list("email", flat=True)) == ["bob@example.org", "eve@example.org"]
    server.answers, server.spurns = {}, {}
    server.letters.clear()
    send(make_issue(officer, subject_en="Summer"), officer)
    assert server.readers() == ["ana", "cy", "dan"], "no letter goes where there is no mailbox"


def test_a_server_that_wants_it_later_gets_it_later(officer: User, server: Server) -> None:
    subscribe("ana@example.org"), subscribe("bob@example.org")
    server.letters.clear()
    server.answers = {"ana": ["451 4.7.1 greylisted"]}
    sending = again(send(make_issue(officer), officer))
    assert states(sending) == {"ana": "later", "bob": "sent"}
    assert (sending.state, sending.done) == (WorkState.WAITING, 1)
    assert sending.due_at > timezone.now() + datetime.timedelta(minutes=9)
    look_after_sendings()
    assert server.readers() == ["bob"], "not before its time"
    server.answers = {}
    now_due(sending)
    assert server.readers() == ["bob", "ana"]
    assert again(sending).state == WorkState.DONE


def test_trying_again_has_an_end(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    server.letters.clear()
    server.spurns = {"ana": ["452 4.3.1 no room"]}
    sending = send(make_issue(officer), officer)
    for _try in rows.PAUSES:
        assert states(sending) == {"ana": "later"}
        now_due(sending)
    assert states(sending) == {"ana": "given_up"}
    assert again(sending).state == WorkState.DONE
    assert Subscriber.objects.get().dead_at is None


def test_a_server_that_refuses_everything_stops_the_sending_before_all_is_lost(officer: User, server: Server) -> None:
    many_subscribers(30)
    server.spurns = {"": ["554 5.7.1 spam"]}
    sending = again(send(make_issue(officer), officer))
    assert sending.state == WorkState.FAILED
    assert "refused 20 letters in a row" in sending.refusal
    assert tally_of(sending) == {"waiting": 30}, "who was refused because of the server's fault gets it after all"
    server.spurns = {}
    actions.continue_sending(sending, by=officer)
    assert tally_of(sending) == {"sent": 30}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("550 5.1.1 no such user", "no_mailbox"),
        ("550 5.1.7 your own address is malformed", "refused"),
        ("550 5.1.8 your own domain does not exist", "refused"),
        ("550 relay not permitted", "refused"),
        ("553 sender rejected", "refused"),
        ("550 mailbox unavailable", "no_mailbox"),
    ],
)
def test_only_what_the_server_says_of_the_mailbox_counts_against_it(
    officer: User, server: Server, said: str, state: str
) -> None:
    subscribe("ana@example.org")
    server.answers = {"ana": [said]}
    sending = send(make_issue(officer), officer)
    assert states(sending) == {"ana": state}
    assert Subscriber.objects.filter(dead_at=None).exists() == (state == "refused")


def test_a_sender_that_no_letter_can_carry_stops_the_sending_before_the_first_letter(
    officer: User, server: Server, settings: Any
) -> None:
    subscribe("ana@example.org")
    settings.DEFAULT_FROM_EMAIL = "Plon <plon@xn--é.org>"
    sending = again(send(make_issue(officer), officer))
    assert (sending.state, states(sending)) == (WorkState.FAILED, {"ana": "waiting"})
    assert "plon@xn--é.org" in sending.refusal
    assert Subscriber.objects.get().dead_at is None


def test_mailboxes_that_a_server_denies_in_a_row_are_not_taken_for_gone(officer: User, server: Server) -> None:
    many_subscribers(30)
    server.answers = {f"reader{number}": ["550 5.1.1 no such user"] for number in range(30)}
    sending = again(send(make_issue(officer), officer))
    assert (sending.state, tally_of(sending)) == (WorkState.FAILED, {"waiting": 30})
    assert not Subscriber.objects.exclude(dead_at=None).exists()
    actions.continue_sending(sending, by=officer)
    assert tally_of(sending) == {"no_mailbox": 20, "waiting": 10}, "who goes on gets further"
    assert not Subscriber.objects.exclude(dead_at=None).exists(), "the next number finds out"
    server.answers = {}
    actions.continue_sending(sending, by=officer)
    assert tally_of(sending) == {"no_mailbox": 20, "sent": 10}


def test_a_server_that_is_away_is_waited_for_and_nothing_is_lost(officer: User, settings: Any, server: Server) -> None:
    subscribe("ana@example.org")
    server.letters.clear()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    sending = again(send(make_issue(officer), officer))
    assert (sending.state, sending.away, states(sending)) == (WorkState.WAITING, 1, {"ana": "waiting"})
    for _time in sender.AWAY_MINUTES:
        now_due(sending)
    assert again(sending).state == WorkState.FAILED
    assert "could not be reached" in sending.refusal
    settings.EMAIL_PORT = port
    actions.continue_sending(sending, by=officer)
    assert server.readers() == ["ana"]
    assert again(sending).state == WorkState.DONE


def test_a_server_that_closes_instead_of_taking_a_letter_gets_it_later(officer: User, server: Server) -> None:
    subscribe("ana@example.org"), subscribe("bob@example.org")
    server.letters.clear()
    server.spurns = {"ana": ["421 4.3.0 going down"]}
    sending = again(send(make_issue(officer), officer))
    assert states(sending) == {"ana": "later", "bob": "sent"}, "421 says that it did not take it"


def test_a_connection_that_breaks_after_the_letter_leaves_it_unsure(officer: User, server: Server) -> None:
    many_subscribers(4)
    server.breaks_over = "reader1"
    sending = again(send(make_issue(officer), officer))
    assert states(sending) == {"reader0": "sent", "reader1": "unsure", "reader2": "sent", "reader3": "sent"}
    assert sending.state == WorkState.DONE


def test_away_is_told_when_the_server_takes_nothing_from_us(settings: Any, server: Server) -> None:
    settings.EMAIL_PORT = 9
    with pytest.raises(Away), Carrier():
        pass
