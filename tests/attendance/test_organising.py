import datetime
import io
import uuid

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.links import links_of
from plon.activities.models import Activity
from plon.attendance import actions
from plon.attendance.models import AttendanceList, Signature
from plon.history.models import Event
from plon.plans.models import TargetGroup
from tests.attendance.conftest import HOUR
from tests.conftest import client_of


def address(event: Activity, rest: str = "") -> str:
    return f"/workspace/{event.project.public_id}/attendance/{event.public_id}/{rest}"


def hours(**changed: str) -> dict[str, str]:
    return {"opens_at": "2026-09-01T09:00", "closes_at": "2026-09-01T14:00", "language": "pl", "keep_days": "90",
            **changed}  # fmt: skip


def test_the_list_of_an_event_is_made_once(event: Activity, editor: User) -> None:
    client, sent = client_of(editor), hours(form_token=str(uuid.uuid4()))
    for _ in range(2):
        client.post(address(event), sent)

    made = AttendanceList.objects.get()
    assert made.erase_on == datetime.date(2026, 11, 30)
    assert Event.objects.filter(kind="attendance.opened").count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"keep_days": "29"}, "30 to 365 days"),
        ({"keep_days": "366"}, "30 to 365 days"),
        ({"closes_at": "2026-09-01T08:00"}, "close before it opens"),
        ({"opens_at": ""}, "This field is required"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(
    event: Activity, editor: User, changed: dict[str, str], words: str
) -> None:
    page = client_of(editor).post(address(event), hours(**changed)).content.decode()

    assert words in page
    assert AttendanceList.objects.count() == 0


def test_who_runs_the_event_sees_names_and_the_others_a_number(
    attendance: AttendanceList, event: Activity, editor: User, contributor: User, officer: User, stranger: User
) -> None:
    actions.sign(attendance, device_key=uuid.uuid4(), name="Anna Example")

    pages = {person: client_of(person).get(address(event)) for person in (editor, contributor, officer, stranger)}

    assert "Anna Example" in pages[editor].content.decode()
    for person in (contributor, officer):
        assert pages[person].status_code == 200
        assert "Anna Example" not in pages[person].content.decode()
    assert pages[stranger].status_code == 404


@pytest.mark.parametrize("rest", ["live/", "qr/", "close/", "change/"])
def test_what_shows_names_or_the_code_is_for_who_runs_the_event(
    attendance: AttendanceList, event: Activity, editor: User, contributor: User, stranger: User, rest: str
) -> None:
    codes = [client_of(person).get(address(event, rest)).status_code for person in (editor, contributor, stranger)]

    assert codes == [200, 403, 404]


def test_a_contributor_runs_the_list_of_an_event_they_logged(event: Activity, contributor: User) -> None:
    event.logged_by = contributor
    event.save()

    client_of(contributor).post(address(event), hours())

    assert AttendanceList.objects.get().activity == event


def test_from_paper_a_number_is_enough(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup
) -> None:
    client = client_of(editor)
    client.post(address(event, "add/"), {"people": "23", "group_key": teachers.public_id})
    client.post(address(event, "add/"), {"name": "Anna", "people": "1", "group_key": "other"})
    refused = client.post(address(event, "add/"), {"name": "Bogdan", "people": "2", "group_key": "other"})

    page = client.get(address(event)).content.decode()
    assert "23 people on paper" in page
    assert "<strong>24</strong>" in page
    assert (refused.status_code, Signature.objects.count()) == (422, 2)


def test_a_wrong_entry_is_taken_off_and_the_history_tells_no_name(
    attendance: AttendanceList, event: Activity, editor: User
) -> None:
    entry = actions.add_by_hand(attendance, by=editor, name="Anna Example")

    client_of(editor).post(address(event, f"entries/{entry.pk}/remove/"))

    assert Signature.objects.count() == 0
    told = [(str(e.changes), e.subject_label, e.actor_label) for e in Event.objects.filter(kind__startswith="attend")]
    assert len(told) == 3
    assert "Anna" not in str(told)


def test_an_entry_of_another_list_can_not_be_taken_off(
    attendance: AttendanceList, event: Activity, editor: User
) -> None:
    entry = actions.add_by_hand(attendance, by=editor, name="Anna")
    assert not actions.remove_entry(
        AttendanceList.objects.create(
            activity=Activity.objects.create(project=event.project, title="Other", start=event.start),
            opens_at=timezone.now(), closes_at=timezone.now() + HOUR, erase_on=timezone.localdate(),
        ),
        by=editor, entry=entry.pk,
    )  # fmt: skip
    assert Signature.objects.count() == 1


def test_the_hours_of_a_list_are_not_changed_over_somebody_elses_change(
    attendance: AttendanceList, event: Activity, editor: User
) -> None:
    client = client_of(editor)
    client.post(address(event, "change/"), hours(version="1"))
    second = client.post(address(event, "change/"), hours(version="1", keep_days="40"))

    attendance.refresh_from_db()
    assert attendance.erase_on == datetime.date(2026, 11, 30)
    assert "Somebody else saved this meanwhile" in second.content.decode()


def test_the_list_asks_the_database_as_often_for_three_entries_as_for_one(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup
) -> None:
    client = client_of(editor)

    def questions(more: int) -> int:
        for _ in range(more):
            actions.sign(attendance, device_key=uuid.uuid4(), name="Anna", group_key=teachers.public_id)
        with CaptureQueriesContext(connection) as asked:
            client.get(address(event))
        return len(asked)

    questions(1)
    assert questions(0) == questions(2) <= 30


def test_the_qr_page_shows_the_code_and_its_address(attendance: AttendanceList, event: Activity, editor: User) -> None:
    page = client_of(editor).get(address(event, "qr/")).content.decode()

    assert f"/sign/{attendance.secret}/" in page
    assert 'viewBox="0 0' in page


@pytest.mark.parametrize(("language", "title"), [("pl", "Lista obecności"), ("en", "Attendance list")])
def test_the_paper_list_has_twenty_numbered_lines_a_page(
    event: Activity, contributor: User, language: str, title: str
) -> None:
    content = client_of(contributor).get(address(event, f"sheet.pdf?pages=2&language={language}")).content

    with pikepdf.open(io.BytesIO(content)) as paper:
        assert len(paper.pages) == 2
        assert "/StructTreeRoot" in paper.Root
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert title in texts[0]
    assert "Workshop by the river" in texts[0]
    assert "20" in texts[0].split()
    assert "21" in texts[1].split()
    assert "40" in texts[1].split()


@pytest.mark.parametrize("query", ["pages=0", "pages=x", "pages=999999999", "language=xx", "pages=-1", ""])
def test_a_strange_wish_still_gives_a_list(event: Activity, editor: User, query: str) -> None:
    answer = client_of(editor).get(address(event, f"sheet.pdf?{query}"))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_the_acts_page_leads_to_the_list(event: Activity, editor: User, contributor: User) -> None:
    assert address(event) in [link.url for link in links_of(event, editor)]
    assert links_of(event, contributor) == []


def test_names_are_kept_within_the_limits_of_the_rules(event: Activity, editor: User) -> None:
    now = timezone.now()
    with pytest.raises(ValidationError):
        actions.open_list(event, by=editor, opens_at=now, closes_at=now + HOUR, keep_days=1, language="pl")
