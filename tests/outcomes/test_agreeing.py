"""Who may be asked again, and when their address goes."""

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from plon.history.models import Event
from plon.outcomes.actions import erase_due, take_up_agreements, withdraw
from plon.outcomes.enums import Kind
from plon.outcomes.models import Agreement, Answer, Call
from plon.outcomes.periods import due_days, due_now, last_day, next_day
from plon.projects.models import Project
from plon.projects.queries import hash_of
from plon.responses.erasing import erase_answers
from plon.responses.models import FreeText, IdentifiedResponse, Receipt, Response
from plon.results.models import Result
from plon.surveys.models import Round, Survey
from plon.uptake.actions import choose_asking
from plon.uptake.actions import withdraw as take_back
from plon.uptake.models import Contact, Use
from tests.factories import ProjectFactory
from tests.outcomes.conftest import AGREED, DAY, NOW, sheet_of, use_of

APRIL = AGREED.date()


def test_users_and_participants_who_agreed_are_taken_up_once(
    project: Project, lessons: Result, training: Round
) -> None:
    use_of(lessons)
    use_of(lessons, "no@example.org", may_ask_again=False)
    sheet_of(training)
    sheet_of(training, "never@example.org", may=False)

    assert take_up_agreements() == 2
    assert take_up_agreements() == 0

    user, participant = Agreement.objects.order_by("kind").reverse()
    assert (user.kind, user.email, user.result, user.country) == (Kind.USER, "ana@example.org", lessons, "PL")
    assert (participant.kind, participant.email, participant.language) == (Kind.PARTICIPANT, "jan@example.org", "pl")
    assert (user.agreed_on, user.erase_on) == (APRIL, datetime.date(2028, 6, 30))
    assert participant.project == project


def test_unconfirmed_hidden_and_old_words_count_for_nothing(lessons: Result) -> None:
    Use.objects.filter(pk=use_of(lessons, "a@example.org").pk).update(confirmed_at=None)
    Use.objects.filter(pk=use_of(lessons, "b@example.org").pk).update(hidden_at=NOW)
    use_of(lessons, "c@example.org", at=NOW - 900 * DAY)

    assert take_up_agreements() == 0


def test_who_took_part_twice_is_asked_once(training: Round) -> None:
    sheet_of(training, "jan@example.org", mark="before")
    sheet_of(training, "Jan@example.org", mark="after")

    assert take_up_agreements() == 1
    assert take_up_agreements() == 0


def test_anonymous_sheets_never_lead_here(project: Project) -> None:
    """Their tables hold no address, nothing here points to them, and no sheet of theirs makes anybody known."""
    for model in (Response, FreeText, Receipt):
        assert "email" not in {field.name for field in model._meta.get_fields()}
        assert not any(field.related_model is model for field in Agreement._meta.get_fields())
    asked = Round.objects.create(survey=Survey.objects.create(project=project, name="Anonymous"))
    Response.objects.create(round=asked, answers={"a": "ana@example.org"})
    FreeText.objects.create(round=asked, question="a", text="Write to ana@example.org")

    assert take_up_agreements() == 0


def test_the_database_keeps_one_origin_and_one_participant(project: Project, lessons: Result, training: Round) -> None:
    about = {"project": project, "email": "x@example.org", "agreed_on": APRIL, "erase_on": APRIL}
    wrong = ({"kind": "user"}, {"kind": "participant"}, {"kind": "user", "response": sheet_of(training)})
    for number, each in enumerate(wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(secret_hash=f"{number}", **about, **each)
    sheet_of(training, "y@example.org")
    take_up_agreements()
    twice = {"kind": "participant", "response": sheet_of(training, "z@example.org"), "email": "y@example.org"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(secret_hash="new", **{**about, **twice})


# When the address goes


def test_it_goes_by_its_date(ana: Agreement) -> None:
    erase_due(ana.erase_on)
    assert Agreement.objects.exists()

    erase_due(ana.erase_on + DAY)

    assert not Agreement.objects.exists()
    assert Use.objects.exists()


def test_what_went_by_its_date_does_not_come_back(
    project: Project, lessons: Result, training: Round, at: Callable[[datetime.datetime], None]
) -> None:
    """The last letter was answered, so the address goes early: while a new word of that age would still count."""
    use_of(lessons)
    sheet_of(training)
    sheet_of(training, "JAN@example.org", mark="after")
    other = Round.objects.create(survey=Survey.objects.create(project=ProjectFactory(), name="Another"))
    sheet_of(other)
    take_up_agreements()
    Agreement.objects.filter(project=project).update(erase_on=datetime.date(2028, 5, 3))
    at(datetime.datetime(2028, 5, 4, 9, tzinfo=datetime.UTC))

    erase_due()

    assert take_up_agreements() == 0
    assert list(Agreement.objects.values_list("project", flat=True)) == [other.survey.project_id]
    assert not Contact.objects.filter(may_ask_again=True).exists()
    assert IdentifiedResponse.objects.get(may_ask_again=True).round == other
    assert not Event.objects.filter(kind="outcome.withdrawn").exists()


def test_it_goes_with_the_declaration_it_came_from(ana: Agreement) -> None:
    take_back(Contact.objects.get())

    assert not Agreement.objects.exists()


def test_it_goes_when_the_box_is_unticked_and_comes_with_it(ana: Agreement) -> None:
    contact = Contact.objects.get()
    choose_asking(contact, wants=False)
    take_up_agreements()
    assert not Agreement.objects.exists()

    choose_asking(contact, wants=True)

    assert take_up_agreements() == 1


def test_it_stays_when_the_declaration_s_own_address_goes_by_its_date(ana: Agreement) -> None:
    """The other address served to confirm and to change; this one has a date of its own."""
    Contact.objects.all().delete()

    take_up_agreements()

    assert Agreement.objects.count() == 1


def test_it_goes_with_the_sheets_of_a_survey(training: Round) -> None:
    sheet_of(training)
    take_up_agreements()

    erase_answers(training.survey)

    assert not Agreement.objects.exists()


def test_who_takes_the_word_back_is_not_taken_up_again(project: Project, lessons: Result, training: Round) -> None:
    use_of(lessons)
    sheet_of(training)
    sheet_of(training, "JAN@example.org", mark="after")
    other = Round.objects.create(survey=Survey.objects.create(project=ProjectFactory(), name="Another"))
    sheet_of(other)
    take_up_agreements()
    for agreement in Agreement.objects.filter(project=project):
        withdraw(agreement)

    assert take_up_agreements() == 0
    assert list(Agreement.objects.values_list("project", flat=True)) == [other.survey.project_id]
    assert not Contact.objects.filter(may_ask_again=True).exists()
    assert IdentifiedResponse.objects.filter(may_ask_again=True).count() == 1
    event = Event.objects.filter(kind="outcome.withdrawn").first()
    assert event
    assert "example.org" not in f"{event.subject_label}{event.actor_label}{event.changes}"


def test_answers_stay_unless_one_says_otherwise(ana: Agreement) -> None:
    call = Call.objects.create(project=ana.project, thread=ana.public_id, kind=ana.kind, months=6, sent_at=NOW)
    Answer.objects.create(call=call, still="regularly", change="much")
    withdraw(ana)
    assert Answer.objects.exists()
    assert not Agreement.objects.filter(public_id=Answer.objects.get().call.thread).exists()

    take_up_agreements()
    choose_asking(Contact.objects.get(), wants=True)
    take_up_agreements()
    again = Agreement.objects.get()
    Call.objects.filter(pk=call.pk).update(thread=again.public_id)
    withdraw(again, answers_too=True)

    assert not Answer.objects.exists()


# Whose own page it is


def test_the_page_of_a_declaration_lets_one_choose(lessons: Result) -> None:
    contact = use_of(lessons, may_ask_again=False).contact
    assert contact
    Contact.objects.filter(pk=contact.pk).update(secret_hash=hash_of("a-secret"))
    client, address = Client(), "/en/told/a-secret/"
    assert "We do not ask you again." in client.get(address).content.decode()

    client.post(address, {"do": "ask"})
    assert Contact.objects.get().may_ask_again
    assert take_up_agreements() == 1
    client.post(address, {"do": "no-ask"})

    assert not Contact.objects.get().may_ask_again


# Days, pure


def test_days_are_those_of_the_months() -> None:
    assert due_days(datetime.date(2026, 8, 31)) == {
        6: datetime.date(2027, 2, 28), 12: datetime.date(2027, 8, 31), 24: datetime.date(2028, 8, 31),
    }  # fmt: skip
    assert last_day(APRIL) == datetime.date(2028, 6, 30)


@pytest.mark.parametrize(
    ("today", "asked", "months"),
    [
        (datetime.date(2026, 9, 30), (), None),
        (datetime.date(2026, 10, 1), (), 6),
        (datetime.date(2026, 10, 1), (6,), None),
        (datetime.date(2026, 12, 30), (), 6),
        (datetime.date(2026, 12, 31), (), None),
        (datetime.date(2027, 4, 1), (), 12),
        (datetime.date(2027, 4, 1), (6,), 12),
        (datetime.date(2028, 4, 1), (6, 12), 24),
        (datetime.date(2028, 4, 1), (24,), None),
        (datetime.date(2029, 4, 1), (), None),
    ],
)
def test_only_the_newest_day_counts(today: datetime.date, asked: tuple[int, ...], months: int | None) -> None:
    assert due_now(APRIL, today, asked) == months


def test_the_next_day_is_told() -> None:
    assert next_day(APRIL, datetime.date(2026, 5, 1), ()) == (6, datetime.date(2026, 10, 1))
    assert next_day(APRIL, datetime.date(2026, 10, 5), ()) == (6, datetime.date(2026, 10, 5))
    assert next_day(APRIL, datetime.date(2026, 10, 5), (6,)) == (12, datetime.date(2027, 4, 1))
    assert next_day(APRIL, datetime.date(2028, 4, 2), (24,)) is None
