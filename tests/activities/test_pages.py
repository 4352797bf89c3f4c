import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.models import Activity, Proof
from plon.evidence.models import Evidence
from plon.plans.models import ExpectedReach, PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    PlannedActivityFactory,
    ProofFactory,
    ReachFactory,
    ResultFactory,
    TargetGroupFactory,
)


def url(name: str, project: Project, *args: str) -> str:
    return reverse(f"activities:{name}", args=[project.public_id, *args])


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, working_title="Lessons by the water")


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Science teachers")


@pytest.fixture
def line(project: Project, result: Result, group: TargetGroup) -> PlannedActivity:
    planned: PlannedActivity = PlannedActivityFactory(
        project=project, title="Workshop by the river", place="Sandomierz", start=datetime.date(2025, 3, 1)
    )
    planned.results.add(result)
    ExpectedReach.objects.create(activity=planned, group=group, people=20)
    return planned


def sent(result: Result | None = None, **fields: object) -> dict[str, object]:
    """Return what the form sends for a thing done."""
    return {
        "title": "Workshop", "state": "done", "start": "2025-03-14", "mode": "on_site", "purpose": "dissemination",
        "results": [result.pk] if result else [], **fields,
    }  # fmt: skip


def test_what_the_plan_says_is_filled_in(line: PlannedActivity, contributor: User) -> None:
    page = client_of(contributor).get(url("new", line.project), {"planned": line.public_id}).content.decode()

    assert 'value="Workshop by the river"' in page
    assert 'value="Sandomierz"' in page
    assert 'value="2025-03-01"' in page
    assert "Science teachers" in page


def test_a_period_of_the_plan_says_nothing_about_the_day(line: PlannedActivity, contributor: User) -> None:
    line.end = datetime.date(2025, 4, 30)
    line.save()

    page = client_of(contributor).get(url("new", line.project), {"planned": line.public_id}).content.decode()

    assert "2025-03-01" not in page
    assert "2025-04-30" not in page


def test_a_contributor_logs_with_people_and_a_photo(
    line: PlannedActivity, result: Result, group: TargetGroup, contributor: User
) -> None:
    note = SimpleUploadedFile("note.txt", b"Signed by everybody.", content_type="text/plain")
    key = group.public_id

    answer = client_of(contributor).post(
        url("new", line.project),
        sent(result, planned=line.public_id, is_list="on", files=[note],
             **{f"people_{key}": "24", f"role_{key}_teachers": "22", f"fewer_{key}": "1", "people_other": "3"}),
    )  # fmt: skip

    act = Activity.objects.get()
    assert answer["Location"] == url("detail", line.project, act.public_id)
    assert (act.planned, act.logged_by) == (line, contributor)
    assert {row.group_name: (row.people, row.split) for row in act.reach.all()} == {
        "Science teachers": (24, {"role": {"teachers": 22}, "fewer_opportunities": 1}),
        "": (3, {}),
    }
    piece = Evidence.objects.get()
    assert piece.is_confidential
    # An attendance list shows everybody whom nothing else proves.
    assert {proof.group_key: proof.people for proof in piece.proofs.all()} == {key: 24, "": 3}


def test_a_refused_file_leaves_the_act_and_says_why(project: Project, editor: User) -> None:
    empty = SimpleUploadedFile("nothing.jpg", b"")

    answer = client_of(editor).post(url("new", project), sent(purpose="promotion", files=[empty]), follow=True)

    assert Activity.objects.count() == 1
    assert not Evidence.objects.exists()
    assert "was not taken" in answer.content.decode()


def test_a_form_sent_twice_logs_once(project: Project, editor: User) -> None:
    client = client_of(editor)
    data = sent(purpose="promotion", form_token="6f0e1c9e-8d1e-4b43-9a5f-1e8a3c2b7d10")

    locations = {client.post(url("new", project), data)["Location"] for _time in range(2)}

    assert Activity.objects.count() == len(locations) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": ""}, "A thing done has its date."),
        ({"start": "2999-01-01"}, "can&#x27;t be right"),
        ({"end": "2025-03-13"}, "end before it starts"),
        ({"title": ""}, "This field is required."),
        ({"purpose": "dissemination"}, "choose which"),
        ({"people_other": "-3"}, "greater than or equal to 0"),
        ({"role_other_teachers": "3"}, "how many people there were in all"),
        ({"people_other": "3", "role_other_teachers": "4"}, "the split counts 4 people"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_wrong_form_says_what_to_mend_and_keeps_what_was_typed(
    project: Project, editor: User, fields: dict[str, str], words: str
) -> None:
    answer = client_of(editor).post(url("new", project), sent(**{"purpose": "promotion", "learnt": "A lot."} | fields))

    page = answer.content.decode()
    assert words in page
    assert "A lot." in page
    assert not Activity.objects.exists()


def test_tomorrow_is_not_done_yet(project: Project, editor: User) -> None:
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    client = client_of(editor)

    refused = client.post(url("new", project), sent(purpose="promotion", start=tomorrow)).content.decode()
    client.post(url("new", project), sent(purpose="promotion", start=tomorrow, state="planned"))

    assert "still to come" in refused
    assert [act.state for act in Activity.objects.all()] == ["planned"]


def test_lines_of_the_plan_wait_in_the_list_until_they_are_kept(line: PlannedActivity, editor: User) -> None:
    client = client_of(editor)
    log_it = f"{url('new', line.project)}?planned={line.public_id}"

    assert log_it in client.get(url("index", line.project)).content.decode()
    ActivityFactory(project=line.project, planned=line, title="Done by the river")
    page = client.get(url("index", line.project)).content.decode()

    assert log_it not in page
    assert "Done by the river" in page


def test_the_list_is_narrowed_and_searched(project: Project, result: Result, editor: User) -> None:
    proven = ActivityFactory(project=project, title="Łąka at dawn", place="Kraków", start=datetime.date(2025, 5, 2))
    proven.results.add(result)
    ProofFactory(activity=proven)
    ActivityFactory(project=project, title="A post", purpose="promotion", start=datetime.date(2025, 6, 2))
    client = client_of(editor)

    def titles(**query: str) -> list[str]:
        page = client.get(url("index", project), query)
        return [entry.title for entry in page.context["page"].object_list]

    assert titles() == ["A post", "Łąka at dawn"]
    assert titles(q="laka krakow") == ["Łąka at dawn"]
    assert titles(purpose="promotion") == ["A post"]
    assert titles(unproven="on") == ["A post"]
    assert titles(result=result.public_id) == ["Łąka at dawn"]
    assert titles(since="2025-06-01") == ["A post"]
    assert titles(until="2025-05-31") == ["Łąka at dawn"]
    assert titles(state="cancelled") == []
    assert titles(partner="zzzzzzz", state="nonsense", since="nonsense") == ["A post", "Łąka at dawn"]


@pytest.mark.parametrize("view", ["index", "agenda", "calendar"])
def test_the_views_ask_the_same_number_of_questions_however_much_there_is(
    project: Project, result: Result, editor: User, view: str, django_assert_num_queries: object
) -> None:
    client, month = client_of(editor), {"month": "2025-03"}
    counts = []
    for _round in range(2):
        for _number in range(2):
            act = ActivityFactory(project=project, start=datetime.date(2025, 3, 14))
            act.results.add(result)
            ReachFactory(activity=act)
            ProofFactory(activity=act)
            PlannedActivityFactory(project=project, start=datetime.date(2025, 3, 20)).results.add(result)
        counts.append(_queries(client, url(view, project), month))

    assert counts[0] == counts[1]
    assert counts[0] < 25


def test_the_page_of_an_act_asks_the_same_number_of_questions_however_much_proves_it(
    project: Project, group: TargetGroup, result: Result, editor: User
) -> None:
    act = ActivityFactory(project=project)
    act.results.add(result)
    client, counts = client_of(editor), []
    for _round in range(2):
        for _number in range(2):
            ProofFactory(activity=act)
            ReachFactory(activity=act, group=TargetGroupFactory(project=project))
        counts.append(_queries(client, url("detail", project, act.public_id), {}))

    assert counts[0] == counts[1]


def _queries(client: Client, address: str, query: dict[str, str]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address, query)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


def test_a_month_begins_on_monday_and_what_lasts_stands_on_each_day(project: Project, editor: User) -> None:
    ActivityFactory(project=project, title="Camp", start=datetime.date(2025, 2, 27), end=datetime.date(2025, 3, 2))

    page = client_of(editor).get(url("calendar", project), {"month": "2025-03"})

    sheet = page.context["sheet"]
    assert sheet.weeks[0][0].day == datetime.date(2025, 2, 24)
    with_camp = [day.day.isoformat() for week in sheet.weeks for day in week if day.spots]
    assert with_camp == ["2025-02-27", "2025-02-28", "2025-03-01", "2025-03-02"]
    assert client_of(editor).get(url("calendar", project), {"month": "99999-99"}).status_code == 200


def test_an_act_shows_who_came_and_what_proves_it(project: Project, group: TargetGroup, editor: User) -> None:
    act = ActivityFactory(project=project, title="Workshop")
    ReachFactory(activity=act, group=group, people=24, split={"role": {"teachers": 20}, "fewer_opportunities": 2})
    ProofFactory(activity=act, group_key=group.public_id, people=18)

    page = client_of(editor).get(url("detail", project, act.public_id)).content.decode()

    assert "Teachers, trainers, educators: 20" in page
    assert "shows 18 people" in page


def test_two_people_change_one_act_at_the_same_time(project: Project, editor: User, coordinator: User) -> None:
    act = ActivityFactory(project=project, title="Workshop", place="Kraków", purpose="promotion")
    address = url("change", project, act.public_id)
    first, second = client_of(editor), client_of(coordinator)
    seen = second.get(address).context["seen"]
    mine = {"title": "Workshop", "start": "2025-03-14", "mode": "on_site", "purpose": "promotion", "place": "Kraków"}
    first.post(address, mine | {"version": "1", "title": "Workshop for teachers"})

    answer = second.post(address, mine | {"version": "1", "seen": seen, "place": "Sandomierz"})

    act.refresh_from_db()
    assert answer.status_code == 302
    assert (act.title, act.place) == ("Workshop for teachers", "Sandomierz")


def test_the_number_that_a_piece_shows_is_corrected_and_the_piece_taken_away(
    project: Project, group: TargetGroup, editor: User
) -> None:
    act = ActivityFactory(project=project)
    ReachFactory(activity=act, group=group, people=24)
    piece = ProofFactory(activity=act).evidence
    client = client_of(editor)
    shows = url("shows", project, act.public_id, piece.public_id)

    client.post(shows, {f"shows_{group.public_id}": "20"})
    assert list(Proof.objects.values_list("group_key", "people")) == [(group.public_id, 20)]
    refused = client.post(shows, {f"shows_{group.public_id}": "25"}, follow=True).content.decode()
    assert "24 people were reached" in refused
    client.post(shows, {f"shows_{group.public_id}": "many"})
    assert Proof.objects.get().people == 20
    client.post(url("detach", project, act.public_id, piece.public_id))
    assert not Proof.objects.exists()
    assert Evidence.objects.filter(pk=piece.pk).exists()


def test_postponing_asks_why_and_keeps_what_was_typed(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, state="planned", start=datetime.date(2025, 3, 14))
    client, address = client_of(editor), url("state", project, act.public_id)

    refused = client.post(address, {"state": "postponed", "start": "2025-04-14", "version": "1"})
    assert "Say why" in refused.content.decode()
    client.post(address, {"state": "postponed", "start": "2025-04-14", "reason": "Flood.", "version": "1"})

    act.refresh_from_db()
    assert (act.state, act.reason, act.start) == ("postponed", "Flood.", datetime.date(2025, 4, 14))


def test_what_is_still_to_come_can_not_be_done(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, state="planned", start=timezone.localdate() + datetime.timedelta(days=3))
    client, address = client_of(editor), url("state", project, act.public_id)

    refused = client.post(address, {"state": "done", "version": "1"}).content.decode()
    assert "be done yet" in refused
    client.post(address, {"state": "done", "start": timezone.localdate().isoformat(), "version": "1"})

    act.refresh_from_db()
    assert act.state == "done"


def test_a_removed_act_is_brought_back_from_the_list(project: Project, editor: User) -> None:
    act = ActivityFactory(project=project, title="Workshop")
    client = client_of(editor)

    listed = client.post(url("remove", project, act.public_id), follow=True)
    assert not Activity.objects.exists()
    event = listed.context["undo"]
    client.post(reverse("projects:restore", args=[project.public_id, event.pk]))

    assert Activity.objects.get().public_id == act.public_id


def test_contributors_change_their_own_and_add_evidence_everywhere(
    project: Project, editor: User, contributor: User
) -> None:
    own = ActivityFactory(project=project, logged_by=contributor, purpose="promotion")
    other = ActivityFactory(project=project, logged_by=editor, purpose="promotion")
    piece = EvidenceFactory(project=project, added_by=editor)
    ProofFactory(activity=other, evidence=piece)
    client = client_of(contributor)

    assert client.get(url("change", project, own.public_id)).status_code == 200
    for name in ("change", "repeat", "remove"):
        assert client.get(url(name, project, other.public_id)).status_code == 403
        assert client.post(url(name, project, other.public_id)).status_code == 403
    assert client.post(url("state", project, other.public_id), {"state": "planned"}).status_code == 403
    assert client.post(url("detach", project, other.public_id, piece.public_id)).status_code == 403
    assert client.post(url("shows", project, other.public_id, piece.public_id)).status_code == 403
    assert client.get(url("import", project)).status_code == 403
    mine = EvidenceFactory(project=project, added_by=contributor)
    client.post(url("attach", project, other.public_id), {"piece": [mine.public_id]})
    assert other.proofs.filter(evidence=mine).count() == 1
    client.post(url("detach", project, other.public_id, mine.public_id))
    assert other.proofs.filter(evidence=mine).count() == 0


def test_officers_read_and_change_nothing(project: Project, officer: User) -> None:
    act = ActivityFactory(project=project)
    client = client_of(officer)

    for address in (url("index", project), url("agenda", project), url("calendar", project), url("export", project),
                    url("detail", project, act.public_id)):  # fmt: skip
        assert client.get(address).status_code == 200
    for name in ("change", "repeat", "remove", "state", "duplicate", "attach"):
        assert client.post(url(name, project, act.public_id)).status_code == 403
    assert client.post(url("new", project)).status_code == 403
    assert "Log what you did" not in client.get(url("index", project)).content.decode()


def test_signed_lists_are_opened_by_editors_alone(project: Project, editor: User, contributor: User) -> None:
    act = ActivityFactory(project=project)
    piece = EvidenceFactory(project=project, kind="file", url="", path="evidence/1/list.pdf", is_confidential=True)
    ProofFactory(activity=act, evidence=piece)
    address = url("detail", project, act.public_id)

    assert "/evidence-files/" in client_of(editor).get(address).content.decode()
    assert "/evidence-files/" not in client_of(contributor).get(address).content.decode()
