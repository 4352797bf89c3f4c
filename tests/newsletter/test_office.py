"""The office writes numbers, orders them by keyboard, previews, tests, sends; it sees subscribers as figures only."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.events.models import AgencyEvent
from plon.history.models import Event
from plon.newsletter import actions
from plon.newsletter.actions.items import MOST_ITEMS
from plon.newsletter.items import key_of, offers_since
from plon.newsletter.models import Issue, IssueItem, Sending, Subscriber
from plon.newsletter.refusals import NotReady, VersionConflict, WrongMoment
from plon.newsletter.sending.rows import begin
from plon.results.enums import ResultState
from tests.conftest import client_of
from tests.events.making import make_event
from tests.factories import ResultFactory, ResultTextFactory
from tests.newsletter.making import make_issue, offer, subscribe, texts

pytestmark = pytest.mark.django_db
OFFICE = "/office/newsletter/"
FORM = {"topics": ["news", "events"], "subject_en": "Spring", "intro_en": "Hello", "subject_pl": "Wiosna"}


def page_of(issue: Issue) -> str:
    return f"{OFFICE}{issue.public_id}/"


def item_titles(issue: Issue) -> list[str]:
    return [item.title_in("en") for item in IssueItem.objects.filter(issue=issue)]


def test_a_number_is_written_from_results_and_events_and_sent(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    event = make_event(officer)
    result = ResultFactory(state=ResultState.PUBLISHED, published_at=timezone.now())
    ResultTextFactory(result=result, language="en", title="A garden book", summary="How to **plant**")
    subscribe("ana@example.org", "events")
    client = client_of(officer)
    answer = client.post(f"{OFFICE}new/", FORM)
    issue = Issue.objects.get()
    assert answer.headers["Location"] == page_of(issue)

    shown = client.get(f"{page_of(issue)}take-in/").content.decode()
    assert ("A garden book" in shown, "The first plan" in shown) == (True, True)
    keys = re.findall(r'name="take" value="([^"]+)"', shown)
    client.post(f"{page_of(issue)}take-in/", {"take": keys, "since": str(timezone.localdate())})
    assert item_titles(issue) == ["A garden book", "The first plan"]
    client.post(f"{page_of(issue)}take-in/", {"take": keys, "since": str(timezone.localdate())})
    assert len(item_titles(issue)) == 2, "a thing is in a number once"

    second = IssueItem.objects.filter(issue=issue)[1]
    moved = client.post(f"{page_of(issue)}items/{second.public_id}/do/", {"do": "up"})
    assert moved.headers["Location"] == f"{page_of(issue)}#{second.public_id}"
    assert item_titles(issue) == ["The first plan", "A garden book"]

    words = {"title_en": "Come and plan", "summary_en": "Three hours", "title_pl": "Przyjdź", "summary_pl": ""}
    client.post(f"{page_of(issue)}items/{second.public_id}/", words)
    assert item_titles(issue)[0] == "Come and plan"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(issue)}do/", {"do": "test"})
    assert [(letter.to, str(letter.subject)) for letter in mail.outbox] == [
        ([officer.email], "Próba: Wiosna"), ([officer.email], "Test: Spring"),
    ]  # fmt: skip
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    mail.outbox.clear()

    asked = client.get(f"{page_of(issue)}send/").content.decode()
    assert "1 address gets it as of now." in asked
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(issue)}send/", {"at": ""})
    letter = mail.outbox[0]
    assert (letter.to, str(letter.subject)) == (["ana@example.org"], "Spring")
    html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]  # the letter has two parts
    assert html.index("Come and plan") < html.index("A garden book")
    assert "How to plant" in html
    assert f"http://127.0.0.1:8000{event.get_absolute_url()}" in str(letter.body).replace("/pl/", "/en/")
    kinds = Event.objects.filter(kind__startswith="newsletter.").values_list("kind", flat=True)
    assert {"newsletter.added", "newsletter.changed", "newsletter.tested", "newsletter.sent"} <= set(kinds)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject_en": " ", "subject_pl": ""}, "Write a subject in at least one language."),
        ({"subject_en": "x" * 100_000}, "at most 150 characters"),
        ({"intro_en": "x" * 100_000}, "at most 5000 characters"),
        ({"topics": ["everything"]}, "Select a valid choice"),
        ({"subject_en": "a\x00"}, "Null characters are not allowed"),
    ],
)
def test_slips_are_told_at_their_field(officer: User, changed: dict[str, Any], words: str) -> None:
    answer = client_of(officer).post(f"{OFFICE}new/", FORM | changed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Issue.objects.exists()


def test_what_people_write_cannot_act_in_a_letter_nor_add_a_header(
    officer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    subscribe("ana@example.org")
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    issue = make_issue(officer, subject_en="Hi\nBcc: all@example.org \u202e<b>", intro_en=evil, closing_en=evil)
    actions.change_item(issue.items.get(), by=officer, texts={"en": {"title": "<script>", "summary": '"><script>'}})
    with django_capture_on_commit_callbacks(execute=True):
        actions.request_sending(issue, by=officer)
    letter = mail.outbox[-1]
    html = str(letter.alternatives[0][0])  # type: ignore[attr-defined]  # as above
    web = Client().get(f"/en/newsletter/{issue.public_id}/").content.decode()
    for page in (html, web.split("<main")[1].split("</main>")[0]):
        assert not re.search(r"<script|<img|href=\"javascript|<b>", page)
    message = letter.message()
    assert (message["Bcc"], str(letter.subject).startswith("Hi Bcc: all@example.org")) == (None, True)


def test_the_preview_is_the_letter_and_can_do_nothing(officer: User) -> None:
    issue, client = make_issue(officer), client_of(officer)
    html = client.get(f"{page_of(issue)}letter/en.html")
    assert "<h1" in html.content.decode()
    assert "Thing 1 en" in html.content.decode()
    assert "sandbox" in html.headers["Content-Security-Policy"]
    plain = client.get(f"{page_of(issue)}letter/en.txt")
    assert plain.headers["Content-Type"].startswith("text/plain")
    assert "Hello **reader**" in plain.content.decode()
    for wrong in ("pl.html", "en.pdf", "xx.html"):
        assert client.get(f"{page_of(issue)}letter/{wrong}").status_code == 404


def test_a_test_letter_that_does_not_go_is_told_and_not_in_the_history(officer: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = client_of(officer).post(f"{page_of(make_issue(officer))}do/", {"do": "test"}, follow=True).content.decode()
    assert "The mail server did not take the test letter" in page
    assert "on its way" not in page
    assert not Event.objects.filter(kind="newsletter.tested").exists()


def test_a_number_that_lacks_something_says_what(officer: User) -> None:
    empty = actions.add_issue(by=officer, topics=[], texts=texts(subject_pl="Wiosna"))
    page = client_of(officer).get(f"{page_of(empty)}send/").content.decode()
    assert "Choose at least one topic: its subscribers get the number." in page
    assert "In one of the languages the number is empty" in page
    answer = client_of(officer).post(f"{page_of(empty)}send/", {"at": ""})
    assert answer.status_code == 422
    assert not Sending.objects.exists()


@pytest.mark.parametrize("at", ["2001-01-01T10:00", "0001-01-01T10:00", "9999-12-31T23:59", "soon", "2" * 1000])
def test_an_hour_that_is_none_is_told(officer: User, at: str) -> None:
    answer = client_of(officer).post(f"{page_of(make_issue(officer))}send/", {"at": at})
    assert answer.status_code == 422
    assert not Sending.objects.exists()


def test_what_has_gone_out_stays_as_it_is(officer: User) -> None:
    issue = make_issue(officer, things=2)
    item = issue.items.all()[0]
    begin(actions.request_sending(issue, by=officer))
    with pytest.raises(WrongMoment):
        actions.change_issue(issue, by=officer, topics=["news"], texts=texts(), version=1)
    for do in (actions.remove_item, lambda item, by: actions.move_item(item, by=by, up=False)):
        with pytest.raises(WrongMoment):
            do(item, by=officer)
    with pytest.raises(WrongMoment):
        actions.delete_issue(issue, by=officer)
    client = client_of(officer)
    assert client.get(f"{page_of(issue)}texts/").headers["Location"] == page_of(issue)
    client.post(f"{page_of(issue)}do/", {"do": "hide"})
    assert Client().get(f"/en/newsletter/{issue.public_id}/").status_code == 404
    client.post(f"{page_of(issue)}do/", {"do": "show"})
    assert Client().get(f"/en/newsletter/{issue.public_id}/").status_code == 200


def test_two_people_at_once_are_told(officer: User) -> None:
    issue = make_issue(officer)
    actions.change_issue(issue, by=officer, topics=["news"], texts=texts(), version=1)
    with pytest.raises(VersionConflict):
        actions.change_issue(issue, by=officer, topics=["news"], texts=texts(), version=1)


def test_who_was_overtaken_compares_and_saves_again(officer: User) -> None:
    issue, client = make_issue(officer), client_of(officer)
    actions.change_issue(issue, by=officer, topics=["news"], texts=texts(), version=1)
    mine = FORM | {"subject_en": "My spring", "version": "1"}
    refused = client.post(f"{page_of(issue)}texts/", mine)
    shown = refused.content.decode()
    assert (refused.status_code, "Somebody else has changed" in shown, "My spring" in shown) == (422, True, True)
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    client.post(f"{page_of(issue)}texts/", mine | {"version": version[1]})
    assert Issue.objects.get().text_in("en").subject == "My spring"


@pytest.mark.parametrize("since", ["0001-01-01", "1899-12-31", "9999-12-31", "soon", "2" * 1000])
def test_a_day_that_is_none_is_told(officer: User, since: str) -> None:
    client, path = client_of(officer), f"{page_of(make_issue(officer))}take-in/"
    assert client.get(path, {"since": since}).status_code == 422
    assert client.post(path, {"since": since, "take": "x"}).status_code == 422
    assert client.get(path, {"since": "2000-01-01"}).status_code == 200


def test_a_letter_has_an_end(officer: User) -> None:
    issue = make_issue(officer, things=MOST_ITEMS)
    with pytest.raises(NotReady, match="read by nobody"):
        actions.add_items(issue, [offer(99)], by=officer)


def test_a_draft_is_deleted_unless_it_is_set_to_go(officer: User) -> None:
    issue, client = make_issue(officer), client_of(officer)
    sending = actions.request_sending(issue, by=officer, at=timezone.now() + datetime.timedelta(hours=1))
    with pytest.raises(WrongMoment, match="Take that back first"):
        actions.delete_issue(issue, by=officer)
    actions.stop_sending(sending, by=officer)
    assert client.post(f"{page_of(issue)}do/", {"do": "delete"}).headers["Location"] == OFFICE
    assert not Issue.objects.exists()


def test_one_thing_in_two_languages_is_offered_once(officer: User) -> None:
    make_event(officer)
    offered = offers_since(timezone.localdate())["events"]
    assert [(sorted(each.texts), each.texts["pl"].title) for each in offered] == [(["en", "pl"], "Pierwszy plan")]
    assert key_of("https://example.org/pl/x/") == key_of("https://example.org/en/x/")
    assert key_of("/pl/news/en/1/") == "/news/en/1/"
    assert key_of("https://example.org/a/b/en/") == "https://example.org/a/b/en/"


def test_subscribers_are_figures_and_no_list(officer: User) -> None:
    subscribe("ana@example.org", "news", "calls"), subscribe("pola@example.org", "news", language="pl")
    actions.ask(email="new@example.org", topics=["news"], language="en")
    page = client_of(officer).get(f"{OFFICE}subscribers/").content.decode()
    assert "@example.org" not in page.split("<main")[1]
    news = re.search(r"News</th>(.+?)</tr>", page)
    assert news
    assert re.findall(r"<td>(\d+)</td>", news[1]) == ["1", "1", "2"]
    each_once = re.search(r"each once</th>(.+?)</tr>", page)
    assert each_once
    assert re.findall(r"<td>(\d+)</td>", each_once[1]) == ["1", "1", "2"]


def test_one_address_is_found_to_help_somebody_and_erased(officer: User) -> None:
    subscribe("ana@example.org", "news")
    client = client_of(officer)
    found = client.post(f"{OFFICE}subscribers/", {"email": "ANA@example.org"}).content.decode()
    assert ("Agreed on" in found, "Erase this address" in found) == (True, True)
    assert "is not there" in client.post(f"{OFFICE}subscribers/", {"email": "bob@example.org"}).content.decode()
    assert client.post(f"{OFFICE}subscribers/", {"email": "a\x00"}).status_code == 422
    client.post(f"{OFFICE}subscribers/erase/", {"email": "ana@example.org"})
    assert not Subscriber.objects.exists()
    event = Event.objects.get(kind="newsletter.erased")
    assert (event.actor_id, "ana" in event.subject_label) == (officer.pk, False)
    again = client.post(f"{OFFICE}subscribers/erase/", {"email": "ana@example.org"}, follow=True)
    assert "not there (any more)" in again.content.decode()


def test_only_officers_come_in(coordinator: User, officer: User) -> None:
    issue = make_issue(officer)
    subscribe("ana@example.org")
    client = client_of(coordinator)
    for path in ("", "new/", "subscribers/", f"{issue.public_id}/", f"{issue.public_id}/send/"):
        assert client.get(f"{OFFICE}{path}").status_code == 403
    assert client.post(f"{page_of(issue)}do/", {"do": "delete"}).status_code == 403
    assert client.post(f"{OFFICE}subscribers/erase/", {"email": "ana@example.org"}).status_code == 403
    assert (Issue.objects.count(), Subscriber.objects.count()) == (1, 1)


@pytest.mark.parametrize("path", ["", "subscribers/"])
def test_lists_cost_the_same_with_one_and_three(officer: User, path: str) -> None:
    client = client_of(officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{OFFICE}{path}").status_code == 200
        return len(asked)

    def add(number: int) -> None:
        subscribe(f"reader{number}@example.org")
        begin(actions.request_sending(make_issue(officer, subject_en=f"No {number}"), by=officer))

    add(1)
    cost()
    one = cost()
    add(2), add(3)
    assert cost() == one


def test_a_number_costs_the_same_with_one_and_five_things(officer: User) -> None:
    client = client_of(officer)

    def cost(issue: Issue) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page_of(issue)).status_code == 200
        return len(asked)

    cost(make_issue(officer))
    assert cost(make_issue(officer)) == cost(make_issue(officer, things=5))


def test_an_event_is_told_in_no_language_in_which_nothing_is_written(officer: User) -> None:
    make_event(officer).texts.filter(language="en").update(title="")
    offered = offers_since(timezone.localdate())["events"]
    assert [sorted(each.texts) for each in offered] == [["pl"]]


def test_events_are_told_in_both_languages(officer: User) -> None:
    make_event(officer)
    assert AgencyEvent.objects.count() == 1
    item = offers_since(timezone.localdate())["events"][0]
    assert "A plan in three hours" in item.texts["en"].summary
    assert "Warsaw" in item.texts["en"].summary


def test_languages_are_named_in_the_language_of_who_reads(officer: User) -> None:
    make_issue(officer, subject_pl="Wiosna")
    pages = {}
    for language in ("en", "pl"):
        User.objects.filter(pk=officer.pk).update(language=language)
        pages[language] = client_of(officer).get(OFFICE).content.decode()
    assert ("Polish, English" in pages["en"], "polski, angielski" in pages["pl"]) == (True, True)
