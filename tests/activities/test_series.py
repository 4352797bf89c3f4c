import datetime

import pytest
from django.urls import reverse

from plon.accounts.models import User
from plon.activities import actions
from plon.activities.models import Activity
from plon.activities.refusals import TooMany
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.restoring import restore
from tests.conftest import client_of
from tests.factories import ActivityFactory, EvidenceFactory, ProofFactory, ReachFactory, TargetGroupFactory

FIRST = datetime.date(2026, 9, 7)
DAYS = [FIRST + datetime.timedelta(weeks=step) for step in (1, 2, 3)]


@pytest.fixture
def club(project: Project) -> Activity:
    activity: Activity = ActivityFactory(
        project=project, title="River club", place="Room 12", purpose="promotion", start=FIRST, state="planned"
    )
    ReachFactory(activity=activity, group=TargetGroupFactory(project=project, name="Pupils"), people=12)
    return activity


def days() -> list[tuple[str, str]]:
    return [(act.start.isoformat(), act.title) for act in Activity.objects.order_by("start") if act.start]


def test_a_series_is_planned_in_one_go(club: Activity, editor: User) -> None:
    made = actions.repeat_activity(club, by=editor, days=DAYS)

    club.refresh_from_db()
    assert [act.start for act in made] == DAYS
    assert {act.series for act in made} == {club.series}
    assert {(act.state, act.place) for act in made} == {("planned", "Room 12")}
    assert [(row.group_name, row.people) for row in made[0].reach.all()] == [("Pupils", 0)]


def test_a_series_of_nothing_or_of_years_is_refused_whole(club: Activity, editor: User) -> None:
    for wrong in ([], [FIRST + datetime.timedelta(days=step) for step in range(61)]):
        with pytest.raises(TooMany):
            actions.repeat_activity(club, by=editor, days=wrong)
    assert Activity.objects.count() == 1


def test_a_later_change_reaches_those_that_are_still_to_come(club: Activity, project: Project, editor: User) -> None:
    _first, second, third = actions.repeat_activity(club, by=editor, days=DAYS)
    actions.set_state(third, by=editor, state="done")
    address = reverse("activities:change", args=[project.public_id, club.public_id])
    form = {"title": "Water club", "start": FIRST.isoformat(), "mode": "on_site", "purpose": "promotion",
            "place": "Room 12", "version": "1", "apply": "following"}  # fmt: skip

    client_of(editor).post(address, form)

    assert [title for _day, title in days()] == ["Water club", "Water club", "Water club", "River club"]
    second.refresh_from_db()
    assert second.start == DAYS[1]


def test_a_change_of_one_leaves_the_others(club: Activity, project: Project, editor: User) -> None:
    actions.repeat_activity(club, by=editor, days=DAYS)
    address = reverse("activities:change", args=[project.public_id, club.public_id])

    client_of(editor).post(
        address,
        {"title": "Water club", "start": FIRST.isoformat(), "mode": "on_site", "purpose": "promotion", "version": "1",
         "apply": "this"},
    )  # fmt: skip

    assert [title for _day, title in days()].count("Water club") == 1


def test_taking_a_series_back_leaves_what_was_done_or_proven(club: Activity, editor: User) -> None:
    done, proven, third = actions.repeat_activity(club, by=editor, days=DAYS)
    actions.set_state(done, by=editor, state="done")
    ProofFactory(activity=proven, evidence=EvidenceFactory(project=club.project))
    club.refresh_from_db()

    assert actions.remove_following(club, by=editor) == 1
    assert not Activity.objects.filter(pk=third.pk).exists()
    restore(Event.objects.get(kind="act.removed"), by=editor)
    again = Activity.objects.get(public_id=third.public_id)
    assert (again.series, again.start) == (club.series, DAYS[2])


def test_the_dates_are_seen_before_they_are_planned(club: Activity, project: Project, editor: User) -> None:
    client, address = client_of(editor), reverse("activities:repeat", args=[project.public_id, club.public_id])
    asked = {"every": "week", "until": "2026-09-30"}

    seen = client.post(address, asked)
    assert seen.context["days"] == DAYS
    assert Activity.objects.count() == 1
    client.post(address, {**asked, "take": "yes", "day": [DAYS[0].isoformat(), DAYS[2].isoformat()]})

    assert [day for day, _title in days()] == ["2026-09-07", "2026-09-14", "2026-09-28"]


@pytest.mark.parametrize(
    ("until", "words"),
    [("2026-09-07", "come again"), ("2036-09-07", "more than 60 dates"), ("", "This field is required.")],
)
def test_a_wrong_end_is_told(club: Activity, project: Project, editor: User, until: str, words: str) -> None:
    address = reverse("activities:repeat", args=[project.public_id, club.public_id])

    assert words in client_of(editor).post(address, {"every": "week", "until": until}).content.decode()


def test_what_has_no_date_is_not_repeated(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, state="planned", start=None)
    address = reverse("activities:repeat", args=[project.public_id, act.public_id])

    page = client_of(editor).post(address, {"every": "week", "until": "2026-09-30"}).content.decode()

    assert "Give the activity its date first" in page
