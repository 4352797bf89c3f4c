"""What somebody with a link sees and does."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from plon.accounts.models import User
from plon.activities.enums import ActivityState
from plon.activities.models import Activity
from plon.corner.models import PartnerLink
from plon.history.models import Event
from plon.plans import actions as planning
from plon.projects.models import Project
from tests.corner.factories import address, make_line, make_link, make_partner
from tests.factories import (
    ActivityFactory,
    PlannedActivityFactory,
    ProofFactory,
    ReachFactory,
    ResultFactory,
    ResultTextFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(datetime.datetime(2026, 3, 4, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def link(project: Project, coordinator: User) -> PartnerLink:
    return make_link(project, coordinator)


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def section(page: str, heading: str) -> str:
    """Return what stands under a heading of a page, up to the next."""
    assert f">{heading}</h2>" in page
    return page.partition(f">{heading}</h2>")[2].partition("<h2")[0]


def test_tasks_stand_by_their_dates(link: PartnerLink, client: Client) -> None:
    make_line(link, "Open day", day(-2))
    make_line(link, "Workshop", day(10))
    make_line(link, "Exhibition", day(31))
    make_line(link, "Undated")
    kept = make_line(link, "Article", day(-20))
    ActivityFactory(project=link.project, planned=kept, responsible=link.organisation, title="Article printed")
    PlannedActivityFactory(project=link.project, title="Not theirs", start=day(3))

    page = client.get(address(link)).content.decode()

    assert "Open day" in section(page, "Late")
    assert "was due on 2 March 2026" in section(page, "Late")
    assert "Workshop" in section(page, "In the next 30 days")
    later = section(page, "Later")
    assert "Exhibition" in later
    assert "no date yet" in later
    assert "Article" in section(page, "Closed: 1 task of the plan")
    assert "Article printed" in section(page, "Done, and nothing shows it yet")
    assert "Not theirs" not in page


def test_a_day_begins_where_the_partner_is(link: PartnerLink, client: Client) -> None:
    make_line(link, "Open day", TODAY)
    PartnerLink.objects.filter(pk=link.pk).update(time_zone="Atlantic/Azores")
    with time_machine.travel(datetime.datetime(2026, 3, 5, 0, 30, tzinfo=datetime.UTC), tick=False):
        page = client.get(address(link)).content.decode()

    assert "Open day" in section(page, "In the next 30 days")


def test_what_has_proof_lacks_nothing(link: PartnerLink, client: Client) -> None:
    act = ActivityFactory(project=link.project, responsible=link.organisation, title="Talk")
    ReachFactory(activity=act, people=24)
    ProofFactory(activity=act)

    page = client.get(address(link)).content.decode()

    assert "nothing shows it yet" not in page
    assert "24 people" in section(page, "What you have logged")
    assert "1 proof" in section(page, "What you have logged")


def test_the_plan_is_read_in_one_s_language_and_without_costs(
    link: PartnerLink, coordinator: User, client: Client
) -> None:
    result = ResultFactory(project=link.project, working_title="Lessons")
    ResultTextFactory(result=result, language="es", title="Doce lecciones")
    group = TargetGroupFactory(project=link.project, name="Science teachers")
    planning.write_message(result, group, by=coordinator, texts={"en": "Ready for Monday.", "es": "Listas."})
    PlannedActivityFactory(project=link.project, title="Workshop", start=day(10), cost=4321, place="Opole")
    PartnerLink.objects.filter(pk=link.pk).update(language="es")

    page = client.get(address(link, "plan/")).content.decode()

    assert "Doce lecciones" in page
    assert "Listas." in page
    assert "Science teachers" in page
    assert "14 March 2026" in page
    assert "4321" not in page.replace(" ", "")
    assert "4,321" not in page


def test_the_corner_speaks_the_language_that_is_chosen(link: PartnerLink, client: Client) -> None:
    assert "Your tasks" in client.get(address(link), headers={"Accept-Language": "pl"}).content.decode()

    page = client.post(address(link, "language/"), {"language": "pl"}, follow=True)

    assert '<html lang="pl">' in page.content.decode()
    assert "Twoje zadania" in page.content.decode()
    assert page["Content-Language"] == "pl"
    link.refresh_from_db()
    assert link.language == "pl"


def test_letters_are_ended_and_begun_on_the_page(link: PartnerLink, client: Client) -> None:
    page = client.post(address(link, "letters/"), {"wants": "no"}, follow=True).content.decode()
    assert "You get no reminders" in page

    page = client.post(address(link, "letters/"), {"wants": "yes"}, follow=True).content.decode()
    assert "go to ana@example.org" in page


def test_the_calendar_of_the_partner_is_offered(link: PartnerLink, client: Client) -> None:
    make_line(link, "Workshop", day(10))
    page = client.get(address(link, "calendar/")).content.decode()

    path = page.partition("webcal://127.0.0.1:8000")[2].partition('"')[0]
    assert b"Workshop" in client.get(path).content


# Logging


def log(link: PartnerLink, client: Client, **values: Any) -> Any:
    return client.post(address(link, "now/"), {"start": "2026-03-03", **values}, follow=True)


def test_a_partner_logs_a_line_of_its_plan(link: PartnerLink, client: Client) -> None:
    group = TargetGroupFactory(project=link.project)
    line = make_line(link, "Workshop", day(-1), purpose="promotion")

    page = log(link, client, what=line.public_id, **{f"people_{group.public_id}": "24"}).content.decode()

    act = Activity.objects.get()
    assert (act.title, act.planned, act.responsible, act.logged_by) == ("Workshop", line, link.organisation, None)
    assert act.logged_label == "Ana Ruiz (Escuela del Río)"
    assert [(row.group, row.people) for row in act.reach.all()] == [(group, 24)]
    assert "Workshop" in section(page, "Done, and nothing shows it yet")
    event = Event.objects.get(kind="act.logged")
    assert (event.actor_id, event.actor_label) == (None, "Ana Ruiz (Escuela del Río)")


def test_the_line_from_the_letter_is_chosen(link: PartnerLink, client: Client) -> None:
    line = make_line(link, "Workshop", day(3))

    page = client.get(address(link, f"now/?line={line.public_id}")).content.decode()

    assert f'id="now-{line.public_id}" required checked' in page


def test_lines_of_other_partners_are_not_offered_and_not_taken(link: PartnerLink, client: Client) -> None:
    other = make_partner(link.project, "Szkoła nad Odrą", "PL")
    theirs = PlannedActivityFactory(project=link.project, title="Warsztat", start=day(-1), responsible=other)

    assert "Warsztat" not in client.get(address(link, "now/")).content.decode()
    log(link, client, what=theirs.public_id)
    answer = client.post(address(link, "now/send/"), {"start": "2026-03-03", "what": theirs.public_id})

    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_what_a_phone_kept_is_taken_once(link: PartnerLink, client: Client) -> None:
    line = make_line(link, "Workshop", day(-1), purpose="promotion")
    key = "5f0c7c0e-3f3c-4b0f-9a43-51f5b6d7c111"
    sent = {"start": "2026-03-03", "what": line.public_id, "device_key": key}

    answers = [client.post(address(link, "now/send/"), sent).json() for _time in range(2)]

    assert answers[0]["activity"] == answers[1]["activity"]
    assert Activity.objects.count() == 1


# Correcting


@pytest.fixture
def act(link: PartnerLink) -> Activity:
    return ActivityFactory(
        project=link.project, responsible=link.organisation, title="Talk", purpose="promotion", cost=120,
        start=day(-3), state=ActivityState.DONE,
    )  # fmt: skip


def corrected(act: Activity, **values: Any) -> dict[str, Any]:
    return {
        "version": act.version, "title": act.title, "start": act.start.isoformat() if act.start else "",
        "mode": act.mode, "purpose": act.purpose, **values,
    }  # fmt: skip


def test_a_partner_corrects_what_it_logged(link: PartnerLink, act: Activity, client: Client) -> None:
    page = address(link, f"acts/{act.public_id}/")

    answer = client.post(page, corrected(act, title="Talk at school", place="Sevilla", people_other="31"), follow=True)

    act.refresh_from_db()
    assert "Saved." in answer.content.decode()
    assert (act.title, act.place, act.reach.get().people) == ("Talk at school", "Sevilla", 31)
    # What the page does not show stays.
    assert (act.cost, act.responsible) == (120, link.organisation)
    assert Event.objects.get(kind="act.changed").actor_label == "Ana Ruiz (Escuela del Río)"


def test_a_correction_that_makes_no_sense_is_said_and_nothing_is_lost(
    link: PartnerLink, act: Activity, client: Client
) -> None:
    page = address(link, f"acts/{act.public_id}/")

    answer = client.post(page, corrected(act, title="Talk at school", end="2020-01-01")).content.decode()

    assert "can&#x27;t end before it starts" in answer
    assert 'value="Talk at school"' in answer
    act.refresh_from_db()
    assert act.title == "Talk"


def test_of_two_corrections_the_second_is_told(link: PartnerLink, act: Activity, client: Client) -> None:
    page = address(link, f"acts/{act.public_id}/")
    client.post(page, corrected(act, title="First"))

    answer = client.post(page, corrected(act, title="Second")).content.decode()

    act.refresh_from_db()
    assert act.title == "First"
    assert 'value="Second"' in answer


def test_a_line_that_the_team_tied_stays_tied(link: PartnerLink, act: Activity, client: Client) -> None:
    line = PlannedActivityFactory(project=link.project, responsible=make_partner(link.project, "Other"))
    Activity.objects.filter(pk=act.pk).update(planned=line)

    page = address(link, f"acts/{act.public_id}/")
    assert f'value="{line.public_id}" selected' in client.get(page).content.decode()
    client.post(page, corrected(act, planned=line.public_id))

    act.refresh_from_db()
    assert act.planned == line


def test_the_worker_of_the_phone_keeps_the_quick_logs_of_team_and_corner() -> None:
    """The page must open without a connection, so its address is one that the worker knows."""
    worker = Client().get("/sw.js").content.decode()
    known = re.search(r"/(\^.*now\\/\$)/\.test", worker)

    assert known
    for page in (reverse("corner:log", args=["s3cr3t"]), reverse("now:page", args=["r7k2mq4"])):
        assert re.match(known[1], page), page
