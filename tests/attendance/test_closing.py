import datetime
import io
import uuid

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from plon.accounts.models import User
from plon.activities.actions import remove_logged_activity
from plon.activities.models import Activity, Proof
from plon.activities.refusals import StillNeeded
from plon.attendance import actions, closing
from plon.attendance.models import AttendanceList, Signature
from plon.attendance.refusals import ClosedAlready, NobodySigned
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.jobs.schedule import run_now
from plon.plans.models import TargetGroup
from tests.attendance.conftest import HOUR
from tests.attendance.test_organising import address
from tests.conftest import client_of
from tests.factories import ActivityFactory, ProjectFactory, ProofFactory, ReachFactory, UserFactory


def sign(attendance: AttendanceList, group: TargetGroup | None, *names: str) -> None:
    for name in names:
        actions.sign(
            attendance, device_key=uuid.uuid4(), name=name, group_key=group.public_id if group else "",
            organisation="School 3",
        )  # fmt: skip


def proven(event: Activity) -> dict[str, int]:
    return {proof.group_key: proof.people for proof in Proof.objects.filter(activity=event)}


def text_of(evidence: Evidence) -> str:
    with default_storage.open(evidence.path) as file:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read())).pages)


def test_a_closed_list_is_one_confidential_figure_with_the_list_in_it(
    attendance: AttendanceList, editor: User, teachers: TargetGroup, pupils: TargetGroup
) -> None:
    sign(attendance, teachers, "Anna Example", "Bogdan Example")
    actions.add_by_hand(attendance, by=editor, people=23, group_key=pupils.public_id)

    closing.close_list(attendance, by=editor)

    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.value, evidence.is_confidential, evidence.is_public) == ("figure", 25, True, False)
    text = text_of(evidence)
    assert "Anna Example" in text
    assert "23 people on the paper list" in text
    assert "People in all: 25." in text


def test_the_list_proves_no_more_people_than_were_reached(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup, pupils: TargetGroup
) -> None:
    sign(attendance, teachers, "Anna", "Bogdan", "Cezary")
    sign(attendance, pupils, "Danuta")

    closing.close_list(attendance, by=editor)

    assert proven(event) == {teachers.public_id: 2, pupils.public_id: 1}


def test_what_other_evidence_shows_is_not_proven_twice(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup
) -> None:
    photo = ProofFactory(activity=event, group_key=teachers.public_id, people=1)
    sign(attendance, teachers, "Anna", "Bogdan")

    closing.close_list(attendance, by=editor)

    assert Proof.objects.exclude(pk=photo.pk).get().people == 1


def test_the_reach_is_raised_to_the_signatures_with_one_click(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup
) -> None:
    sign(attendance, teachers, "Anna", "Bogdan", "Cezary")
    sign(attendance, None, "Danuta")
    client = client_of(editor)
    client.post(address(event, "close/"))

    assert "Log as many as signed" in client.get(address(event)).content.decode()
    client.post(address(event, "count/"))

    reached = {row.group_key: row.people for row in event.reach.all()}
    assert reached[teachers.public_id] == 3
    assert reached[""] == 1
    assert proven(event) == {teachers.public_id: 3, "": 1}
    assert "Log as many as signed" not in client.get(address(event)).content.decode()


def test_an_empty_list_is_no_evidence(attendance: AttendanceList, editor: User) -> None:
    with pytest.raises(NobodySigned):
        closing.close_list(attendance, by=editor)
    assert Evidence.objects.count() == 0


def test_a_list_is_closed_once(attendance: AttendanceList, event: Activity, editor: User) -> None:
    sign(attendance, None, "Anna")
    closing.close_list(AttendanceList.objects.get(), by=editor)

    with pytest.raises(ClosedAlready):
        closing.close_list(attendance, by=editor)
    with pytest.raises(ClosedAlready):
        actions.add_by_hand(attendance, by=editor, name="Late")
    with pytest.raises(ClosedAlready):
        actions.take_back(attendance, device_key=uuid.uuid4())
    assert Evidence.objects.count() == 1


def test_nothing_of_a_refused_closing_is_left_on_the_disk(
    attendance: AttendanceList, event: Activity, editor: User
) -> None:
    sign(attendance, None, "Anna")
    event.title = "x" * 300
    event.save()
    attendance.refresh_from_db()
    closing.close_list(attendance, by=editor)

    assert Evidence.objects.get().title.startswith("Attendance list: x")


def test_names_go_by_their_day_and_every_sum_stays(
    attendance: AttendanceList,
    event: Activity,
    editor: User,
    teachers: TargetGroup,
    django_capture_on_commit_callbacks: object,
) -> None:
    sign(attendance, teachers, "Anna Example", "Bogdan Example")
    closing.close_list(attendance, by=editor)
    evidence = Evidence.objects.get()
    path, before = evidence.path, proven(event)
    AttendanceList.objects.update(erase_on=timezone.localdate())

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run_now("attendance.erase_names")

    evidence.refresh_from_db()
    attendance.refresh_from_db()
    assert Signature.objects.count() == 0
    assert not default_storage.exists(path)
    assert (evidence.path, evidence.value, attendance.total) == ("", 2, 2)
    assert evidence.erased_at is not None
    assert proven(event) == before == {teachers.public_id: 2}
    page = client_of(editor).get(address(event)).content.decode()
    assert "The names were erased on" in page
    assert "Example" not in page


def test_names_stay_until_their_day(attendance: AttendanceList) -> None:
    sign(attendance, None, "Anna")
    AttendanceList.objects.update(erase_on=timezone.localdate() + datetime.timedelta(days=1))

    closing.erase_due()

    assert Signature.objects.count() == 1


def test_a_list_that_nobody_closed_loses_its_names_and_keeps_its_sum(attendance: AttendanceList) -> None:
    sign(attendance, None, "Anna", "Bogdan")
    AttendanceList.objects.update(erase_on=timezone.localdate())

    closing.erase_due()
    closing.erase_due()

    attendance.refresh_from_db()
    assert (attendance.total, attendance.counts) == (2, {"": 2})
    assert attendance.closed_at is not None
    assert (Signature.objects.count(), Evidence.objects.count()) == (0, 0)
    assert Event.objects.filter(kind="attendance.erased").count() == 1


def test_a_list_whose_evidence_was_destroyed_is_erased_all_the_same(attendance: AttendanceList, editor: User) -> None:
    sign(attendance, None, "Anna")
    closing.close_list(attendance, by=editor)
    Evidence.objects.all().delete()
    AttendanceList.objects.update(erase_on=timezone.localdate())

    closing.erase_due()

    assert AttendanceList.objects.get().total == 1


def test_no_name_reaches_the_history(
    attendance: AttendanceList, event: Activity, editor: User, teachers: TargetGroup
) -> None:
    sign(attendance, teachers, "Anna Secret")
    actions.add_by_hand(attendance, by=editor, name="Bogdan Secret")
    closing.close_list(attendance, by=editor)
    closing.raise_reach(AttendanceList.objects.get(), by=editor)
    closing.erase_names(attendance)

    told = [
        f"{event.subject_label} {event.changes} {event.actor_label} {event.reason}" for event in Event.objects.all()
    ]
    assert len(told) > 4
    assert "Secret" not in " ".join(told)


def test_a_contributor_opens_no_list_of_names(attendance: AttendanceList, editor: User, contributor: User) -> None:
    sign(attendance, None, "Anna")
    closing.close_list(attendance, by=editor)
    evidence, project = Evidence.objects.get(), attendance.activity.project

    page = client_of(contributor).get(f"/workspace/{project.public_id}/evidence/{evidence.public_id}/")

    assert page.status_code in {403, 404}


class TestSums(TestCase):
    """Whoever signs as whatever: the parts add up to the whole, and proofs never pass what was reached."""

    @pytest.mark.slow
    @hypothesis_settings(max_examples=12)
    @given(
        signed=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 40)), min_size=1, max_size=8),
        reached=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    )
    def test_the_parts_add_up(self, signed: list[tuple[int, int]], reached: tuple[int, int]) -> None:
        editor, project = UserFactory(), ProjectFactory()
        event = ActivityFactory(project=project)
        keys = ["aaaaaaa", "bbbbbbb", ""]
        for key, people in zip(keys, reached, strict=False):
            ReachFactory(activity=event, group_key=key, group_name=key, people=people)
        now = timezone.now()
        attendance = actions.open_list(
            event, by=editor, opens_at=now - HOUR, closes_at=now + HOUR, keep_days=90, language="pl"
        )
        for which, people in signed:
            actions.add_by_hand(attendance, by=editor, group_key=keys[which], people=people)

        closed = closing.close_list(attendance, by=editor)

        assert closed.total == sum(closed.counts.values()) == sum(people for _, people in signed)
        assert Evidence.objects.get(project=project).value == closed.total
        for key, people in proven(event).items():
            row = event.reach.filter(group_key=key).first()
            assert people <= (row.people if row else 0)


def test_an_act_stays_while_names_hang_on_it(attendance: AttendanceList, editor: User, teachers: TargetGroup) -> None:
    sign(attendance, teachers, "Anna Example")
    with pytest.raises(StillNeeded, match="Close the list first"):
        remove_logged_activity(attendance.activity, by=editor)

    closing.close_list(attendance, by=editor)
    with pytest.raises(StillNeeded, match="names are erased on"):
        remove_logged_activity(attendance.activity, by=editor)

    AttendanceList.objects.update(erased_at=timezone.now())
    remove_logged_activity(attendance.activity, by=editor)
    assert not Activity.objects.exists()


def test_an_empty_list_goes_with_its_act(attendance: AttendanceList, editor: User) -> None:
    remove_logged_activity(attendance.activity, by=editor)

    assert not AttendanceList.objects.exists()
