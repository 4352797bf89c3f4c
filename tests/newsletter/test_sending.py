"""A number on its way: each address once, whatever the mail server answers and whoever dies."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.jobs.lengthy import SILENCE, WorkState
from plon.newsletter import actions, tasks
from plon.newsletter.models import Delivery, Growth, Issue, Sending, Subscriber
from plon.newsletter.queries import tally_of
from plon.newsletter.refusals import NotReady, WrongMoment
from plon.newsletter.sending import rows, sender
from plon.newsletter.sending.carrier import Answer, Carrier
from plon.newsletter.sending.sender import look_after_sendings, run_sending
from tests.conftest import client_of
from tests.newsletter.conftest import Server
from tests.newsletter.making import again, begun, make_issue, many_subscribers, now_due, send, states, subscribe, texts

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_subscriber_of_a_topic_gets_one_letter_in_their_language(officer: User, server: Server) -> None:
    subscribe("ana@example.org", "news", "calls"), subscribe("pola@example.org", "news", language="pl")
    subscribe("cy@example.org", "calls"), subscribe("dan@example.org", "results")
    actions.ask(email="asked@example.org", topics=["news"], language="en")
    server.letters.clear()
    issue = make_issue(officer, topics=("news", "calls"), subject_pl="Wiosna w agencji", intro_pl="Cześć")
    sending = again(send(issue, officer))
    assert sorted(server.readers()) == ["ana", "cy", "pola"]
    subjects = {str(letter["To"]): str(letter["Subject"]) for letter in server.letters}
    assert (subjects["ana@example.org"], subjects["pola@example.org"]) == ("Spring at the agency", "Wiosna w agencji")
    assert (sending.state, sending.done, sending.total) == (WorkState.DONE, 3, 3)
    issue.refresh_from_db()
    assert (issue.number, issue.is_public) == (1, True)
    one = server.letters[0]
    assert str(one["List-Unsubscribe"]).strip().startswith("<https://plon.example.org/en/newsletter/stop/")
    assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(one["List-Id"]) == "<newsletter.plon.example.org>"


def test_the_letter_promises_no_fewer_clicks_than_it_takes(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    send(make_issue(officer), officer)
    letter = server.letters[-1]
    for part in ("plain", "html"):
        body = letter.get_body((part,))
        assert body
        assert "Unsubscribe" in body.get_content()
        assert "one click" not in body.get_content()
    assert "one click" not in Client().get("/en/newsletter/").content.decode()


def test_a_number_in_one_language_goes_to_readers_of_that_language(officer: User, server: Server) -> None:
    subscribe("ana@example.org"), subscribe("pola@example.org", language="pl")
    server.letters.clear()
    send(make_issue(officer), officer)
    assert server.readers() == ["ana"]


def test_many_letters_go_over_one_connection(officer: User, server: Server) -> None:
    many_subscribers(30)
    send(make_issue(officer), officer)
    assert (len(set(server.readers())), server.connections) == (30, 1)


def test_a_server_that_hangs_up_now_and_then_is_called_again_at_once(officer: User, server: Server) -> None:
    many_subscribers(25)
    server.hang_up_after = 10
    sending = again(send(make_issue(officer), officer))
    assert sending.state == WorkState.DONE
    assert (len(server.letters), len(set(server.readers())), server.connections) == (25, 25, 3)


def test_what_a_dead_sender_had_in_its_hands_is_shown_and_never_sent_again(officer: User, server: Server) -> None:
    many_subscribers(5)
    sending = actions.request_sending(
        make_issue(officer), by=officer, at=timezone.now() + datetime.timedelta(minutes=5)
    )
    rows.begin(sending)
    first = sending.deliveries.order_by("pk")[0]
    assert rows.take(first)
    assert not rows.take(first), "one letter is taken by one sender"
    long_ago = timezone.now() - SILENCE * 2
    Sending.objects.update(state=WorkState.RUNNING, seen_at=long_ago, tries=1)
    look_after_sendings()
    assert (server.readers(), states(sending)["reader0"]) == (["reader1", "reader2", "reader3", "reader4"], "unsure")
    assert again(sending).state == WorkState.DONE
    assert rows.settle(first, Answer.TAKEN) == "sent", "whom everybody took for dead knows better"
    assert states(sending)["reader0"] == "sent"


def test_two_senders_at_once_send_no_letter_twice(officer: User, server: Server) -> None:
    many_subscribers(10)
    issue = make_issue(officer)
    sending = actions.request_sending(issue, by=officer, at=timezone.now() + datetime.timedelta(minutes=5))
    rows.begin(sending)
    seen_by_both = rows.next_rows(sending)
    run_sending(sending.pk)
    assert [rows.take(row) for row in seen_by_both] == [False] * 10
    assert len(server.letters) == 10
    run_sending(sending.pk)
    look_after_sendings()
    assert len(server.letters) == 10


def test_who_leaves_while_it_goes_gets_nothing_and_is_erased(officer: User, server: Server) -> None:
    ana, _bob = subscribe("ana@example.org"), subscribe("bob@example.org")
    server.letters.clear()
    sending = actions.request_sending(
        make_issue(officer), by=officer, at=timezone.now() + datetime.timedelta(minutes=5)
    )
    rows.begin(sending)
    seen = rows.next_rows(sending)
    actions.leave(ana)
    assert not rows.take(seen[0])
    run_sending(sending.pk)
    assert server.readers() == ["bob"]
    assert tally_of(sending) == {"left": 1, "sent": 1}
    assert Growth.objects.get().left == 1


@pytest.mark.parametrize("answer", [Answer.LATER, None])
def test_who_leaves_while_the_server_has_their_letter_is_owed_nothing(officer: User, answer: Answer | None) -> None:
    ana = subscribe("ana@example.org")
    sending = begun(officer)
    row = rows.next_rows(sending)[0]
    rows.take(row)
    actions.leave(ana)
    if answer is None:
        rows.put_back(row)
    else:
        assert rows.settle(row, answer) == "left"
    assert tally_of(sending) == {"left": 1}
    assert rows.next_rows(sending) == []
    assert rows.next_try(sending) is None


@pytest.mark.parametrize("answer", [Answer.LATER, None])
def test_a_sending_that_was_stopped_owes_nothing(officer: User, answer: Answer | None) -> None:
    subscribe("ana@example.org")
    sending = begun(officer)
    row = rows.next_rows(sending)[0]
    rows.take(row)
    actions.stop_sending(sending, by=officer)
    if answer is None:
        rows.put_back(row)
    else:
        assert rows.settle(row, answer) == "left"
    assert tally_of(sending) == {"left": 1}


def test_a_sending_ends_though_a_reader_left_when_the_server_wanted_their_letter_later(
    officer: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _bob = subscribe("ana@example.org"), subscribe("bob@example.org")
    server.letters.clear()
    server.answers = {"ana": ["451 4.7.1 greylisted"]}
    carry = Carrier.carry

    def leave_and_carry(self: Carrier, letter: Any) -> Answer:
        actions.leave(ana)
        return carry(self, letter)

    monkeypatch.setattr(Carrier, "carry", leave_and_carry)
    sending = begun(officer)
    run_sending(sending.pk)
    assert server.readers() == ["bob"]
    assert (again(sending).state, tally_of(sending)) == (WorkState.DONE, {"left": 1, "sent": 1})


def test_a_sending_is_paused_continued_and_stopped(
    officer: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subscribers(10)
    monkeypatch.setattr(sender, "SAY_EVERY", 0.0)
    carry = Carrier.carry

    def carry_and_pause(self: Carrier, letter: Any) -> Answer:
        answer = carry(self, letter)
        if len(server.letters) in {3, 6}:
            actions.pause_sending(Sending.objects.get(), by=officer)
        return answer

    monkeypatch.setattr(Carrier, "carry", carry_and_pause)
    sending = again(send(make_issue(officer), officer))
    assert (len(server.letters), sending.is_paused, sending.can_go_on) == (3, True, True)
    look_after_sendings()
    assert len(server.letters) == 3
    actions.continue_sending(sending, by=officer)
    assert len(server.letters) == 6
    with pytest.raises(WrongMoment):
        actions.request_sending(Issue.objects.get(), by=officer)
    actions.stop_sending(again(sending), by=officer)
    assert tally_of(sending) == {"left": 4, "sent": 6}
    with pytest.raises(WrongMoment):
        actions.continue_sending(sending, by=officer)
    with pytest.raises(WrongMoment):
        actions.stop_sending(sending, by=officer)


def test_a_long_sending_lets_other_work_have_its_turn(
    officer: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subscribers(5)
    called: list[int] = []
    monkeypatch.setattr(sender, "SLICE", 0.0)
    sending = actions.request_sending(
        make_issue(officer), by=officer, at=timezone.now() + datetime.timedelta(minutes=5)
    )
    monkeypatch.setattr(tasks, "send_issue", type("Called", (), {"enqueue": staticmethod(called.append)}))
    run_sending(sending.pk)
    assert (called, again(sending).state, len(server.letters)) == ([sending.pk], WorkState.WAITING, 0)
    monkeypatch.setattr(sender, "SLICE", 30.0)
    run_sending(sending.pk)
    assert (again(sending).state, len(server.letters)) == (WorkState.DONE, 5)


def test_an_hour_that_is_set_is_kept_and_can_be_taken_back(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    server.letters.clear()
    issue = make_issue(officer)
    hour = timezone.now() + datetime.timedelta(hours=3)
    sending = actions.request_sending(issue, by=officer, at=hour)
    look_after_sendings()
    assert (server.readers(), sending.is_scheduled) == ([], True)
    actions.stop_sending(sending, by=officer)
    assert not Sending.objects.exists()
    sending = actions.request_sending(Issue.objects.get(), by=officer, at=hour)
    now_due(sending)
    assert server.readers() == ["ana"]
    for wrong, words in ((timezone.now(), "past"), (timezone.now() + datetime.timedelta(days=400), "within a year")):
        with pytest.raises(NotReady, match=words):
            actions.request_sending(make_issue(officer), by=officer, at=wrong)


def test_a_number_that_was_emptied_after_it_was_set_to_go_stays_a_draft(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    server.letters.clear()
    issue = make_issue(officer)
    later = timezone.now() + datetime.timedelta(minutes=5)
    sending = actions.request_sending(issue, by=officer, at=later)
    actions.remove_item(issue.items.get(), by=officer)
    actions.change_issue(issue, by=officer, topics=["news"], texts=texts(intro_en=""), version=1)
    now_due(sending)
    issue.refresh_from_db()
    assert (server.readers(), issue.is_frozen, again(sending).state) == ([], False, WorkState.FAILED)
    page = client_of(officer).get(f"/office/newsletter/{issue.public_id}/").content.decode()
    assert "the number is empty" in sending.refusal
    assert sending.refusal in page
    actions.change_issue(issue, by=officer, topics=["news"], texts=texts(), version=2)
    actions.continue_sending(sending, by=officer)
    assert server.readers() == ["ana"]


def test_who_got_what_is_forgotten_and_counted(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    sending = send(make_issue(officer), officer)
    actions.erase_due()
    assert Delivery.objects.count() == 1
    Sending.objects.update(ended_at=timezone.now() - datetime.timedelta(days=31))
    for _twice in range(2):
        actions.erase_due()
    assert not Delivery.objects.exists()
    assert tally_of(again(sending)) == {"sent": 1}


@pytest.mark.parametrize("held", [WorkState.CANCELLED, WorkState.FAILED])
def test_what_lies_interrupted_is_ended_by_its_date_and_counted(officer: User, server: Server, held: WorkState) -> None:
    subscribe("ana@example.org"), subscribe("bob@example.org")
    sending, early = begun(officer), actions.request_sending(make_issue(officer), by=officer)
    row = rows.next_rows(sending)[0]
    rows.take(row), rows.settle(row, Answer.TAKEN)
    for days, letters in ((29, 2), (31, 0)):
        then = timezone.now() - datetime.timedelta(days=days)
        Sending.objects.update(state=held, is_paused=held == WorkState.CANCELLED, ended_at=then)
        Sending.objects.filter(pk=early.pk).update(begun_at=None)
        actions.erase_due()
        assert Delivery.objects.filter(sending=sending).count() == letters
    assert (tally_of(again(sending)), sending.is_over) == ({"left": 1, "sent": 1}, True)
    assert again(early).can_go_on, "it names nobody yet"


def test_the_page_says_until_when_a_held_sending_waits(officer: User, server: Server) -> None:
    subscribe("ana@example.org")
    sending = begun(officer)
    actions.pause_sending(sending, by=officer)
    page = client_of(officer).get(f"/office/newsletter/{sending.issue.public_id}/").content.decode()
    assert "What has not gone by" in page


def test_nothing_goes_to_nobody(officer: User, server: Server) -> None:
    sending = again(send(make_issue(officer), officer))
    assert (sending.state, sending.total, server.letters) == (WorkState.DONE, 0, [])


def test_letters_cost_a_constant_number_of_questions_each(officer: User, server: Server) -> None:
    def cost(count: int, name: str) -> int:
        Subscriber.objects.all().delete()
        many_subscribers(count)
        sending = actions.request_sending(
            make_issue(officer, subject_en=name), by=officer, at=timezone.now() + datetime.timedelta(minutes=5)
        )
        rows.begin(sending)
        with CaptureQueriesContext(connection) as asked:
            run_sending(sending.pk)
        return len(asked)

    few, more = cost(10, "Few"), cost(30, "More")
    assert more - few == 2 * 20, "one to take a letter, one to settle it"
