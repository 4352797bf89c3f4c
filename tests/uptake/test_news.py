"""News of a result for who wanted them, once for each new version, until one click ends them."""

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from plon.results.models import Result, ResultFile
from plon.uptake.letters import sending
from plon.uptake.letters.letter import Letter
from plon.uptake.letters.sending import send_news
from plon.uptake.models import Contact
from tests.uptake.conftest import SCHOOL

pytestmark = pytest.mark.django_db


def version_of(result: Result, number: int, *, hours_ago: float) -> ResultFile:
    before = result.files.order_by("-number").first()
    made = ResultFile.objects.create(
        result=result, name="lessons.pdf", number=number, replaces=before, size=1, sha256="0" * 64, path="p",
        media_type="application/pdf", is_public=True,
    )  # fmt: skip
    ResultFile.objects.filter(pk=made.pk).update(uploaded_at=timezone.now() - datetime.timedelta(hours=hours_ago))
    return made


def test_a_new_version_makes_one_letter_with_one_click_to_stop(lessons: Result, told: Callable[..., str]) -> None:
    told(lessons, "use", SCHOOL | {"wants_news": "on"})
    told(lessons, "use", SCHOOL | {"email": "no@example.org", "organisation": "Another"})
    Contact.objects.update(told_until=timezone.now() - datetime.timedelta(days=2))
    version_of(lessons, 1, hours_ago=30)
    mail.outbox.clear()
    send_news()
    assert mail.outbox == [], "the first version is no news"

    version_of(lessons, 2, hours_ago=0.2)
    send_news()
    assert mail.outbox == [], "it waits an hour, so that several files make one letter"
    ResultFile.objects.filter(number=2).update(uploaded_at=timezone.now() - datetime.timedelta(hours=2))
    send_news()
    send_news()
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("//")[2]
    path = stop[stop.index("/") :]

    assert Client(enforce_csrf_checks=True).get(path).status_code == 200
    assert Contact.objects.filter(wants_news=True).exists(), "a GET ends nothing"
    assert Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Contact.objects.filter(wants_news=True).exists()
    version_of(lessons, 3, hours_ago=2)
    send_news()
    assert len(mail.outbox) == 1


def test_two_workers_tell_news_once_and_a_fault_of_one_letter_holds_up_no_other(
    lessons: Result, told: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(lessons, "use", SCHOOL | {"wants_news": "on"})
    told(lessons, "use", SCHOOL | {"wants_news": "on", "email": "bo@example.org", "organisation": "Another"})
    Contact.objects.update(told_until=timezone.now() - datetime.timedelta(days=2))
    version_of(lessons, 1, hours_ago=30)
    version_of(lessons, 2, hours_ago=2)
    mail.outbox.clear()
    as_email, made = sending.as_email, []

    def faulty(letter: Letter) -> object:
        made.append(letter.email)
        if letter.email == "ana@example.org":
            raise ZeroDivisionError
        send_news()  # another worker comes round meanwhile
        return as_email(letter)

    monkeypatch.setattr(sending, "as_email", faulty)
    send_news()
    assert made == ["ana@example.org", "bo@example.org"]
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]
