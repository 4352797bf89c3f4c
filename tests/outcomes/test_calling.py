"""Letters: who is asked, once, by day, in their language; answering; the way out."""

import datetime
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from plon.corner.letters.claims import STALE
from plon.history.models import Event
from plon.outcomes.actions import answer, take_up_agreements, turn_off, write_text
from plon.outcomes.letters.claims import claim
from plon.outcomes.letters.sending import ask_again, send_calls
from plon.outcomes.models import Agreement, Answer, Call, Calling
from plon.outcomes.queries import figures_of
from plon.outcomes.refusals import NothingAsked
from plon.outcomes.secret import secret_of, stop_token
from plon.projects.models import Project
from plon.results.models import Result
from plon.surveys.models import Round
from plon.uptake.actions import choose_asking
from plon.uptake.models import Contact
from tests.factories import ResultFactory, ResultTextFactory
from tests.outcomes.conftest import DAY, NOW, sheet_of, use_of

pytestmark = pytest.mark.usefixtures("calling")
At = Callable[[datetime.datetime], None]
YES = {"still": "regularly", "change": "much", "words": "Every spring now.", "people": "25", "shown": "nothing"}


def own(agreement: Agreement) -> str:
    return f"/outcome/{secret_of(agreement)}/"


# Letters


def test_a_letter_asks_in_the_reader_s_language_with_one_click_out(lessons: Result, training: Round) -> None:
    use_of(lessons, language="pl")
    ask_again()

    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "Czy nadal korzystacie z „Dwanaście lekcji nad wodą”?"
    assert own(Agreement.objects.get()) in str(letter.body)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/outcome/stop/" in letter.extra_headers["List-Unsubscribe"]
    assert (letter.extra_headers["Content-Language"], letter.extra_headers["Auto-Submitted"]) == (
        "pl", "auto-generated",
    )  # fmt: skip


def test_nobody_is_asked_twice_after_so_many_months(ana: Agreement, at: At) -> None:
    assert (send_calls(), send_calls()) == (1, 0)
    at(NOW + 60 * DAY)
    assert send_calls() == 0

    at(datetime.datetime(2027, 4, 1, 9, tzinfo=datetime.UTC))
    assert (send_calls(), send_calls()) == (1, 0)

    assert list(Call.objects.values_list("months", flat=True)) == [6, 12]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2


def test_a_worker_that_dies_loses_nothing_and_the_copy_is_known_as_one(ana: Agreement, at: At) -> None:
    """It dies after the mail server took the letter, before it was written down."""
    assert send_calls() == 1
    Call.objects.update(sent_at=None)
    assert send_calls() == 0, "the claim is fresh: another worker may be at it"

    at(NOW + STALE + datetime.timedelta(minutes=1))
    Call.objects.update(claimed_at=NOW)
    assert send_calls() == 1

    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
    assert Call.objects.get().sent_at


def test_of_two_workers_one_writes(ana: Agreement) -> None:
    assert claim([(ana, 6)])
    assert not claim([(ana, 6)])
    assert send_calls() == 0


def test_a_mail_server_that_is_away_gets_it_later(ana: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: EmailMultiAlternatives, *args: Any, **kwargs: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", away)
        assert send_calls() == 0
    assert not Call.objects.exists()

    assert send_calls() == 1


def test_one_letter_that_is_refused_holds_up_nobody_else(
    ana: Agreement, lessons: Result, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use_of(lessons, "zoe@example.org")
    take_up_agreements()
    send = EmailMultiAlternatives.send

    def picky(self: EmailMultiAlternatives, *args: Any, **kwargs: Any) -> int:
        if self.to == ["ana@example.org"]:
            raise smtplib.SMTPDataError(554, b"looks like spam")
        return send(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", picky)
        assert (send_calls(), send_calls()) == (1, 0)
    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"]]
    assert "554" in caplog.text

    assert send_calls() == 1


def test_letters_go_by_day_where_the_reader_is(ana: Agreement, at: At) -> None:
    night = datetime.datetime(2026, 10, 2, 2, tzinfo=datetime.UTC)
    at(night)
    assert send_calls() == 0
    Agreement.objects.update(country="CY")
    at(datetime.datetime(2026, 10, 2, 5, 30, tzinfo=datetime.UTC))

    assert send_calls() == 1, "half past eight in Nicosia, half past seven in Warsaw"


def test_one_person_gets_one_letter_for_two_results(project: Project, lessons: Result) -> None:
    other = ResultFactory(project=project, working_title="Map")
    ResultTextFactory(result=other, title="A map of rivers")
    use_of(lessons)
    use_of(other)
    ask_again()

    (letter,) = mail.outbox
    assert "Twelve lessons by the water" in str(letter.body)
    assert "A map of rivers" in str(letter.body)
    assert Call.objects.count() == 2


def test_no_letter_goes_before_somebody_let_them_go(ana: Agreement, coordinator: Any) -> None:
    turn_off(ana.project, by=coordinator)
    assert send_calls() == 0

    Calling.objects.all().delete()
    assert send_calls() == 0


def test_who_unticked_the_box_a_moment_ago_gets_none(ana: Agreement) -> None:
    choose_asking(Contact.objects.get(), wants=False)

    assert send_calls() == 0


def test_the_team_s_own_words_stand_in_the_letter(ana: Agreement, coordinator: Any) -> None:
    write_text(ana.project, by=coordinator, kind="user", language="en", opening="Hello from the river!\n\nAnna")
    write_text(ana.project, by=coordinator, kind="user", language="pl", opening="Pozdrowienia znad rzeki!")
    send_calls()

    assert "Hello from the river!" in str(mail.outbox[0].body)
    write_text(ana.project, by=coordinator, kind="user", language="en", opening=" ")
    assert ana.project.outcome_texts.count() == 1


def test_participants_are_asked_about_what_they_took_part_in(training: Round) -> None:
    sheet_of(training)
    ask_again()

    (letter,) = mail.outbox
    assert letter.subject == "Co z tego wynikło? Clean rivers"


# Answering


def test_the_page_asks_keeps_and_lets_one_change_it(ana: Agreement) -> None:
    send_calls()
    client = Client()
    page = client.get(own(ana))
    assert "Do you still use it?" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"

    assert client.post(own(ana), YES).status_code == 302
    kept = Answer.objects.get()
    assert (kept.still, kept.change, kept.people, kept.call.months) == ("regularly", "much", 25, 6)
    assert "Every spring now." in client.get(own(ana)).content.decode()
    client.post(own(ana), YES | {"still": "no_more", "change": "nothing", "people": ""})

    kept.refresh_from_db()
    assert (kept.still, kept.people) == ("no_more", None)
    kinds = list(Event.objects.order_by("pk").values_list("kind", "actor_label"))
    assert kinds == [("outcome.answered", ""), ("outcome.changed_answer", "")]


def test_it_speaks_the_language_of_who_is_asked(lessons: Result) -> None:
    use_of(lessons, language="pl")
    ask_again()

    page = Client().get(own(Agreement.objects.get()))

    assert "Czy nadal z tego korzystasz?" in page.content.decode()
    assert page["Content-Language"] == "pl"


def test_a_get_changes_nothing_and_before_the_first_letter_nothing_is_asked(ana: Agreement) -> None:
    page = Client().get(own(ana)).content.decode()

    assert "Nothing is asked at present." in page
    assert "Do you still use it?" not in page
    with pytest.raises(NothingAsked):
        answer(ana, values=YES, language="en")
    assert Client().post(own(ana), YES).status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"still": ""}, "This field is required."),
        ({"people": str(2**63)}, "Ensure this value is less than or equal to 100000."),
        ({"people": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"words": "see https://spam.example now"}, "Links are not for this text"),
        ({"words": "x" * 100_000}, "Ensure this value has at most 2000 characters"),
        ({"shown": "words", "quote": " "}, "Write a sentence that we may show, or choose to show nothing."),
        ({"shown": "signed", "quote": "It works."}, "Say how to sign it, or choose to show it without a name."),
        ({"words": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_can_t_be_comes_back_with_all_that_was_typed(ana: Agreement, wrong: dict[str, str], told: str) -> None:
    send_calls()
    answer = Client().post(own(ana), YES | {"words": "ąę🌊 \u202bשלום"} | wrong)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert told in page
    if "words" not in wrong:
        assert "ąę🌊" in page
    assert not Answer.objects.exists()


def test_what_may_be_shown_is_kept_only_if_it_may(ana: Agreement) -> None:
    send_calls()
    signed = {"shown": "signed", "quote": "We measure our river.", "signed": "Ana, Opole"}
    Client().post(own(ana), YES | signed)
    assert (Answer.objects.get().quote, Answer.objects.get().signed) == ("We measure our river.", "Ana, Opole")

    Client().post(own(ana), YES | signed | {"shown": "nothing"})

    assert (Answer.objects.get().quote, Answer.objects.get().signed) == ("", "")


def test_after_the_last_answer_the_address_goes_sooner(ana: Agreement, at: At) -> None:
    at(datetime.datetime(2028, 4, 1, 9, tzinfo=datetime.UTC))
    send_calls()

    Client().post(own(ana), YES)

    ana.refresh_from_db()
    assert ana.erase_on == datetime.date(2028, 5, 1)


def test_whoever_answers_twice_counts_once_by_the_newest_word(ana: Agreement, at: At) -> None:
    send_calls()
    Client().post(own(ana), YES)
    assert (figures_of(ana.project).changed, figures_of(ana.project).people) == (1, 25)
    at(datetime.datetime(2027, 4, 1, 9, tzinfo=datetime.UTC))
    send_calls()
    Client().post(own(ana), YES | {"still": "no_more", "change": "nothing"})

    figures = figures_of(ana.project)

    assert (figures.asked, figures.answered, figures.still, figures.changed, figures.people) == (1, 1, 0, 0, 0)


# What is said of the address


@pytest.mark.parametrize(
    ("language", "alone", "sheet"),
    [
        ("en", "Nobody but Plon has", "It also stands on the sheet that you answered with your name"),
        ("pl", "tylko Plon", "Jest też w ankiecie, którą wypełniono z podaniem nazwiska"),
    ],
)
def test_who_answered_a_sheet_with_a_name_reads_who_sees_the_address(
    lessons: Result, training: Round, language: str, alone: str, sheet: str
) -> None:
    """The coordinators read such a sheet, with its address; a declaration of use shows them none."""
    use_of(lessons, language=language)
    sheet_of(training)
    take_up_agreements()
    Agreement.objects.update(language=language)
    send_calls()
    told = {letter.to[0]: " ".join(str(letter.body).split()) for letter in mail.outbox}
    pages = {each.email: Client().get(own(each)).content.decode() for each in Agreement.objects.all()}

    for each in (told, pages):
        assert alone in each["ana@example.org"]
        assert sheet not in each["ana@example.org"]
        assert alone not in each["jan@example.org"]
        assert sheet in each["jan@example.org"]


# The way out


def test_one_click_erases_the_address_and_a_get_does_not(ana: Agreement) -> None:
    send_calls()
    path = f"/outcome/stop/{stop_token([ana])}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert Agreement.objects.exists()

    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert not Agreement.objects.exists()
    assert not Contact.objects.get().may_ask_again
    assert client.post(path).status_code == 200
    assert client.get(own(ana)).status_code == 404


def test_the_page_erases_address_and_answer(ana: Agreement) -> None:
    send_calls()
    Client().post(own(ana), YES)

    page = Client().post(own(ana), {"do": "withdraw", "answers_too": "on"}).content.decode()

    assert "Done: nobody asks you any more" in page
    assert not Agreement.objects.exists()
    assert not Answer.objects.exists()
    assert take_up_agreements() == 0


def test_all_that_is_kept_can_be_taken_away(ana: Agreement) -> None:
    send_calls()
    Client().post(own(ana), YES)

    kept = Client().get(f"{own(ana)}data.json").json()

    assert (kept["email"], kept["agreed_on"], kept["erase_on"]) == ("ana@example.org", "2026-04-01", "2028-06-30")
    assert [each["months"] for each in kept["asked"]] == [6]
    assert kept["answered"][0]["words"] == "Every spring now."
    assert Client().get("/outcome/nobody/data.json").status_code == 404


def test_a_secret_or_token_of_nobody_opens_nothing() -> None:
    assert Client().get("/outcome/nothing-here/").status_code == 404
    assert "nikt już nie będzie pytać" in Client().get("/outcome/stop/forged.token/").content.decode()
