"""The page behind the link: no account, no cookie; who asks and how it protects people stands before the questions."""

import datetime
import io
import re
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.utils import timezone

from plon.accounts.models import User
from plon.responses import limits, views
from plon.responses.models import FreeText, IdentifiedResponse, Response, RoundFigures
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round
from tests.conftest import client_of
from tests.responses.conftest import close_round, open_round, questionnaire

GOOD = {"q-role": "teacher", "q-mood": "4", "q-classes": "2,5", "q-why": "Because.", "sheet": "one"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    limits.sheets.forget()


def address(asked: Round, query: str = "?lang=en") -> str:
    return f"/s/{asked.secret}/{query}"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_who_asks_and_how_it_protects_stands_before_the_first_question(asked: Round) -> None:
    page = text_of(Client().get(address(asked)))
    told = ["After the lesson", "Five questions.", "This survey is anonymous", "Who asks: School No. 7",
            "To make the lessons better.", "groups of at least 5 answers", "Write no names", "You are"]  # fmt: skip
    places = [page.find(words) for words in told]
    assert -1 not in places
    assert places == sorted(places)
    assert "not anonymous" not in page


def test_a_sheet_is_sent_without_account_and_without_a_cookie(asked: Round) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(address(asked))
    assert "csrfmiddlewaretoken" not in page.content.decode()
    sent = client.post(address(asked), GOOD)
    assert (sent.status_code, sent["Location"]) == (303, f"/s/{asked.secret}/thanks/?lang=en")
    thanked = client.get(sent["Location"])
    assert "Thanks a lot!" in text_of(thanked)
    assert "Nobody can tell which answers are yours" in text_of(thanked)
    assert Response.objects.get().answers == {"role": "teacher", "mood": 4, "classes": "2.5"}
    assert FreeText.objects.get().text == "Because."
    for answer in (page, sent, thanked):
        assert not answer.cookies
        assert not answer.wsgi_request.session.accessed
        assert "no-store" in answer["Cache-Control"]
        assert answer.get("Vary", "").lower().find("cookie") == -1
    assert client.post(address(asked), GOOD).status_code == 303
    assert Response.objects.count() == 1


def test_who_is_signed_in_answers_as_anybody(asked: Round, coordinator: User) -> None:
    client = client_of(coordinator)
    client.post(address(asked), GOOD)
    row = Response.objects.get()
    assert str(coordinator.pk) not in {str(value) for value in row.answers.values()}
    assert coordinator.email not in str(row.answers)


def test_what_is_wrong_is_shown_with_everything_that_was_written(asked: Round) -> None:
    bad = {**GOOD, "q-classes": "many", "q-mood": "9", "q-why": "<b>Long</b> \u202e text 😀", "sheet": "two"}
    answer = Client().post(address(asked, "?lang=pl"), bad)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="many"' in page
    assert "&lt;b&gt;Long&lt;/b&gt; \u202e text 😀" in page
    assert 'name="sheet" value="two"' in page
    assert 'href="#q-classes"' in page
    assert "Wpisz liczbę cyframi, na przykład 12 albo 2,5." in text_of(answer)
    assert "To, co zostało napisane, wciąż tu jest." in text_of(answer)
    assert not Response.objects.exists()


def test_a_program_of_the_page_hears_what_became_of_a_sheet(asked: Round) -> None:
    client, headers = Client(), {"accept": "application/json"}
    taken = client.post(address(asked), GOOD, headers=headers)
    assert taken.json() == {"state": "taken", "next": f"/s/{asked.secret}/thanks/?lang=en"}
    wrong = client.post(address(asked), {"q-role": "king"}, headers=headers)
    assert (wrong.status_code, wrong.json()) == (422, {"state": "wrong"})
    close_round(asked)
    late = client.post(address(asked), {**GOOD, "sheet": "late"}, headers=headers)
    assert (late.status_code, late.json()) == (409, {"state": "late"})
    again = client.post(address(asked), GOOD, headers=headers)
    assert again.json()["state"] == "taken"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": SurveyState.DRAFT, "opened_at": None}, "not open yet"),
        ({"opens_at": timezone.now() + datetime.timedelta(days=1)}, "You can answer from"),
        ({"state": SurveyState.CLOSED}, "is closed"),
        ({"closes_at": timezone.now() - datetime.timedelta(hours=1)}, "is closed"),
    ],
)
def test_a_round_that_is_not_open_says_so(asked: Round, fields: dict[str, Any], words: str) -> None:
    Round.objects.filter(pk=asked.pk).update(**fields)
    page = Client().get(address(asked))
    assert page.status_code == 200
    assert words in text_of(page)
    assert "<form" not in page.content.decode()
    assert Client().post(address(asked), GOOD).status_code == 409
    assert not RoundFigures.objects.exists()


def test_a_link_that_leads_nowhere_tells_nothing(db: None) -> None:
    for secret in ("nothing", "x" * 400):
        page = Client().get(f"/s/{secret}/", headers={"accept-language": "en"})
        assert page.status_code == 404
        assert "This link leads to no survey." in text_of(page)
    asked = open_round()
    Round.objects.filter(pk=asked.pk).update(questionnaire={}, state=SurveyState.DRAFT, opened_at=None)
    page = Client().get(address(asked), headers={"accept-language": "en"})
    assert "not open yet" in text_of(page)
    assert "Ask who gave you the link" in text_of(page)
    assert str(asked.survey.project) not in text_of(page)


def test_the_survey_speaks_its_languages_and_the_page_polish_or_english(project: Any) -> None:
    asked = open_round(
        questionnaire(), project=project, secret="with-arabic",
    )  # fmt: skip
    content = asked.questionnaire | {"languages": ["pl", "en", "ar"]}
    content["title"] |= {"ar": "بعد الدرس"}
    Round.objects.filter(pk=asked.pk).update(questionnaire=content)
    arabic = Client().get(address(asked, "?lang=ar")).content.decode()
    assert '<html lang="en">' in arabic
    assert re.search(r'lang="ar" dir="rtl">\s*<h1>بعد الدرس', arabic)
    assert 'hreflang="pl"' in arabic
    chosen = Client().get(address(asked, ""), headers={"accept-language": "de, ar;q=0.9, pl;q=0.8"}).content.decode()
    assert "بعد الدرس" in chosen
    polish = Client().get(address(asked, "?lang=xx"), headers={"accept-language": "de"}).content.decode()
    assert '<html lang="pl">' in polish
    assert "Ta ankieta jest anonimowa" in polish


def test_a_survey_with_names_says_so_first_and_asks_for_agreement(project: Any) -> None:
    day = datetime.date(2027, 6, 30)
    asked = open_round(questionnaire(is_anonymous=False, keep_until=day), project=project)
    client = Client()
    page = text_of(client.get(address(asked)))
    assert page.index("This survey is not anonymous") < page.index("You are")
    assert "erased on 30 June 2027" in page
    bad = client.post(address(asked), {**GOOD, "name": "Ana", "may_ask_again": "on"})
    assert bad.status_code == 422
    assert "Without your agreement" in text_of(bad)
    assert "Without an address nobody can ask you again." in text_of(bad)
    person = {"name": "Ana Ruiz", "email": "ana@example.org", "may_ask_again": "on", "agrees": "on"}
    assert client.post(address(asked), {**GOOD, **person}).status_code == 303
    kept = IdentifiedResponse.objects.get()
    assert (kept.name, kept.email, kept.may_ask_again, kept.language) == ("Ana Ruiz", "ana@example.org", True, "en")
    assert kept.answers["why"] == "Because."
    assert not Response.objects.exists()
    assert not FreeText.objects.exists()


def test_names_sent_to_an_anonymous_survey_are_not_kept(asked: Round) -> None:
    Client().post(address(asked), {**GOOD, "name": "Ana Ruiz", "email": "ana@example.org", "may_ask_again": "on"})
    assert "Ana" not in str(list(Response.objects.values()) + list(FreeText.objects.values()))
    assert not IdentifiedResponse.objects.exists()


def test_a_code_is_asked_in_words_and_its_parts_are_held(project: Any) -> None:
    asked = open_round(questionnaire(has_pairs=True), project=project)
    client = Client()
    assert "First two letters of your mother's first name" in text_of(client.get(address(asked)))
    bad = client.post(address(asked), {**GOOD, "code-mother": "Łu", "code-day": "32"})
    assert bad.status_code == 422
    assert "Write a number from 1 to 31." in text_of(bad)
    assert 'value="Łu"' in bad.content.decode()
    parts = {"code-mother": "Łu", "code-day": "7", "code-place": "opole"}
    assert client.post(address(asked), {**GOOD, **parts}).status_code == 303
    assert len(Response.objects.get().pair) == 64
    assert client.post(address(asked), {**GOOD, "sheet": "without"}).status_code == 303
    assert set(Response.objects.filter(pair="")) != set()


def test_a_whole_school_behind_one_address_is_never_refused_and_a_flood_is(asked: Round, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "SHEETS_PER_MINUTE", 3)
    answers = [Client().post(address(asked), {**GOOD, "sheet": str(number)}) for number in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert 'name="sheet" value="3"' in answers[-1].content.decode()
    assert "yours again" in text_of(answers[-1])
    other = open_round(project=asked.survey.project)
    assert Client().post(address(other), GOOD).status_code == 303
    assert limits.Buckets is type(limits.sheets)


def test_long_texts_are_taken_and_too_long_sheets_refused_kindly(asked: Round, settings: Any) -> None:
    assert Client().post(address(asked), {**GOOD, "q-why": "😀" * 100_000}).status_code == 303
    assert len(FreeText.objects.get().text) == 100_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = Client().post(address(asked), {**GOOD, "sheet": "two", "q-why": "x" * 2000})
    assert answer.status_code == 413
    assert "too long" in text_of(answer)


def test_no_log_hears_what_somebody_answered_when_the_database_fails(
    asked: Round, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError("DETAIL: failing row contains (Because.)")

    monkeypatch.setattr(views, "take_sheet", fails)
    answer = Client().post(address(asked), GOOD)
    assert answer.status_code == 503
    assert "Because." in answer.content.decode()
    assert "DatabaseError" in caplog.text
    assert "Because." not in caplog.text
    assert asked.secret not in caplog.text


def test_on_a_device_that_is_handed_on_the_next_person_begins_anew(asked: Round) -> None:
    client = Client()
    page = client.get(address(asked, "?lang=en&shared=1")).content.decode()
    assert 'data-shared="yes"' in page
    assert client.get(address(asked, "?lang=en&shared=1"))["Plon-Keep"] == "now"
    assert "Plon-Keep" not in client.get(address(asked))
    assert 'autocomplete="off"' in page
    thanked = client.get(client.post(address(asked, "?lang=en&shared=1"), GOOD)["Location"])
    assert f'href="/s/{asked.secret}/?lang=en&amp;shared=1"' in thanked.content.decode()
    assert "Next person" in text_of(thanked)
    numbers = {re.search(r'name="sheet" value="(.+?)"', client.get(address(asked)).content.decode()) for _ in range(2)}
    assert len({found[1] for found in numbers if found}) == 2


def test_the_page_asks_the_database_little(asked: Round, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        Client().get(address(asked))


def test_a_connection_that_breaks_while_a_sheet_is_sent_leaves_no_trace(
    asked: Round, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(io.BytesIO):
        def read(self, *_args: Any) -> bytes:
            raise OSError("the connection is gone")

    request = RequestFactory().post(address(asked), GOOD)
    request.environ["wsgi.input"] = request._stream = Broken()  # type: ignore[attr-defined]
    answer = views.start(request, asked.secret)
    assert answer.status_code == 400
    assert caplog.text == ""
    assert not RoundFigures.objects.exists()
    damaged = Client().post(address(asked), b"--x\r\nnot a form", content_type="multipart/form-data; boundary=y")
    assert damaged.status_code == 422
