"""Letters that can't go hold up no others; what has nothing to say may be owed anew."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from plon.accounts.models import User
from plon.events import actions
from plon.events.enums import About
from plon.events.letters.sending import STALE, send_waiting
from plon.events.models import AgencyEvent, EventLetter, Registration
from tests.conftest import client_of
from tests.events.conftest import ANA, send
from tests.events.making import ask, make_event, past_event, seat, texts, values
from tests.events.test_office import FORM

pytestmark = pytest.mark.django_db
# The form of an address, and yet no mail server can be asked about it.
UNSENDABLE = "a@xn--é.com"


def test_a_letter_to_an_address_that_can_not_be_written_is_given_up_and_the_others_go(event: AgencyEvent) -> None:
    bad, good = ask(event), ask(event)
    Registration.objects.filter(pk=bad.pk).update(email=UNSENDABLE)
    send_waiting()
    assert [letter.to for letter in mail.outbox] == [[good.email]]
    assert not EventLetter.objects.filter(sent_at=None).exists(), "trying again would change nothing"


def test_a_letter_that_fails_for_any_reason_holds_up_no_other(event: AgencyEvent) -> None:
    bad, good = ask(event), ask(event)
    bad.letters.update(about="unknown")
    send_waiting()
    assert [letter.to for letter in mail.outbox] == [[good.email]]
    bad.letters.update(about=About.CONFIRM, claimed_at=timezone.now() - STALE)
    send_waiting()
    assert mail.outbox[-1].to == [bad.email], "it is tried again, later"


def test_the_forms_refuse_an_address_to_which_nobody_can_write(event: AgencyEvent, officer: User) -> None:
    answer = send(event, ANA | {"email": UNSENDABLE})
    assert (answer.status_code, "Enter a valid email address." in answer.content.decode()) == (422, True)
    assert not Registration.objects.exists()
    answer = client_of(officer).post("/office/events/new/", FORM | {"contact": UNSENDABLE})
    assert (answer.status_code, "Enter a valid email address." in answer.content.decode()) == (422, True)


def test_a_letter_that_had_nothing_to_say_is_owed_anew_when_it_has(officer: User) -> None:
    event = past_event(officer, survey_address="https://example.org/survey")
    person = event.registrations.get()
    person.letters.all().delete()
    seen = {"by": officer, "listed": [person.public_id]}
    actions.send_after(event, by=officer)
    actions.tick_attendance(event, present=[], **seen)
    send_waiting()
    assert not mail.outbox
    actions.tick_attendance(event, present=[person.public_id], **seen)
    assert actions.send_after(event, by=officer) == 1, "the office corrects its tick"
    send_waiting()
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_a_postponed_event_has_a_reminder_for_each_beginning(officer: User) -> None:
    event = make_event(officer)
    person = seat(event)
    EventLetter.objects.update(sent_at=timezone.now())
    day = datetime.timedelta(days=1)
    actions.remind(event.starts_at - day)
    send_waiting()
    later = {name: getattr(event, name) + 7 * day for name in ("starts_at", "ends_at")}
    event = actions.change_event(event, by=officer, values=values(**later), texts=texts(), version=1)
    person.letters.filter(about=About.CHANGED).update(sent_at=timezone.now())
    for hours in (25, 24):
        actions.remind(event.starts_at - datetime.timedelta(hours=hours))
        send_waiting()
    assert [str(letter.subject) for letter in mail.outbox] == ["Soon: The first plan"] * 2


def test_a_reminder_that_waited_until_the_event_began_or_was_postponed_is_dropped(officer: User) -> None:
    hour = datetime.timedelta(hours=1)
    begun, postponed = make_event(officer), make_event(officer)
    for event in (begun, postponed):
        seat(event)
        actions.remind(event.starts_at - 24 * hour)
    EventLetter.objects.exclude(about=About.REMINDER).update(sent_at=timezone.now())
    AgencyEvent.objects.filter(pk=postponed.pk).update(starts_at=postponed.starts_at + hour)
    started = timezone.now() - hour
    AgencyEvent.objects.filter(pk=begun.pk).update(starts_at=started)
    EventLetter.objects.filter(about=About.REMINDER, registration__event=begun).update(
        number=int(started.timestamp() // 60)
    )
    send_waiting()
    assert not mail.outbox
    assert not EventLetter.objects.filter(about=About.REMINDER).exists()
