"""Subscribing without an account: a letter, a click, a page of one's own; leaving with one click."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.contact import guarding
from plon.contact.guarding import STAMP, TRAP
from plon.history.models import Event
from plon.newsletter import actions
from plon.newsletter.letters.asked import send_owed_letters
from plon.newsletter.models import Growth, Subscriber, Subscription
from plon.newsletter.refusals import NotReady
from plon.newsletter.secret import secret_of, stop_address, stop_token
from tests.newsletter.conftest import ANA, FORM, fill_in, path_in, stop_in
from tests.newsletter.making import make_issue, subscribe

pytestmark = pytest.mark.django_db
Comes = Callable[..., str]


def test_nothing_is_subscribed_before_the_click(comes: Comes) -> None:
    path = comes(click=False)
    letter = mail.outbox[-1]
    assert (letter.to, str(letter.subject)) == (["ana@example.org"], "Confirm your subscription: Plon")
    assert "- News\n- Trainings and events" in str(letter.body)
    Client().get(path)
    assert not Subscription.objects.exists(), "scanners of mail open every address: a GET confirms nothing"
    assert not Event.objects.filter(kind__startswith="newsletter.")

    browser = Client()
    for _twice in range(2):
        browser.post(path, {"do": "confirm"})
    held = Subscriber.objects.get()
    assert (sorted(held.codes), held.language, held.asked_topics) == (["events", "news"], "en", [])
    assert Growth.objects.get().joined == 1
    event = Event.objects.get(kind="newsletter.joined")
    assert "ana" not in event.subject_label.lower()


def test_the_letter_comes_in_the_chosen_language(comes: Comes) -> None:
    path = comes(language="pl", click=False)
    assert path.startswith("/pl/")
    assert "Potwierdź" in str(mail.outbox[-1].subject)


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(
    comes: Comes, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    comes(topics=["news"])
    with django_capture_on_commit_callbacks(execute=True):
        known = fill_in(ANA | {"topics": ["calls"], "language": "pl"})
        unknown = fill_in(ANA | {"email": "new@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    held = Subscriber.objects.get(email="ana@example.org")
    assert (held.codes, held.language) == (["news"], "en"), "a stranger's form changes nothing"

    actions.confirm(held)
    held = Subscriber.objects.get(pk=held.pk)
    assert (sorted(held.codes), held.language) == (["calls", "news"], "pl")
    assert Growth.objects.get().joined == 1, "it is the same address"


def test_who_did_not_ask_erases_it_at_a_word(comes: Comes) -> None:
    path = comes(click=False)
    page = Client().post(path, {"do": "decline"}).content.decode()
    assert "the address is erased" in page
    assert not Subscriber.objects.exists()


def test_a_subscribed_address_declines_what_a_stranger_asked_for(comes: Comes) -> None:
    path = comes(topics=["news"])
    comes(topics=["calls"], click=False)
    page = Client().post(path, {"do": "decline"}, follow=True).content.decode()
    assert "Nothing has changed." in page
    assert Subscriber.objects.get().codes == ["news"]


def test_ones_own_page_changes_topics_and_language_and_erases(comes: Comes) -> None:
    path, browser = comes(), Client()
    assert "ana@example.org" in browser.get(path).content.decode()
    agreed = Subscription.objects.get(topic="news").agreed_at
    browser.post(path, {"do": "choose", "topics": ["news", "results"], "language": "pl"})
    held = Subscriber.objects.get()
    assert (sorted(held.codes), held.language) == (["news", "results"], "pl")
    assert Subscription.objects.get(topic="news").agreed_at == agreed, "consent is as old as it was"

    refused = browser.post(path, {"do": "choose", "language": "pl"})
    assert (refused.status_code, "Choose at least one topic." in refused.content.decode()) == (422, True)
    forged = browser.post(path, {"do": "choose", "topics": ["everything"], "language": "xx"})
    assert forged.status_code == 422
    assert sorted(Subscriber.objects.get().codes) == ["news", "results"]

    assert "the address is erased" in browser.post(path, {"do": "leave"}).content.decode()
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert (Growth.objects.get().joined, Growth.objects.get().left) == (1, 1)
    gone = browser.get(path)
    assert (gone.status_code, "Nothing is kept under this address" in gone.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({TRAP: "123"}, "A field that people do not see"),
        ({STAMP: "forged"}, "lay open for long"),
        ({"agrees": ""}, "This field is required"),
        ({"topics": []}, "Choose at least one topic."),
        ({"topics": ["everything"]}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"email": "x" * 100_000 + "@example.org"}, "Enter a valid email address"),
        ({"email": "a\x00@example.org"}, "Null characters are not allowed"),
        ({"email": "a@xn--é.com"}, "Enter a valid email address"),
        ({"email": "🌾@example.org"}, "Enter a valid email address"),
    ],
)
def test_robots_and_slips_get_a_clear_answer(changed: dict[str, Any], words: str) -> None:
    answer = fill_in(ANA | changed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Subscriber.objects.exists()


def test_who_is_faster_than_people_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "FASTEST", 3)
    assert "faster than people write" in fill_in(ANA).content.decode()


def test_one_mailbox_is_spared_in_an_hour_and_in_a_day(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    answers = set()
    for _time in range(6):
        with django_capture_on_commit_callbacks(execute=True):
            answers.add(fill_in(ANA).headers["Location"])
    assert len(answers) == 1, "nobody is told"
    assert len(mail.outbox) == 4
    guarding.limits.forget()  # another hour, or another process
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(ANA)
    assert len(mail.outbox) == 4
    day = timezone.now() - datetime.timedelta(days=1, minutes=1)
    Subscriber.objects.update(letters_since=day)
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(ANA)
    assert len(mail.outbox) == 5


def test_a_flood_from_one_machine_is_held_up() -> None:
    answers = [fill_in(ANA | {"email": f"robot{number}@example.org"}).status_code for number in range(41)]
    assert (answers[0], answers[-1]) == (302, 429)


def test_a_letter_that_the_server_does_not_take_goes_later(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(ANA)
    assert Subscriber.objects.get().owes_letter
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _twice in range(2):
        send_owed_letters()
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"]]


def test_the_letter_opens_the_page_though_the_servers_key_was_changed(
    comes: Comes, settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = comes(click=False)
    settings.SECRET_KEY = "another " * 8
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(ANA)
    second = path_in(mail.outbox[-1].body)
    assert second != first
    Client().post(second, {"do": "confirm"})
    assert Subscriber.objects.get().is_confirmed


def test_one_click_of_the_mail_program_ends_all_and_a_get_ends_nothing(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    subscribe("ana@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        actions.request_sending(make_issue(officer), by=officer)
    letter = mail.outbox[-1]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = stop_in(letter)
    assert stop in str(letter.body), "the link that people see is the same"
    program = Client(enforce_csrf_checks=True)
    assert "End the letters?" in program.get(stop).content.decode()
    program.head(stop)
    assert Subscriber.objects.exists()

    answer = program.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "the address is erased" in answer.content.decode()) == (200, True)
    assert not Subscriber.objects.exists()
    again = program.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (again.status_code, "you have unsubscribed already" in again.content.decode()) == (404, True)


def test_a_forged_link_harms_nobody() -> None:
    ana, bob = subscribe("ana@example.org"), subscribe("bob@example.org")
    own, _sign, signature = stop_token(ana).partition(".")
    assert own == ana.public_id
    tokens = [f"{bob.public_id}.{signature}", bob.public_id, "x" * 3000, "a\u202eb", stop_token(ana)[:-1], "%00"]
    for token in tokens:
        answer = Client().post(f"/en/newsletter/stop/{token}/", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 404
    secrets = [secret_of(ana)[:-1], "x" * 32, stop_token(ana), "%00"]
    for secret in secrets:
        assert Client().post(f"/en/newsletter/own/{secret}/", {"do": "leave"}).status_code == 404
    assert Subscriber.objects.count() == 2


def test_what_ends_letters_opens_nothing_else() -> None:
    ana = subscribe("ana@example.org")
    page = Client().get("/" + stop_address(ana).split("/", 3)[3]).content.decode()
    assert "ana@example.org" not in page, "letters are passed on"


def test_what_is_not_confirmed_is_erased_by_its_date() -> None:
    old = timezone.now() - datetime.timedelta(days=8)
    subscribe("ana@example.org")
    actions.ask(email="new@example.org", topics=["news"], language="en")
    actions.ask(email="late@example.org", topics=["news"], language="en")
    actions.ask(email="ana@example.org", topics=["calls"], language="pl")
    Subscriber.objects.filter(email__in=["late@example.org", "ana@example.org"]).update(asked_at=old)
    for _twice in range(2):
        actions.erase_due()
    assert sorted(Subscriber.objects.values_list("email", flat=True)) == ["ana@example.org", "new@example.org"]
    assert Subscriber.objects.get(email="ana@example.org").asked_topics == []


def test_people_read_what_is_kept_and_how_long() -> None:
    form = Client().get(FORM).content.decode()
    assert "for 30 days also which numbers went to you" in form
    assert "90 days later all of it is erased" in form
    for path, words in (
        ("/en/about/privacy/", ("Who got which number of the newsletter, after it went: 30 days", "gone: 90 days")),
        (
            "/pl/about/privacy/",
            ("Kto dostał który numer newslettera, po wysyłce: 30 dni", "że skrzynki nie ma: 90 dni"),
        ),
    ):
        page = Client().get(path).content.decode()
        assert [each for each in words if each not in page] == []
        assert re.search(r"<h2>[^<]*newsletter</h2>", page)


def test_a_mailbox_that_is_gone_is_erased_later_unless_its_owner_comes_back() -> None:
    old = timezone.now() - datetime.timedelta(days=91)
    for name in ("ana", "bob"):
        Subscriber.objects.filter(pk=subscribe(f"{name}@example.org").pk).update(dead_at=old)
    again = actions.ask(email="bob@example.org", topics=["calls"], language="en")
    actions.confirm(again)
    actions.erase_due()
    assert [(each.email, each.dead_at) for each in Subscriber.objects.all()] == [("bob@example.org", None)]


def test_nothing_is_asked_for_without_a_topic() -> None:
    with pytest.raises(NotReady, match="at least one topic"):
        actions.ask(email="ana@example.org", topics=["everything"], language="en")


def test_the_form_sends_nothing_that_a_cache_keeps() -> None:
    answer = Client().get(FORM)
    assert "no-store" in answer.headers["Cache-Control"]
