"""Letters that can't go hold up no others."""

import pytest
from django.core import mail

from plon.results.models import Result
from plon.uptake.letters import sending
from plon.uptake.letters.letter import Letter
from plon.uptake.models import Contact
from tests.uptake.conftest import SCHOOL, send

pytestmark = pytest.mark.django_db


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
