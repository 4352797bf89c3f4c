"""Letters as they arrive at a mail server: when, to whom, in which language, and never twice."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from plon.accounts.models import User
from plon.activities.enums import ActivityState
from plon.corner import actions
from plon.corner.letters.work import letters_due, send_letters
from plon.corner.models import PartnerLink, SentLetter
from plon.corner.secret import secret_of
from plon.organisations.models import Organisation
from plon.projects.models import Project
from tests.corner.conftest import Sink, html_of, path_that_ends, subject_of, text_of
from tests.corner.factories import make_line, make_link, make_partner
from tests.factories import ActivityFactory, MembershipFactory, PlannedActivityFactory, ProofFactory, ReachFactory

WEDNESDAY = datetime.datetime(2026, 3, 4, 9, 0, tzinfo=datetime.UTC)
TODAY = WEDNESDAY.date()


def day(number: int) -> datetime.date:
    """Return the day so many days from today."""
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def link(clock: Any, project: Project, coordinator: User) -> PartnerLink:
    link = make_link(project, coordinator, name="Ana Ruiz", language="en")
    SentLetter.objects.create(
        project=project, email=link.email, about=f"link:{link.public_id}:{link.nonce}", sent_at=WEDNESDAY
    )
    return link


@pytest.fixture
def polish_link(link: PartnerLink, coordinator: User) -> PartnerLink:
    made = make_link(link.project, coordinator, link.organisation, name="Ola", email="ola@example.org", language="pl")
    SentLetter.objects.create(
        project=link.project, email=made.email, about=f"link:{made.public_id}:{made.nonce}", sent_at=WEDNESDAY
    )
    return made


def go_on(clock: Any, **by: int) -> None:
    clock.move_to(datetime.datetime.now(datetime.UTC) + datetime.timedelta(**by))


def test_a_link_goes_by_letter_in_the_language_of_its_person(
    clock: Any, sink: Sink, project: Project, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        english = make_link(project, coordinator, name="Ana Ruiz", language="es")
        polish = make_link(project, coordinator, english.organisation, email="ola@example.org", language="pl")

    [to_ana], [to_ola] = sink.to("ana@example.org"), sink.to("ola@example.org")
    assert subject_of(to_ana) == "Your page in the project Clean rivers"
    assert f"https://plon.example.org/corner/{secret_of(english)}/" in text_of(to_ana)
    assert f'href="https://plon.example.org/corner/{secret_of(english)}/"' in html_of(to_ana)
    assert "Hello Ana Ruiz," in text_of(to_ana)
    assert to_ana["Reply-To"] == coordinator.email
    # It is no series that one could unsubscribe from.
    assert to_ana["List-Unsubscribe"] is None
    assert subject_of(to_ola) == "Twoja strona w projekcie Clean rivers"
    assert f"https://plon.example.org/corner/{secret_of(polish)}/" in text_of(to_ola)
    assert "Otwórz swoją stronę" in text_of(to_ola)


def test_a_link_whose_letter_did_not_go_is_sent_when_the_mail_server_is_back(
    clock: Any, sink: Sink, project: Project, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    sink.refusal = "451 try later"
    with django_capture_on_commit_callbacks(execute=True):
        make_link(project, coordinator)
    assert sink.letters == []

    sink.refusal = ""
    send_letters()
    send_letters()

    assert [letter["To"] for letter in sink.letters] == ["ana@example.org"]


def test_one_reminder_gathers_all_that_is_late_and_soon(link: PartnerLink, sink: Sink) -> None:
    make_line(link, "Teachers' workshop", day(14), place="Sevilla")
    make_line(link, "Article", day(3))
    make_line(link, "Open day", day(-1))
    make_line(link, "Far away", day(60))
    make_line(link, "Long past", day(-60))
    make_line(link, "Without a date")

    send_letters()

    [letter] = sink.to(link.email)
    text = text_of(letter)
    assert subject_of(letter) == "1 thing is late, 2 things are due soon · Clean rivers"
    assert "Open day\n  was due on 3 March 2026, 1 day ago" in text
    assert "Article\n  due on 7 March 2026, in 3 days" in text
    assert "Teachers' workshop\n  due on 18 March 2026, in 14 days · Sevilla" in text
    assert not {"Far away", "Long past", "Without a date"} & set(text.splitlines())
    assert f"https://plon.example.org/corner/{secret_of(link)}/now/?line=" in text
    assert "Teachers&#x27; workshop" in html_of(letter)


def test_a_reminder_speaks_polish_to_who_reads_polish(polish_link: PartnerLink, sink: Sink) -> None:
    make_line(polish_link, "Warsztat", day(3))
    make_line(polish_link, "Dzień otwarty", day(-10))

    send_letters()

    [letter] = sink.to("ola@example.org")
    text = text_of(letter)
    assert subject_of(letter) == "1 rzecz jest po terminie, 1 rzecz ma bliski termin · Clean rivers"
    assert letter["Content-Language"] == "pl"
    assert "termin 7 marca 2026, za 3 dni" in text
    assert "termin minął 22 lutego 2026, 10 dni temu" in text
    assert '<html lang="pl">' in html_of(letter)


@pytest.mark.slow
def test_each_step_is_told_once_however_often_the_work_is_done(link: PartnerLink, sink: Sink, clock: Any) -> None:
    make_line(link, "Taller", day(14))

    for number in (0, 1, 9, 10, 11, 12, 14, 15, 16, 23, 24, 25, 40):
        clock.move_to(WEDNESDAY + datetime.timedelta(days=number))
        send_letters()
        send_letters()

    # The digests of Mondays told of it too.
    reminders = [subject_of(letter) for letter in sink.to(link.email) if "The week" not in subject_of(letter)]
    assert reminders == [
        "Taller: due on 18 March 2026, in 14 days · Clean rivers",
        "Taller: due on 18 March 2026, in 3 days · Clean rivers",
        "Taller: was due on 18 March 2026, 1 day ago · Clean rivers",
        "Taller: was due on 18 March 2026, 10 days ago · Clean rivers",
    ]


@pytest.mark.parametrize("state", [ActivityState.DONE, ActivityState.CANCELLED])
def test_what_is_done_or_given_up_is_reminded_of_no_more(link: PartnerLink, sink: Sink, state: str) -> None:
    line = make_line(link, "Open day", day(-1))
    reason = "" if state == ActivityState.DONE else "The hall was flooded."
    ActivityFactory(project=link.project, planned=line, state=state, reason=reason, start=day(-1))

    send_letters()

    assert sink.to(link.email) == []


def test_a_postponed_act_moves_the_day_of_which_one_is_reminded(link: PartnerLink, sink: Sink) -> None:
    line = make_line(link, "Open day", day(-1))
    ActivityFactory(
        project=link.project, planned=line, state=ActivityState.POSTPONED, reason="The hall was flooded.", start=day(3)
    )

    send_letters()

    [letter] = sink.to(link.email)
    assert subject_of(letter) == "Open day: due on 7 March 2026, in 3 days · Clean rivers"


def test_nothing_goes_before_seven_in_the_morning_where_the_reader_is(
    link: PartnerLink, sink: Sink, clock: Any
) -> None:
    make_line(link, "Open day", day(4))
    clock.move_to(datetime.datetime(2026, 3, 5, 5, 59, tzinfo=datetime.UTC))  # 6:59 in Madrid
    send_letters()
    assert sink.letters == []

    clock.move_to(datetime.datetime(2026, 3, 5, 6, 0, tzinfo=datetime.UTC))
    send_letters()
    assert len(sink.to(link.email)) == 1


def member(project: Project, organisation: Organisation | None, email: str, language: str = "en") -> User:
    return MembershipFactory(
        project=project, organisation=organisation, person__email=email, person__language=language
    ).person


def test_members_hear_of_their_own_partner_and_coordinators_of_all(
    link: PartnerLink, sink: Sink, coordinator: User
) -> None:
    other = make_partner(link.project, "Szkoła nad Odrą", "PL")
    member(link.project, other, "jan@example.org")
    member(link.project, None, "without-partner@example.org")
    make_line(link, "Taller", day(3))
    PlannedActivityFactory(project=link.project, title="Warsztat", start=day(3), responsible=other)
    PlannedActivityFactory(project=link.project, title="Nobody's", start=day(3))

    send_letters()

    told = {
        letter["To"]: {t for t in ("Taller", "Warsztat", "Nobody's") if t in text_of(letter)} for letter in sink.letters
    }
    assert told == {
        link.email: {"Taller"},
        "jan@example.org": {"Warsztat"},
        coordinator.email: {"Taller", "Warsztat", "Nobody's"},
    }
    assert "Szkoła nad Odrą" in text_of(sink.to(coordinator.email)[0])


def test_who_has_an_account_and_a_link_gets_one_letter(link: PartnerLink, sink: Sink) -> None:
    member(link.project, link.organisation, link.email)
    make_line(link, "Taller", day(3))

    send_letters()

    assert len(sink.to(link.email)) == 1


def test_one_letter_tells_of_all_projects_of_a_person(link: PartnerLink, sink: Sink, coordinator: User) -> None:
    second = MembershipFactory(person=coordinator, role="coordinator", project__title="Green roofs").project
    make_line(link, "Taller", day(3))
    PlannedActivityFactory(project=second, title="Exhibition", start=day(3))

    send_letters()

    [letter] = sink.to(coordinator.email)
    assert subject_of(letter) == "2 things are due soon"
    assert "Clean rivers" in text_of(letter)
    assert "Green roofs" in text_of(letter)


def test_a_link_that_works_no_more_gets_no_letters(link: PartnerLink, sink: Sink, coordinator: User) -> None:
    make_line(link, "Taller", day(3))
    actions.revoke_link(link, by=coordinator)

    send_letters()

    assert sink.to(link.email) == []


def test_a_letter_that_the_server_does_not_take_goes_later_and_once(link: PartnerLink, sink: Sink, clock: Any) -> None:
    make_line(link, "Taller", day(3))
    sink.refusal = "451 try later"
    send_letters()
    assert sink.letters == []

    sink.refusal = ""
    go_on(clock, minutes=15)
    send_letters()
    send_letters()

    assert len(sink.to(link.email)) == 1


def test_one_letter_that_the_server_does_not_take_holds_up_nobody_else(
    link: PartnerLink, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    make_line(link, "Taller", day(3))
    first = next(iter(letters_due(datetime.datetime.now(datetime.UTC)))).email
    sink.refusal, sink.refuses = "554 looks like spam", first

    send_letters()

    assert {each["To"] for each in sink.letters} == {"ana@example.org", "coordinator@example.org"} - {first}
    assert "554" in caplog.text
    sink.refusal = ""
    send_letters()
    assert len(sink.to(first)) == 1


def test_of_a_mailbox_that_is_not_there_the_letter_is_given_up(
    link: PartnerLink, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    PartnerLink.objects.filter(pk=link.pk).update(email="nobody@example.org")
    make_line(link, "Taller", day(3))

    send_letters()
    send_letters()

    assert caplog.text.count("The mail server knows no nobody@example.org") == 2  # the link's letter, and the reminder
    # The others' letters went.
    assert len(sink.to("coordinator@example.org")) == 1


def test_a_letter_of_a_worker_that_died_goes_again_and_is_known_as_the_same(
    link: PartnerLink, sink: Sink, clock: Any
) -> None:
    make_line(link, "Taller", day(3))
    letter = next(each for each in letters_due(datetime.datetime.now(datetime.UTC)) if each.email == link.email)
    for project_id, about in letter.abouts:
        SentLetter.objects.create(project_id=project_id, email=link.email, about=about, claimed_at=WEDNESDAY)
    send_letters()
    assert sink.to(link.email) == []

    go_on(clock, minutes=16)
    send_letters()

    [again] = sink.to(link.email)
    assert again["Message-ID"] == letter.message_id


def test_no_letter_is_lost_or_doubled_between_two_workers(link: PartnerLink, sink: Sink) -> None:
    make_line(link, "Taller", day(3))
    composed_by_another = list(letters_due(datetime.datetime.now(datetime.UTC)))
    send_letters()

    from plon.corner.letters.sending import deliver_all

    assert deliver_all(composed_by_another) == 0
    assert len(sink.to(link.email)) == 1


# The digest

MONDAY_EIGHT = datetime.datetime(2026, 3, 9, 7, 0, tzinfo=datetime.UTC)  # 8:00 in Madrid and Warsaw


def test_the_digest_tells_what_was_done_what_is_due_and_what_lacks_proof(
    link: PartnerLink, sink: Sink, clock: Any, coordinator: User
) -> None:
    other = make_partner(link.project, "Szkoła nad Odrą", "PL")
    theirs = ActivityFactory(project=link.project, title="Konferencja", responsible=other, start=day(1))
    ReachFactory(activity=theirs, people=40)
    ReachFactory(activity=theirs, people=2, group_key="x")
    mine = ActivityFactory(project=link.project, title="Taller", responsible=link.organisation, start=day(2))
    ProofFactory(activity=theirs)
    ActivityFactory(project=link.project, title="Two weeks ago", responsible=other, start=day(-8))
    make_line(link, "Exposición", day(12))
    make_line(link, "Too far", day(30))
    clock.move_to(MONDAY_EIGHT)

    send_letters()

    letter = next(each for each in sink.to(link.email) if subject_of(each) == "The week in Clean rivers")
    text = text_of(letter)
    done, due, unproven = (
        text.partition(heading)[2]
        for heading in ("Done last week:", "Due in the next two weeks:", "Done, and nothing shows it yet")
    )
    assert "- Konferencja\n  5 March 2026 · Szkoła nad Odrą · 42 people reached" in done.partition("Due in")[0]
    assert "- Taller\n  6 March 2026 · Escuela del Río" in done.partition("Due in")[0]
    assert "Two weeks ago" not in text.partition("Done, and nothing")[0]
    assert "- Exposición\n  due on 16 March 2026, in 7 days" in due.partition("Done, and")[0]
    assert "Too far" not in text
    assert mine.title in unproven
    assert "Konferencja" not in unproven
    # The coordinator hears of everybody's.
    assert any("Two weeks ago" in text_of(each) for each in sink.to(coordinator.email))


def test_a_digest_without_content_does_not_go(link: PartnerLink, sink: Sink, clock: Any) -> None:
    clock.move_to(MONDAY_EIGHT)

    send_letters()

    assert sink.letters == []


@pytest.mark.slow
def test_a_digest_goes_once_a_week(link: PartnerLink, sink: Sink, clock: Any) -> None:
    ActivityFactory(project=link.project, responsible=link.organisation, start=day(1))
    for hour in range(0, 7 * 24, 12):
        clock.move_to(MONDAY_EIGHT + datetime.timedelta(hours=hour))
        send_letters()

    assert len(sink.to(link.email)) == 1


@pytest.mark.slow
def test_eight_on_monday_is_eight_on_the_wall_the_day_after_the_clocks_change(
    link: PartnerLink, sink: Sink, clock: Any, coordinator: User
) -> None:
    """On Sunday, 29 March 2026, Europe goes from 2 to 3 o'clock: Monday at 8 is 6:00 UTC in Warsaw, 7:00 in Lisbon."""
    lisbon = make_link(link.project, coordinator, make_partner(link.project, "Escola", "PT"), email="rui@example.org")
    SentLetter.objects.create(
        project=link.project, email=lisbon.email, about=f"link:{lisbon.public_id}:{lisbon.nonce}", sent_at=WEDNESDAY
    )
    assert (link.time_zone, lisbon.time_zone) == ("Europe/Madrid", "Europe/Lisbon")
    ActivityFactory(project=link.project, start=datetime.date(2026, 3, 24))

    arrived = {}
    for minute in range(0, 180, 30):
        clock.move_to(datetime.datetime(2026, 3, 30, 5, 0, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minute))
        send_letters()
        for letter in sink.letters:
            arrived.setdefault(letter["To"], f"{datetime.datetime.now(datetime.UTC):%H:%M}")

    assert arrived == {link.email: "06:00", coordinator.email: "06:00", "rui@example.org": "07:00"}


def test_days_left_are_counted_by_the_calendar_over_a_change_of_clocks(
    link: PartnerLink, sink: Sink, clock: Any
) -> None:
    """From Thursday to Sunday, 29 March, are three days, though one of them is an hour shorter."""
    make_line(link, "Taller", datetime.date(2026, 3, 29))
    clock.move_to(datetime.datetime(2026, 3, 26, 22, 30, tzinfo=datetime.UTC))  # Thursday, 23:30 in Madrid
    send_letters()
    assert "in 3 days" in subject_of(sink.to(link.email)[0])

    clock.move_to(datetime.datetime(2026, 3, 29, 22, 30, tzinfo=datetime.UTC))  # Monday, 0:30 in Madrid
    send_letters()
    assert len(sink.to(link.email)) == 1

    clock.move_to(datetime.datetime(2026, 3, 30, 5, 0, tzinfo=datetime.UTC))  # Monday, 7:00 in Madrid
    send_letters()
    assert "1 day ago" in subject_of(sink.to(link.email)[1])


# Ending them


def test_letters_can_be_ended_by_the_mail_program_with_one_click(link: PartnerLink, sink: Sink, clock: Any) -> None:
    make_line(link, "Taller", day(3))
    send_letters()
    [letter] = sink.to(link.email)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = path_that_ends(letter)
    assert path.startswith("/letters/")
    assert f"https://plon.example.org{path}" in text_of(letter)

    # As a mail program does: no cookie, no token of a form (RFC 8058, 3.1).
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    link.refresh_from_db()
    assert not link.wants_letters
    make_line(link, "Charla", day(3))
    send_letters()
    assert len(sink.to(link.email)) == 1


def test_opening_the_address_changes_nothing_for_scanners_open_it_too(link: PartnerLink, sink: Sink) -> None:
    make_line(link, "Taller", day(3))
    send_letters()
    path = path_that_ends(sink.to(link.email)[0])

    page = Client().get(path)

    assert "Stop reminders and digests?" in page.content.decode()
    link.refresh_from_db()
    assert link.wants_letters


def test_a_member_ends_letters_and_takes_it_back(link: PartnerLink, sink: Sink, coordinator: User) -> None:
    make_line(link, "Taller", day(3))
    send_letters()
    path = path_that_ends(sink.to(coordinator.email)[0])
    client = Client(enforce_csrf_checks=True)

    assert "Done: no more reminders" in client.post(path).content.decode()
    make_line(link, "Charla", day(3))
    send_letters()
    assert len(sink.to(coordinator.email)) == 1

    assert "The letters come again" in client.post(f"{path}again/").content.decode()
    send_letters()
    assert "Charla" in text_of(sink.to(coordinator.email)[1])


def test_nobody_ends_letters_of_others(link: PartnerLink) -> None:
    answer = Client().post(f"/letters/l{link.pk}.forged-signature/")

    assert answer.status_code == 404
    link.refresh_from_db()
    assert link.wants_letters
