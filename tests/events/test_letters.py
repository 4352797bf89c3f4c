"""Letters that can't go hold up no others; what has nothing to say may be owed anew."""

import pytest
from django.core import mail
from django.utils import timezone

from plon.accounts.models import User
from plon.events.enums import About
from plon.events.letters.sending import STALE, send_waiting
from plon.events.models import AgencyEvent, EventLetter, Registration
from tests.conftest import client_of
from tests.events.conftest import ANA, send
from tests.events.making import ask
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
