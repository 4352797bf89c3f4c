import datetime
import logging
import uuid

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation
from time_machine import TimeMachineFixture

from plon.attendance import actions
from plon.attendance.models import AttendanceList, Signature
from plon.attendance.refusals import ListIsFull, NotOpen
from plon.history.models import Event
from plon.plans.models import TargetGroup
from plon.programme.attendance import attendance_rules
from tests.attendance.conftest import HOUR, over


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    cache.clear()


def door(attendance: AttendanceList, query: str = "") -> str:
    return f"/sign/{attendance.secret}/{query}"


def test_a_participant_signs_without_an_account(attendance: AttendanceList, teachers: TargetGroup) -> None:
    phone = Client()
    page = phone.get(door(attendance)).content.decode()
    answer = phone.post(door(attendance), {"name": "Anna", "organisation": "School 3", "group_key": teachers.public_id})

    entry = Signature.objects.get()
    assert "Workshop by the river" in page
    assert (answer.status_code, answer["Location"]) == (302, door(attendance))
    assert (entry.name, entry.organisation, entry.group_key) == ("Anna", "School 3", teachers.public_id)
    assert "You are on the list" in phone.get(door(attendance)).content.decode()


def test_the_same_phone_changes_its_entry_instead_of_adding_another(attendance: AttendanceList) -> None:
    phone = Client()
    phone.get(door(attendance))
    for name in ("Ana", "Ana", "Anna"):
        phone.post(door(attendance), {"name": name, "group_key": "other"})

    assert [entry.name for entry in Signature.objects.all()] == ["Anna"]


def test_two_phones_are_two_people(attendance: AttendanceList) -> None:
    for name in ("Anna", "Bogdan"):
        Client().post(door(attendance), {"name": name, "group_key": "other"})

    assert Signature.objects.count() == 2


def test_another_person_may_sign_on_the_same_phone(attendance: AttendanceList) -> None:
    phone = Client()
    phone.post(door(attendance), {"name": "Anna", "group_key": "other"})
    phone.post(door(attendance), {"do": "another"})
    phone.post(door(attendance), {"name": "Bogdan", "group_key": "other"})

    assert {entry.name for entry in Signature.objects.all()} == {"Anna", "Bogdan"}


def test_an_entry_is_taken_back_by_its_own_phone_alone(attendance: AttendanceList) -> None:
    phone, other = Client(), Client()
    phone.post(door(attendance), {"name": "Anna", "group_key": "other"})
    other.post(door(attendance), {"do": "take-back"})
    assert Signature.objects.count() == 1

    answer = phone.post(door(attendance), {"do": "take-back"}, follow=True)

    assert Signature.objects.count() == 0
    assert "Nothing of it is kept" in answer.content.decode()


def test_a_made_up_cookie_opens_nobodys_entry(attendance: AttendanceList) -> None:
    actions.sign(attendance, device_key=uuid.UUID(int=7), name="Anna")
    phone = Client()
    phone.cookies[f"plon_signed_{attendance.public_id}"] = str(uuid.UUID(int=7))

    assert "Anna" not in phone.get(door(attendance)).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "Anna"},
        {"name": "  ", "group_key": "other"},
        {"name": "x" * 121, "group_key": "other"},
        {"name": "Anna", "group_key": "zzzzzzz"},
    ],
)
def test_what_can_not_be_taken_is_shown_again_with_its_words(attendance: AttendanceList, sent: dict[str, str]) -> None:
    answer = Client().post(door(attendance), sent)

    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()
    assert Signature.objects.count() == 0


def test_before_it_opens_the_page_says_when(attendance: AttendanceList) -> None:
    attendance.opens_at += 2 * HOUR
    attendance.closes_at += 2 * HOUR
    attendance.save()
    phone = Client()

    assert "not open yet" in phone.get(door(attendance)).content.decode()
    assert phone.post(door(attendance), {"name": "Anna", "group_key": "other"}).status_code == 422
    assert Signature.objects.count() == 0


def test_after_its_time_nobody_signs_but_an_entry_can_still_be_taken_back(attendance: AttendanceList) -> None:
    phone = Client()
    phone.post(door(attendance), {"name": "Anna", "group_key": "other"})
    over(attendance)

    late = Client().post(door(attendance), {"name": "Late", "group_key": "other"})
    phone.post(door(attendance), {"do": "take-back"})

    assert (late.status_code, "The list is closed." in late.content.decode()) == (422, True)
    assert Signature.objects.count() == 0


def test_guessed_addresses_are_not_found_and_logged_without_the_guess(
    attendance: AttendanceList, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("plon")
    logger.addHandler(caplog.handler)
    try:
        code = Client().get("/sign/AAAAAAAAAAAAAAAAAAAAAA/").status_code
    finally:
        logger.removeHandler(caplog.handler)

    assert code == 404
    assert "an address that does not exist" in caplog.text
    assert "AAAA" not in "".join(record.getMessage() for record in caplog.records if record.name == "plon.attendance")


@pytest.mark.slow
def test_one_address_can_not_flood_a_list(attendance: AttendanceList, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    codes = [
        Client(REMOTE_ADDR="10.0.0.1").post(door(attendance), {"name": f"Robot {n}", "group_key": "other"}).status_code
        for n in range(attendance_rules().per_minute + 2)
    ]
    elsewhere = (
        Client(REMOTE_ADDR="10.0.0.2").post(door(attendance), {"name": "Anna", "group_key": "other"}).status_code
    )

    assert codes.count(302) == attendance_rules().per_minute
    assert codes[-1] == 429
    assert elsewhere == 302


def test_a_list_holds_no_more_than_any_hall(attendance: AttendanceList) -> None:
    Signature.objects.create(list=attendance, people=attendance_rules().most_people)

    with pytest.raises(ListIsFull):
        actions.sign(attendance, device_key=uuid.uuid4(), name="Anna")


def test_the_page_speaks_the_language_of_the_list_and_changes_it_by_a_link(attendance: AttendanceList) -> None:
    attendance.language = "pl"
    attendance.save()
    phone = Client(headers={"accept-language": "de"})

    assert '<html lang="pl">' in phone.get(door(attendance)).content.decode()
    english = phone.get(door(attendance, "?lang=en")).content.decode()
    assert '<html lang="en">' in english
    assert "First and last name" in english
    assert phone.post(door(attendance, "?lang=en"), {"name": "A", "group_key": "other"})["Location"] == door(
        attendance, "?lang=en"
    )


def test_where_from_is_asked_only_where_the_organiser_wants_it(attendance: AttendanceList) -> None:
    attendance.asks_organisation = False
    attendance.save()
    phone = Client()
    phone.post(door(attendance), {"name": "Anna", "organisation": "School 3", "group_key": "other"})

    assert "School or organisation" not in Client().get(door(attendance)).content.decode()
    assert Signature.objects.get().organisation == ""


def test_nobody_signs_a_list_that_is_closed_at_the_same_moment(attendance: AttendanceList) -> None:
    seen_open = AttendanceList.objects.get(pk=attendance.pk)
    AttendanceList.objects.filter(pk=attendance.pk).update(closed_at=datetime.datetime.now(datetime.UTC))

    with pytest.raises(NotOpen):
        actions.sign(seen_open, device_key=uuid.uuid4(), name="Late")
    assert Signature.objects.count() == 0


def test_signing_leaves_no_trace_in_the_history(attendance: AttendanceList) -> None:
    before = Event.objects.count()
    actions.sign(attendance, device_key=uuid.uuid4(), name="Anna")

    assert Event.objects.count() == before


def test_a_name_is_one_person(attendance: AttendanceList, editor: object) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="A name is one person"):
        Signature(list=attendance, name="Anna", people=2).full_clean()
