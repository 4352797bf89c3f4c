"""Letters about saved searches: once, only with news, in the morning, and ended by one click."""

import datetime
import smtplib
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.savedsearches import actions, looking
from plon.savedsearches.alerts.claims import claim
from plon.savedsearches.alerts.composing import alerts_due
from plon.savedsearches.alerts.sending import send_alerts
from plon.savedsearches.models import SavedSearch, SentAlert
from plon.savedsearches.periods import period_of
from plon.search import index
from tests.savedsearches.conftest import DAY, WEDNESDAY, publish


@pytest.mark.parametrize(
    ("rhythm", "moment", "period"),
    [
        ("daily", datetime.datetime(2026, 3, 4, 6, 59, tzinfo=datetime.UTC), ""),
        ("daily", datetime.datetime(2026, 3, 4, 7, 0, tzinfo=datetime.UTC), "2026-03-04"),
        ("weekly", datetime.datetime(2026, 3, 9, 6, 59, tzinfo=datetime.UTC), ""),
        ("weekly", datetime.datetime(2026, 3, 9, 7, 0, tzinfo=datetime.UTC), "2026-W11"),
        ("weekly", datetime.datetime(2026, 3, 12, 3, 0, tzinfo=datetime.UTC), "2026-W11"),
        ("weekly", datetime.datetime(2027, 1, 1, 12, 0, tzinfo=datetime.UTC), "2026-W53"),
        ("never", datetime.datetime(2026, 3, 4, 12, 0, tzinfo=datetime.UTC), ""),
    ],
)
def test_a_letter_is_for_one_day_or_week(rhythm: str, moment: datetime.datetime, period: str) -> None:
    assert period_of(rhythm, moment) == period


def test_only_what_is_new_is_told_and_nothing_twice(rivers: SavedSearch, clock: Any, mailoutbox: list[Any]) -> None:
    send_alerts()
    publish("Rivers in spring")
    publish("Nothing to do with it")
    send_alerts()
    assert mailoutbox == []  # the day on which it was saved is over
    clock.move_to(WEDNESDAY + DAY - datetime.timedelta(hours=3))
    send_alerts()
    assert mailoutbox == []  # not at night
    clock.move_to(WEDNESDAY + DAY)
    send_alerts()
    send_alerts()
    [letter] = mailoutbox
    assert letter.subject == "1 new find: Rivers"
    assert letter.to == ["reader@example.org"]
    assert "Rivers in spring" in letter.body
    assert "Lessons by the river" not in letter.body
    assert "You asked for a letter a day" in letter.body
    assert "“river”" in letter.body
    clock.move_to(WEDNESDAY + 2 * DAY)
    send_alerts()
    assert len(mailoutbox) == 1  # nothing new, no letter
    publish("The river at home")
    clock.move_to(WEDNESDAY + 3 * DAY)
    send_alerts()
    assert "The river at home" in mailoutbox[1].body
    assert "Rivers in spring" not in mailoutbox[1].body


def test_one_click_ends_the_letters_and_another_brings_them_back(
    rivers: SavedSearch, clock: Any, mailoutbox: list[Any]
) -> None:
    publish("Rivers in spring")
    clock.move_to(WEDNESDAY + DAY)
    send_alerts()
    [letter] = mailoutbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("/en/")[2]
    client = Client(enforce_csrf_checks=True)
    assert client.get(f"/en/{stop}").status_code == 200
    rivers.refresh_from_db()
    assert rivers.is_told  # looking changes nothing
    answer = client.post(f"/en/{stop}", {"List-Unsubscribe": "One-Click"})
    assert "Done" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    rivers.refresh_from_db()
    assert not rivers.is_told
    publish("The river meanwhile")
    clock.move_to(WEDNESDAY + 2 * DAY)
    send_alerts()
    assert len(mailoutbox) == 1
    client.post(f"/en/{stop}again/")
    send_alerts()
    assert "The river meanwhile" in mailoutbox[1].body  # the pause has swallowed nothing
    assert client.post("/en/searches/stop/12.forged/").status_code == 404


def test_a_mail_server_that_is_away_loses_nothing(
    rivers: SavedSearch, clock: Any, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("Rivers in spring")
    clock.move_to(WEDNESDAY + DAY)

    def refuse(_self: EmailMultiAlternatives) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        send_alerts()
    assert SentAlert.objects.count() == 0
    send_alerts()
    assert len(mailoutbox) == 1


def test_two_workers_send_one_letter_and_a_dead_one_is_replaced(
    rivers: SavedSearch, clock: Any, mailoutbox: list[Any]
) -> None:
    publish("Rivers in spring")
    clock.move_to(WEDNESDAY + DAY)
    [alert] = alerts_due(timezone.now())
    assert claim(alert.told)
    send_alerts()
    assert mailoutbox == []
    clock.move_to(WEDNESDAY + DAY + datetime.timedelta(minutes=20))
    send_alerts()
    [letter] = mailoutbox
    assert letter.extra_headers["Message-ID"] == alert.letter.message_id


def test_searches_of_one_person_come_in_one_letter(
    rivers: SavedSearch, reader: User, clock: Any, mailoutbox: list[Any]
) -> None:
    actions.save_search(by=reader, of="results", query="country=PL", name="From Poland", language="en", rhythm="daily")
    publish("Rivers in spring")
    clock.move_to(WEDNESDAY + DAY)
    send_alerts()
    [letter] = mailoutbox
    assert letter.subject == "2 new finds in your searches"
    assert letter.body.index("Rivers\n") < letter.body.index("From Poland\n")
    assert "Results: Poland" in letter.body


def test_nothing_goes_out_while_a_search_can_not_be_answered(
    rivers: SavedSearch, clock: Any, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("Rivers in spring")
    clock.move_to(WEDNESDAY + DAY)

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("the engine fell over")

    for name, instead in (
        (("read_listing"), broken),
        ("index", type("Gone", (), {"current": staticmethod(lambda: None)})),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(looking, name, instead)
            send_alerts()
        assert mailoutbox == []
    # A filter that the catalogue has no more would make it another, wider search.
    SavedSearch.objects.update(query="q=river&weather=sunny")
    send_alerts()
    assert mailoutbox == []
    SavedSearch.objects.update(query="q=river")
    send_alerts()
    assert len(mailoutbox) == 1


def test_words_that_nothing_holds_are_not_answered_by_what_comes_near(
    reader: User, clock: Any, mailoutbox: list[Any]
) -> None:
    publish("Lessons by the river")
    actions.save_search(by=reader, of="results", query="q=rivet", name="Rivets", language="en", rhythm="daily")
    publish("The river again")
    clock.move_to(WEDNESDAY + DAY)
    send_alerts()
    assert mailoutbox == []


def test_before_the_first_index_what_is_there_counts_as_known(
    reader: User, clock: Any, mailoutbox: list[Any], db: None
) -> None:
    assert index.current() is None
    saved = actions.save_search(by=reader, of="results", query="", name="All", language="en", rhythm="daily")
    publish("Old")
    clock.move_to(WEDNESDAY + DAY)
    send_alerts()
    assert mailoutbox == []
    publish("New")
    clock.move_to(WEDNESDAY + 2 * DAY)
    send_alerts()
    assert ["New" in letter.body and "Old" not in letter.body for letter in mailoutbox] == [True]
    saved.refresh_from_db()
    assert "?" not in saved.known
