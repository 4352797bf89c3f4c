import datetime
import io
import shutil
import subprocess
import uuid
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans.models import ExpectedReach, Indicator, Message, MessageText, PlannedActivity, TargetGroup
from plon.plans.poster import poster_of
from plon.plans.queries import load_plan
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import IndicatorFactory, PlannedActivityFactory, ResultFactory, TargetGroupFactory

TODAY = datetime.date(2026, 11, 24)


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/plan/{rest}"


def fill(project: Project, count: int) -> None:
    for _ in range(count):
        result, group = ResultFactory(project=project), TargetGroupFactory(project=project, levels=["local"])
        message = Message.objects.create(result=result, group=group)
        MessageText.objects.create(message=message, language="pl", text="Masz lekcję.")
        activity = PlannedActivityFactory(project=project)
        activity.results.add(result)
        ExpectedReach.objects.create(activity=activity, group=group, people=5)
        IndicatorFactory(project=project, result=result, activity=activity)


def test_an_empty_plan_tells_what_to_do_first(project: Project, editor: User) -> None:
    page = client_of(editor).get(address(project)).content.decode()

    assert "Guide me step by step" in page
    assert "Everything begins with a result" in page
    assert "group/new/" in page


def test_readers_see_the_plan_without_tools(project: Project, contributor: User) -> None:
    fill(project, 1)

    page = client_of(contributor).get(address(project)).content.decode()

    assert "Masz lekcję." in page
    assert "group/new/" not in page
    assert "/remove/" not in page


@pytest.mark.parametrize("kind", ["group", "activity", "indicator"])
def test_only_editors_add(project: Project, contributor: User, stranger: User, officer: User, kind: str) -> None:
    codes = [
        client_of(person).get(address(project, f"{kind}/new/")).status_code
        for person in (contributor, officer, stranger)
    ]

    assert codes == [403, 403, 404]


def test_the_plan_asks_the_database_as_often_for_three_rows_as_for_one(project: Project, editor: User) -> None:
    client = client_of(editor)
    fill(project, 1)
    client.get(address(project))
    with CaptureQueriesContext(connection) as one:
        client.get(address(project))
    fill(project, 2)
    with CaptureQueriesContext(connection) as three:
        client.get(address(project))

    assert len(three) == len(one) <= 20


def test_a_group_is_added_once_though_the_button_was_pressed_twice(project: Project, editor: User) -> None:
    client, data = (
        client_of(editor),
        {"name": "Teachers", "levels": ["local"], "size": "40", "form_token": uuid.uuid4()},
    )

    first, second = (client.post(address(project, "group/new/"), data) for _ in range(2))

    assert TargetGroup.objects.get().size == 40
    assert first["Location"] == second["Location"] == address(project) + "#groups"


def test_an_activity_is_planned_with_its_reach(project: Project, editor: User) -> None:
    result, group = ResultFactory(project=project), TargetGroupFactory(project=project)

    client_of(editor).post(
        address(project, "activity/new/"),
        {
            "title": "Workshop", "purpose": "dissemination", "phase": "during", "results": [result.pk],
            f"reaches_{group.pk}": "on", f"people_{group.pk}": "60", "cost": "120.50", "start": "2025-09-01",
        },
    )  # fmt: skip

    activity = PlannedActivity.objects.get()
    assert (str(activity.cost), activity.start, activity.reach.get().people) == (
        "120.50",
        datetime.date(2025, 9, 1),
        60,
    )


def test_polish_writes_amounts_with_a_comma(project: Project, editor: User) -> None:
    editor.language = "pl"
    editor.save()

    client_of(editor).post(
        address(project, "activity/new/"),
        {"title": "Wpis", "purpose": "promotion", "phase": "during", "cost": "1 200,50"},
    )

    assert str(PlannedActivity.objects.get().cost) == "1200.50"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"purpose": "dissemination"}, "choose which"),
        ({"purpose": "promotion", "start": "1899-01-01"}, "1899-01-01 can&#x27;t be right"),
        ({"purpose": "promotion", "start": "2999-01-01"}, "2999-01-01 can&#x27;t be right"),
        ({"purpose": "promotion", "start": "2025-09-02", "end": "2025-09-01"}, "can&#x27;t end before it starts"),
        ({"purpose": "promotion", "cost": "-5"}, "greater than or equal to 0"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(
    project: Project, editor: User, data: dict[str, str], sentence: str
) -> None:
    answer = client_of(editor).post(
        address(project, "activity/new/"), {"title": "A <b>post</b>", "phase": "during", **data}
    )

    page = answer.content.decode()
    assert sentence in page
    assert "A &lt;b&gt;post&lt;/b&gt;" in page
    assert not PlannedActivity.objects.exists()


def test_the_second_of_two_people_sees_both_texts(project: Project, editor: User) -> None:
    group = TargetGroupFactory(project=project, name="Old", version=3)

    page = (
        client_of(editor)
        .post(address(project, f"group/{group.public_id}/"), {"name": "Mine", "version": "2"})
        .content.decode()
    )

    assert 'value="Mine"' in page
    assert "Somebody saved this meanwhile" in page
    assert "<strong>Theirs</strong> <span>Old</span>" in page
    group.refresh_from_db()
    assert group.name == "Old"
    client_of(editor).post(address(project, f"group/{group.public_id}/"), {"name": "Mine", "version": "3"})
    group.refresh_from_db()
    assert group.name == "Mine"


def test_removing_tells_what_goes_with_it_and_asks(project: Project, editor: User) -> None:
    fill(project, 1)
    group = TargetGroup.objects.get()
    client = client_of(editor)

    page = client.get(address(project, f"group/{group.public_id}/remove/")).content.decode()
    assert "1 message goes with it." in page
    assert TargetGroup.objects.exists()
    client.post(address(project, f"group/{group.public_id}/remove/"))
    assert not TargetGroup.objects.exists()


def test_an_unknown_kind_of_item_is_not_there(project: Project, editor: User) -> None:
    assert client_of(editor).get(address(project, "dragon/new/")).status_code == 404


def test_an_item_of_another_project_is_not_there(project: Project, editor: User) -> None:
    other = IndicatorFactory()

    assert client_of(editor).get(address(project, f"indicator/{other.public_id}/")).status_code == 404
    assert Indicator.objects.count() == 1


def words_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    (folder / "poster.pdf").write_bytes(pdf)
    answer = subprocess.run(
        ["pdftotext", "-layout", str(folder / "poster.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(answer.stdout.split())


QUERY = "poster/file/?paper=A3&orientation=landscape&language={}&content={}"


def test_the_poster_holds_the_plan_in_both_languages(project: Project, editor: User, tmp_path: Path) -> None:
    fill(project, 1)
    client = client_of(editor)

    polish = words_of(client.get(address(project, QUERY.format("pl", "plan"))).content, tmp_path)
    english = words_of(client.get(address(project, QUERY.format("en", "plan"))).content, tmp_path)

    group = TargetGroup.objects.get().name
    assert group in polish
    assert group in english
    assert "Grupy docelowe" in polish
    assert "Target groups" in english


def test_a_blank_poster_needs_no_plan(project: Project, contributor: User) -> None:
    answer = client_of(contributor).get(address(project, QUERY.format("pl", "blank")))

    assert answer["Content-Disposition"].startswith('attachment; filename="')
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Nasz plan upowszechniania"


def test_an_unchanged_poster_is_not_sent_twice(project: Project, editor: User) -> None:
    client = client_of(editor)
    first = client.get(address(project, QUERY.format("pl", "plan")))

    again = client.get(address(project, QUERY.format("pl", "plan")), headers={"if-none-match": first["ETag"]})
    fill(project, 1)
    changed = client.get(address(project, QUERY.format("pl", "plan")), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("query", ["", "?paper=A9&orientation=landscape&language=pl&content=plan", "?paper=A3"])
def test_a_poster_asked_for_wrongly_leads_to_the_choice(project: Project, editor: User, query: str) -> None:
    answer = client_of(editor).get(address(project, "poster/file/" + query))

    assert (answer.status_code, answer["Location"]) == (302, address(project, "poster/"))


def test_strangers_and_visitors_print_nothing(project: Project, stranger: User) -> None:
    assert client_of(stranger).get(address(project, QUERY.format("pl", "plan"))).status_code == 404
    assert Client().get(address(project, QUERY.format("pl", "plan"))).status_code == 302


def test_the_poster_speaks_for_the_right_authority(project: Project) -> None:
    plan = load_plan(project)
    assert "Fundacji Rozwoju Systemu Edukacji" in poster_of(plan, "pl", today=TODAY).disclaimer

    project.authority = "EACEA"
    assert "European Education and Culture Executive Agency (EACEA)" in poster_of(plan, "en", today=TODAY).disclaimer
    project.programme = "erasmus-2014-2020"
    old = poster_of(plan, "pl", today=TODAY)
    assert old.statement == "Co-funded by the Erasmus+ Programme of the European Union"
    assert "does not constitute an endorsement" in old.disclaimer


def test_the_poster_asks_the_database_as_often_for_three_rows_as_for_one(project: Project) -> None:
    fill(project, 1)
    with CaptureQueriesContext(connection) as one:
        poster_of(load_plan(Project.objects.get()), "pl", today=TODAY)
    fill(project, 2)
    with CaptureQueriesContext(connection) as three:
        poster_of(load_plan(Project.objects.get()), "pl", today=TODAY)

    assert len(three) == len(one)
    assert Result.objects.count() == 3
