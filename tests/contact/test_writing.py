"""Writing to the agency, as somebody without an account does."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.agency.actions import change_settings
from plon.agency.settings import forget_read
from plon.contact import guarding
from plon.contact.models import Message
from plon.history.models import Event
from tests.contact.conftest import NOTICE, QUESTION, shown, write

pytestmark = pytest.mark.django_db


def test_a_question_is_kept_and_its_receipt_says_when_an_answer_comes(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = write(QUESTION)

    assert answer["Location"] == "/en/contact/sent/question/"
    message = Message.objects.get()
    assert (message.words, message.state) == ("When is the next training?", "new")
    assert message.due_on == timezone.localdate() + datetime.timedelta(days=14)
    assert message.mailed_at
    [letter] = mail.outbox
    assert letter.to == ["Ana@example.org"]
    assert message.public_id in letter.subject
    assert letter.extra_headers["Auto-Submitted"] == "auto-replied"
    # The address may be a stranger's: nobody sends their words through us.
    assert "next training" not in str(letter.body)
    assert "Your message has come" in shown(Client().get(answer["Location"]))
    assert Event.objects.get(kind="message.received").actor_label == ""


def test_the_page_sets_no_cookie_and_is_kept_by_nobody() -> None:
    answer = Client().get("/pl/contact/")
    sent = write(QUESTION)

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not sent.cookies


def test_the_agencys_addresses_stand_on_it(administrator: User) -> None:
    told = {("agency.name", "en"): "The Agency", ("agency.phone", ""): "+48 22 123 45 67"}
    change_settings(told, by=administrator)
    forget_read()

    page = shown(Client().get("/en/contact/"))
    assert "The Agency" in page
    assert "+48 22 123 45 67" in page


@pytest.mark.parametrize("page", ["/en/", "/pl/results/", "/en/guide/", "/en/contact/"])
def test_every_public_page_leads_to_a_form_that_knows_it(page: str) -> None:
    told = shown(Client().get(page))
    assert f'href="{page[:4]}contact/?page={page}" rel="nofollow"' in told

    form = Client().get(f"/en/contact/?page={page}")
    assert f'value="{page}"' in shown(form)
    assert form["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "forged",
    ["https://evil.example/pl/results/", "//evil.example/pl/results/", "javascript:alert(1)", "/pl/told/SECRET/",
     "/office/", "/workspace/", "/pl/no-such-room/at/all/", "/pl/%00", "\\\\evil.example", "/pl/results/\r\nX: y",
     "x" * 9000],
)  # fmt: skip
def test_a_forged_address_of_a_page_is_not_taken_up(forged: str) -> None:
    asked = Client().get("/en/contact/", {"page": forged})
    assert f'value="{forged}' not in asked.content.decode()

    answer = write({"category": "page", "words": "It is broken.", "page": forged})
    assert answer.status_code == 422
    assert Message.objects.count() == 0


def test_a_problem_needs_no_address_of_a_person_but_that_of_the_page() -> None:
    without = write({"category": "link", "words": "Gone."})
    assert without.status_code == 422
    assert "Say where it is" in shown(without)

    write({"category": "link", "words": "Gone.", "page": "http://127.0.0.1:8000/pl/results/?q=river"})
    message = Message.objects.get()
    assert (message.page, message.email) == ("/pl/results/", "")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("left_out", "told"),
    [("name", "needs your name"), ("email", "We need your e-mail"), ("page", "Say where it is"),
     ("good_faith", "needs this confirmation"), ("words", "This field is required")],
)  # fmt: skip
def test_a_notice_of_unlawful_content_has_all_that_the_law_asks(left_out: str, told: str) -> None:
    answer = write({name: value for name, value in NOTICE.items() if name != left_out})

    assert answer.status_code == 422
    assert told in shown(answer)
    assert Message.objects.count() == 0


def test_a_notice_of_what_harms_children_needs_no_name() -> None:
    write({**NOTICE, "name": "", "email": "", "is_about_minors": "on"})

    message = Message.objects.get()
    assert message.is_about_minors
    assert message.due_on == timezone.localdate() + datetime.timedelta(days=7)


@pytest.mark.parametrize(
    "wrong",
    [{"words": "a\0b"}, {"words": "x" * 100_000}, {"category": "praise"}, {"email": "nobody"}, {"email": "a\0@b.org"},
     {"email": "a@xn--é.com"}, {"email": f"a@{'ż' * 60}.pl"},
     {"name": "x" * 500}, {"words": "http://a.example " * 9}, {"category": ""}, {"page": "\0"}],
    ids=["nul", "long", "category", "e-mail", "nul e-mail", "e-mail of no domain",
         "e-mail too long to write", "name", "links", "nothing", "nul page"],
)  # fmt: skip
def test_nonsense_is_refused_in_words_and_nothing_is_lost(wrong: dict[str, Any]) -> None:
    answer = write({**QUESTION, "name": "Ana 🌊", **wrong})

    assert answer.status_code == 422
    assert "Something needs your attention" in shown(answer)
    assert wrong.get("name", "Ana 🌊") in shown(answer)
    assert Message.objects.count() == 0


def test_any_script_of_the_world_is_kept_as_it_is() -> None:
    words = "שלום 🌊 <script>alert(1)</script> Zażółć"
    write({**QUESTION, "words": words})

    assert Message.objects.get().words == words


def test_robots_stay_out_and_a_person_gets_a_clear_sentence() -> None:
    trapped = write({**QUESTION, guarding.TRAP: "+48"})
    forged = Client().post("/en/contact/", {**QUESTION, guarding.STAMP: "forged"})

    assert "people do not see" in shown(trapped)
    assert "lay open for long" in shown(forged)
    assert "When is the next training?" in shown(forged)
    assert Message.objects.count() == 0


def test_one_device_and_one_mailbox_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [write(QUESTION) for _ in range(guarding.PER_MAILBOX + 1)]
    assert [each.status_code for each in answers] == [302] * guarding.PER_MAILBOX + [422]
    assert "Many messages came with this e-mail" in shown(answers[-1])

    rest = [
        write({"category": "link", "words": "Gone.", "page": "/pl/"})
        for _ in range(guarding.PER_ADDRESS - guarding.PER_MAILBOX)
    ]
    assert rest[-1].status_code == 429
    assert rest[-1]["Retry-After"]


def test_the_page_asks_the_database_little(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    Client().get("/en/contact/")
    with django_assert_max_num_queries(3):
        Client().get("/en/contact/?page=/en/results/")
