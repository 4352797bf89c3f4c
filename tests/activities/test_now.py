import datetime
import io
import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from plon.accounts.models import User
from plon.activities.models import Activity, Proof
from plon.activities.now_choices import choices_for, distance
from plon.evidence.models import Evidence
from plon.plans.models import ExpectedReach, PlannedActivity, TargetGroup
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import (
    EvidenceFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ResultFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 6, 15)


def page_of(project: Project) -> str:
    return f"/workspace/{project.public_id}/activities/now/"


def queue_of(project: Project) -> str:
    return f"{page_of(project)}send/"


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "#1f5a3f").save(file, "JPEG")
    file.seek(0)
    file.name = "river.jpg"
    return file


@pytest.fixture
def teachers(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Teachers")


@pytest.fixture
def line(project: Project, teachers: TargetGroup) -> PlannedActivity:
    """A line of the plan that shows a result to teachers."""
    line = PlannedActivityFactory(project=project, title="Workshop by the river", place="Opole")
    line.results.add(ResultFactory(project=project))
    ExpectedReach.objects.create(activity=line, group=teachers, people=40)
    return line


def entry(line: PlannedActivity, **more: object) -> dict[str, object]:
    return {"device_key": str(uuid.uuid4()), "what": line.public_id, "start": str(timezone.localdate()), **more}


def test_what_is_today_and_what_is_mine_stands_first(project: Project) -> None:
    mine = OrganisationFactory()
    PartnershipFactory(project=project, organisation=mine)
    days = {"far": 90, "today": 0, "past": -3, "tomorrow": 1}
    for name, away in days.items():
        PlannedActivityFactory(project=project, title=name, start=TODAY + datetime.timedelta(days=away))
    PlannedActivityFactory(project=project, title="no date")
    PlannedActivityFactory(project=project, title="mine, later", start=TODAY.replace(year=2027), responsible=mine)

    titles = [line.title for line in choices_for(project, mine, TODAY).lines]

    assert titles == ["mine, later", "today", "tomorrow", "past", "far", "no date"]


@pytest.mark.parametrize(
    ("start", "end", "days"), [(0, 0, 0), (-2, 5, 0), (3, 9, 3), (-9, -3, 3), (None, 0, 0), (4, None, 4)]
)
def test_how_far_a_period_is_away(start: int | None, end: int | None, days: int) -> None:
    first, last = (None if each is None else TODAY + datetime.timedelta(days=each) for each in (start, end))

    assert distance(first, last, TODAY) == days


def test_without_a_script_the_page_is_one_short_form(
    project: Project, contributor: User, line: PlannedActivity, teachers: TargetGroup
) -> None:
    client = client_of(contributor)
    assert "Workshop by the river" in client.get(page_of(project)).content.decode()

    sent = entry(line, photo=photo()) | {f"people_{teachers.public_id}": "24"}
    answer = client.post(page_of(project), sent, follow=True)

    act = Activity.objects.get()
    assert (act.planned, act.title, act.place, act.start) == (line, line.title, "Opole", timezone.localdate())
    assert [(row.group, row.people) for row in act.reach.all()] == [(teachers, 24)]
    assert Proof.objects.get().evidence == Evidence.objects.get()
    assert "Noted: Workshop by the river" in answer.content.decode()


def test_a_photo_that_is_none_keeps_the_act_and_says_so(
    project: Project, contributor: User, line: PlannedActivity
) -> None:
    file = io.BytesIO(b"<html>no photo</html>")
    file.name = "photo.jpg"

    page = client_of(contributor).post(page_of(project), entry(line, picture=file), follow=True).content.decode()

    assert Activity.objects.count() == 1
    assert Evidence.objects.count() == 0
    assert "The photo was not taken" in page


def test_a_phone_sends_what_it_kept_once_however_often_it_tries(
    project: Project, contributor: User, line: PlannedActivity, teachers: TargetGroup
) -> None:
    client = client_of(contributor)
    sent = entry(line) | {f"people_{teachers.public_id}": "24"}

    answers = [client.post(queue_of(project), sent).json() for _ in range(3)]

    act = Activity.objects.get()
    assert answers == [{"activity": act.public_id, "title": "Workshop by the river"}] * 3
    assert act.logged_by == contributor


def test_a_photo_that_came_before_is_attached_once(project: Project, contributor: User, line: PlannedActivity) -> None:
    client, sent = client_of(contributor), entry(line)
    evidence = EvidenceFactory(project=project)
    client.post(queue_of(project), sent)

    codes = [client.post(queue_of(project), sent | {"evidence": evidence.public_id}).status_code for _ in range(2)]

    assert codes == [200, 200]
    assert [(proof.evidence, proof.people) for proof in Proof.objects.all()] == [(evidence, 0)]


def test_a_photo_of_another_project_is_not_attached(project: Project, contributor: User, line: PlannedActivity) -> None:
    sent = entry(line, evidence=EvidenceFactory().public_id)

    answer = client_of(contributor).post(queue_of(project), sent)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["photo"])
    assert Proof.objects.count() == 0


def test_what_was_not_planned_is_logged_too(project: Project, contributor: User) -> None:
    result = ResultFactory(project=project)
    client, day = client_of(contributor), str(timezone.localdate())
    client.post(queue_of(project), {"what": "other", "title": "Radio", "start": day, "people_other": "3"})
    client.post(queue_of(project), {"what": "other", "title": "Demo", "start": day, "result": result.public_id})

    radio, demo = Activity.objects.get(title="Radio"), Activity.objects.get(title="Demo")
    assert (radio.purpose, radio.reach.get().people) == ("promotion", 3)
    assert (demo.purpose, list(demo.results.all())) == ("dissemination", [result])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "zzzzzzz"}, "what"),
        ({"what": "other"}, "title"),
        ({"start": "2999-01-01"}, "start"),
        ({"start": "yesterday"}, "start"),
        ({"people_other": "-1"}, "people_other"),
        ({"people_other": "99999999999"}, "people_other"),
        ({"people_gone123": "12"}, "what"),
        ({"device_key": "not a key"}, "device_key"),
    ],
)
def test_what_can_not_be_taken_is_said_at_its_field(
    project: Project, contributor: User, line: PlannedActivity, changed: dict[str, str], field: str
) -> None:
    answer = client_of(contributor).post(queue_of(project), entry(line) | changed)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert Activity.objects.count() == 0


def test_refusals_are_in_the_persons_language(project: Project, contributor: User, line: PlannedActivity) -> None:
    contributor.language = "pl"
    contributor.save()

    said = client_of(contributor).post(queue_of(project), entry(line, what="zzzzzzz")).json()

    assert said["errors"]["what"] == ["Tej pozycji nie ma już w planie. Wybierz inną albo „Coś innego”."]


def test_the_queue_tells_who_is_signed_in_and_gives_a_fresh_token(
    project: Project, contributor: User, editor: User, officer: User, stranger: User, line: PlannedActivity
) -> None:
    mine, theirs = (client_of(person).get(queue_of(project)).json() for person in (contributor, editor))
    assert mine["person"] != theirs["person"]

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(contributor, backend="django.contrib.auth.backends.ModelBackend")
    token = careful.get(queue_of(project)).json()["token"]
    assert careful.post(queue_of(project), entry(line), headers={"X-CSRFToken": token}).status_code == 200
    assert careful.post(queue_of(project), entry(line)).status_code == 403

    signed_out, reader, nobody = (
        client.get(queue_of(project)) for client in (Client(), client_of(officer), client_of(stranger))
    )
    assert (signed_out.status_code, signed_out.json()) == (403, {"code": "signed_out"})
    assert (reader.status_code, reader.json()) == (403, {"code": "forbidden"})
    assert (nobody.status_code, nobody.json()) == (404, {"code": "gone"})


def test_the_page_asks_as_often_for_three_lines_as_for_one(project: Project, contributor: User) -> None:
    client = client_of(contributor)

    def questions(more: int) -> int:
        for _ in range(more):
            line, group = PlannedActivityFactory(project=project), TargetGroupFactory(project=project)
            line.results.add(ResultFactory(project=project))
            ExpectedReach.objects.create(activity=line, group=group)
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(project))
        return len(asked)

    questions(1)
    assert questions(0) == questions(2) <= 20


def test_the_app_starts_in_the_only_project_or_the_last_one(project: Project, contributor: User) -> None:
    client = client_of(contributor)

    assert client.get("/workspace/now/")["Location"] == page_of(project)
    assert "Clean rivers" in client.get("/workspace/now/?all").content.decode()


def test_only_the_page_itself_may_be_kept_on_the_device(project: Project, contributor: User) -> None:
    client = client_of(contributor)

    assert client.get(page_of(project))["Plon-Keep"] == "now"
    assert "Plon-Keep" not in client.get(f"/workspace/{project.public_id}/")
    assert "Plon-Keep" not in client.get(queue_of(project))


def test_the_page_carries_its_words_in_every_plural(project: Project, contributor: User) -> None:
    contributor.language = "pl"
    contributor.save()
    page = client_of(contributor).get(page_of(project)).content.decode()
    raw = page.split('data-words="')[1].split('"')[0]

    words = json.loads(raw.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))

    assert words["people"] == {"one": "%(count)s osoba", "few": "%(count)s osoby", "many": "%(count)s osób",
                               "other": "%(count)s osób"}  # fmt: skip
