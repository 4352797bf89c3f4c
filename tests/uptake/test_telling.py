"""We use this: told without an account, confirmed by a letter, shown as far as its declarer lets it be shown."""

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.contact import guarding
from plon.history.models import Event
from plon.projects.models import Project
from plon.results.models import Result
from plon.search.models import IndexChange
from plon.search.registry import source_of
from plon.uptake import actions
from plon.uptake.keeping import declarer_days
from plon.uptake.models import Contact, Use
from plon.uptake.presenting import uses_panel
from plon.uptake.queries import counts_of, public_uses_of
from tests.factories import ResultFactory
from tests.uptake.conftest import SCHOOL, send

pytestmark = pytest.mark.django_db
Told = Callable[..., str]
HIDDEN_THINGS = ("ana@example.org", "School No. 5", "Opole", "It rained and still")


def strip(page: str, address: str) -> str:
    """Leave out what differs from visit to visit: the address, tokens of forms."""
    return re.sub(r'value="[\w-]{30,}"', "", page.replace(address.rstrip("/").rpartition("/")[2], ""))


def page_of(result: Result) -> str:
    return Client().get(result.get_absolute_url()).content.decode().lower()


def test_a_use_counts_when_its_letter_is_answered_and_not_before(lessons: Result, told: Told) -> None:
    path = told(lessons, "use", SCHOOL, click=False)
    letter = mail.outbox[-1]
    assert letter.to == ["ana@example.org"]
    assert "School No. 5" not in str(letter.body), "nobody's words in a letter that could go to a stranger"
    assert (counts_of([lessons.pk]), "school no. 5" in page_of(lessons)) == ({}, False)
    assert not Event.objects.filter(kind__startswith="use."), "no history before it is confirmed"

    assert "School No. 5" in Client().get(path).content.decode()
    assert counts_of([lessons.pk]) == {}, "scanners of mail open every address: a GET confirms nothing"

    IndexChange.objects.all().delete()
    for _twice in range(2):
        Client().post(path, {"do": "confirm"})
    assert counts_of([lessons.pk]) == {lessons.pk: 1}
    assert Event.objects.get(kind="use.confirmed").project_id == lessons.project_id
    assert IndexChange.objects.filter(kind="result", key=lessons.pk).count() == 1
    assert "school no. 5" in page_of(lessons)
    assert "Thank you for using it" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    ("shown", "seen"),
    [("nothing", ()), ("organisation", HIDDEN_THINGS[1:3]), ("words", HIDDEN_THINGS[1:])],
)
def test_the_public_sees_what_the_declarer_chose(
    lessons: Result, told: Told, shown: str, seen: tuple[str, ...]
) -> None:
    told(lessons, "use", SCHOOL | {"shown": shown, "words": "It rained and still they came.", "name": "Ana Kowal"})
    page = page_of(lessons)
    assert {each for each in HIDDEN_THINGS if each.lower() in page} == set(seen)
    assert "ana kowal" not in page
    assert uses_panel(lessons, "en").uses == 1, "it counts whatever is shown"
    assert public_uses_of(lessons).count() == bool(seen)


def test_who_tells_again_changes_what_was_told_and_a_stranger_learns_nothing(lessons: Result, told: Told) -> None:
    told(lessons, "use", SCHOOL)
    again = send(lessons, "use", SCHOOL | {"learners": "60", "organisation": "School 5, Opole"})
    other = send(lessons, "use", SCHOOL | {"email": "new@example.org", "organisation": "Another"})
    pages = [strip(Client().get(answer.url).content.decode(), answer.url) for answer in (again, other)]
    assert pages[0] == pages[1], "the page says the same to who told before and who did not"
    Contact.objects.filter(email="new@example.org").delete()

    path = told(lessons, "use", SCHOOL | {"learners": "75"})
    assert "You told us on" in str(mail.outbox[-1].body)
    use = Use.objects.get(confirmed_at__isnull=False)
    assert (use.learners, Use.objects.filter(confirmed_at__isnull=False).count()) == (75, 1)
    assert Event.objects.filter(kind="use.changed").count() == 1
    assert Client().get(path).status_code == 200, "the newest letter has the address that works"


def test_one_organisation_counts_once_and_the_first_word_stands(lessons: Result, told: Told) -> None:
    first = told(lessons, "use", SCHOOL)
    told(lessons, "use", SCHOOL | {"email": "ben@example.org", "organisation": "SCHOOL no 5", "learners": "9999"})
    panel = uses_panel(lessons, "en")
    assert (panel.uses, panel.learners) == (1, 25)
    Client().post(first, {"do": "withdraw"})
    panel = uses_panel(lessons, "en")
    assert (panel.uses, panel.learners) == (1, 9999), "when the first goes, the second counts"


def test_a_declarer_changes_what_is_shown_and_takes_it_all_back(lessons: Result, told: Told) -> None:
    path, browser = told(lessons, "use", SCHOOL | {"wants_news": "on"}), Client()
    assert browser.get(path + "change/").status_code == 200
    answer = browser.post(path + "change/", SCHOOL | {"shown": "nothing", "learners": "30"})
    assert (answer.status_code, answer.headers["Cache-Control"].split(",")[-1].strip()) == (302, "private")
    use = Use.objects.get()
    assert (use.shown, use.learners, Contact.objects.get().wants_news) == ("nothing", 30, False)
    assert "opole" not in page_of(lessons)

    kept = json.loads(browser.get(path + "data.json").content)
    assert (kept["email"], kept["told"]["organisation"]) == ("ana@example.org", "School No. 5")

    assert "erased" in browser.post(path, {"do": "withdraw"}).content.decode()
    assert (Use.objects.count(), Contact.objects.count(), counts_of([lessons.pk])) == (0, 0, {})
    assert browser.get(path).status_code == 404
    assert Event.objects.get(kind="use.withdrawn").subject_label == "River lessons", "no name outlives it"


def test_what_is_not_confirmed_goes_whole_and_of_the_rest_only_the_address(lessons: Result, told: Told) -> None:
    told(lessons, "use", SCHOOL)
    told(lessons, "use", SCHOOL | {"email": "never@example.org", "organisation": "Another"}, click=False)
    today = timezone.localdate()
    actions.erase_due(today + datetime.timedelta(days=14))
    assert Use.objects.count() == 2
    actions.erase_due(today + datetime.timedelta(days=15))
    assert (Use.objects.get().organisation, Contact.objects.get().email) == ("School No. 5", "ana@example.org")
    actions.erase_due(today + datetime.timedelta(days=declarer_days() + 1))
    assert (Contact.objects.count(), counts_of([lessons.pk])) == (0, {lessons.pk: 1})


def test_a_person_taken_for_a_robot_loses_nothing(lessons: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = send(lessons, "use", SCHOOL | {guarding.TRAP: "filled"})
    page = answer.content.decode()
    assert (answer.status_code, "people do not see" in page, "School No. 5" in page) == (422, True, True)
    assert 'name="fax" tabindex' in page
    assert Contact.objects.count() == 0

    monkeypatch.setattr("plon.uptake.views.PER_ADDRESS", 1)
    guarding.limits.forget()
    assert send(lessons, "use", SCHOOL).status_code == 302
    answer = send(lessons, "use", SCHOOL)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert "School No. 5" in answer.content.decode()


def test_a_mailbox_is_not_flooded_and_the_page_says_the_same(lessons: Result, told: Told) -> None:
    for number in range(guarding.PER_MAILBOX):
        told(lessons, "use", SCHOOL | {"organisation": f"School {number}"}, click=False)
    before = len(mail.outbox)
    assert send(lessons, "use", SCHOOL).status_code == 302
    assert len(mail.outbox) == before


@pytest.mark.parametrize("door", ["use", "ask"])
def test_an_address_to_which_no_letter_can_go_is_refused(lessons: Result, door: str) -> None:
    answer = send(lessons, door, SCHOOL | {"email": "a@xn--é.com"})
    assert 'href="#id_email"' in answer.content.decode()
    assert not Contact.objects.exists()


def test_refusals_stand_at_their_fields_and_keep_what_was_typed(lessons: Result) -> None:
    bad: dict[str, Any] = SCHOOL | {
        "how": "translated", "words": "Buy at www.example.com", "learners": "-1", "country": "XX", "email": "no",
    }  # fmt: skip
    answer = send(lessons, "use", bad)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("into_language", "words", "learners", "country", "email"):
        assert f'href="#id_{field}"' in page, field
    assert "Buy at www.example.com" in page


def test_only_of_what_is_published_something_is_told(lessons: Result, project: Project) -> None:
    private = ResultFactory(project=project)
    assert Client().get(f"/en/results/{private.public_id}/use/").status_code == 404
    assert Client().get("/en/told/not-a-secret/").status_code == 404
    assert Client().get("/en/told/sent/forged/").status_code == 404


def test_the_letter_goes_again_on_demand_but_not_for_ever(
    lessons: Result, told: Told, django_capture_on_commit_callbacks: Any
) -> None:
    told(lessons, "use", SCHOOL, click=False)
    answer = send(lessons, "use", SCHOOL | {"email": "b@example.org"})
    with django_capture_on_commit_callbacks(execute=True):
        for _try in range(6):
            assert Client().post(answer.url).status_code == 200
    assert sum("b@example.org" in letter.to for letter in mail.outbox) <= guarding.PER_MAILBOX


def test_the_panel_asks_the_same_however_many_use_it(
    lessons: Result, told: Told, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told(lessons, "use", SCHOOL)
    with django_assert_num_queries(3):
        uses_panel(lessons, "en")
    for number in range(2):
        told(lessons, "use", SCHOOL | {"email": f"p{number}@example.org", "organisation": f"School {number}"})
    with django_assert_num_queries(3):
        assert uses_panel(lessons, "en").uses == 3


def test_nothing_private_reaches_the_index(lessons: Result, told: Told) -> None:
    told(lessons, "use", SCHOOL | {"shown": "nothing", "words": "It rained and still they came."})
    told(lessons, "ask", {"words": "Does it work in a wheelchair?", "email": "asker@example.org"})
    source = source_of("result")
    assert source
    written = repr(list(source.documents([lessons.pk])))
    assert "River lessons" in written
    for each in (*HIDDEN_THINGS, "wheelchair", "asker@example.org"):
        assert each.lower() not in written.lower()


def test_who_ticks_it_may_be_asked_again_and_who_does_not_may_not(lessons: Result, told: Callable[..., str]) -> None:
    told(lessons, "use", SCHOOL | {"may_ask_again": "on"})
    told(lessons, "use", SCHOOL | {"email": "no@example.org", "organisation": "Another"})

    assert dict(Contact.objects.values_list("email", "may_ask_again")) == {
        "ana@example.org": True, "no@example.org": False,
    }  # fmt: skip
