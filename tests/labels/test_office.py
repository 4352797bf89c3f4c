"""The office's pages of labels, as officers use them."""

import csv
import io
import zipfile
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.labels.criteria import criteria
from plon.labels.models import Label, Nomination, NominationList, Opinion
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, ResultFactory
from tests.labels.making import WHY, given, proposed


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def filled(**changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": "good_practice", "about": ""}
    for each in criteria():
        values |= {f"mark_{each.code}": "strong", f"why_{each.code}": f"Because of {each.code}."}
    return values | changed


def another(number: int) -> Project:
    project = ProjectFactory(has_published=True)
    ResultFactory(project=project, state=ResultState.PUBLISHED, published_at=timezone.now())
    return project


def test_from_candidate_to_label_in_the_browser(lessons: Result, officer: User, colleague: User) -> None:
    first, second = client_of(officer), client_of(colleague)
    assert "Clean rivers" in shown(first.get("/office/labels/"))

    asked = first.get(f"/office/labels/propose/{lessons.project.public_id}/")
    assert "results in 2 languages" in shown(asked)
    sent = first.post(f"/office/labels/propose/{lessons.project.public_id}/", filled(rests_communication=["languages"]))
    page = sent["Location"]
    assert "Candidates" in shown(first.get("/office/labels/"))
    assert "Clean rivers" not in shown(first.get("/office/labels/"))
    assert "waits for a second opinion" in shown(first.get("/office/labels/proposals/"))
    assert "You proposed it" in shown(first.get(page))
    assert "Because of communication." in shown(second.get(page))
    assert "It rests on: results in 2 languages" in shown(second.get(page))

    second.post(f"{page}opinion/", {"supports": "yes", "text": "Used in my region."})
    first.post(f"{page}decision/", {"verdict": "give", **WHY})
    assert "good practice: given" in shown(first.get("/office/labels/decided/?state=given"))
    assert WHY["reason_en"] in shown(Client().get("/en/good-practices/"))
    second.post(f"{page}withdraw/", {"reason": "Copied."})
    assert "good practice: withdrawn" in shown(first.get("/office/labels/decided/"))
    assert WHY["reason_en"] not in shown(Client().get("/en/good-practices/"))


def test_a_form_that_is_not_whole_comes_back_with_all_that_was_written(lessons: Result, officer: User) -> None:
    address = f"/office/labels/propose/{lessons.project.public_id}/"
    answer = client_of(officer).post(address, filled(why_impact="", why_policy="Answers <b>the</b> priority 🌊"))

    assert answer.status_code == 422
    assert "Answers &lt;b&gt;the&lt;/b&gt; priority 🌊" in shown(answer)
    assert Label.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"why_impact": "x" * 100_000}, {"why_impact": "a\0b"}, {"mark_impact": "superb"}, {"kind": "best"},
     {"about": "nobody"}, {"rests_communication": ["secret"]}],
    ids=["long", "nul", "mark", "kind", "about", "grounds"],
)  # fmt: skip
def test_nonsense_is_refused_in_words(lessons: Result, officer: User, wrong: dict[str, Any]) -> None:
    answer = client_of(officer).post(f"/office/labels/propose/{lessons.project.public_id}/", filled(**wrong))

    assert answer.status_code == 422
    assert "Something needs your attention" in shown(answer)
    assert Label.objects.count() == 0


def test_a_second_decision_is_told_and_loses_nothing(lessons: Result, officer: User, colleague: User) -> None:
    label = given(lessons.project)
    answer = client_of(officer).post(
        f"/office/labels/{label.public_id}/decision/", {"verdict": "decline", "reason_pl": "Nie tym razem."}
    )

    assert answer.status_code == 409
    assert "Somebody decided since you opened the page" in shown(answer)
    label.refresh_from_db()
    assert label.state == "given"


def test_giving_without_english_reasons_is_refused_and_the_polish_ones_stay(
    lessons: Result, officer: User, colleague: User
) -> None:
    label = proposed(lessons.project)
    Opinion.objects.create(label=label, supports=True, text="Yes", by=colleague, by_label="Colleague")
    answer = client_of(officer).post(
        f"/office/labels/{label.public_id}/decision/", {"verdict": "give", "reason_pl": "Bo uczy."}
    )

    assert answer.status_code == 422
    assert "Bo uczy." in shown(answer)
    assert "in both languages" in shown(answer)


def test_an_officer_of_the_team_is_told_why_another_decides(lessons: Result, officer: User, colleague: User) -> None:
    MembershipFactory(project=lessons.project, person=officer)
    label = proposed(lessons.project)
    client = client_of(officer)

    page = shown(client.get(f"/office/labels/{label.public_id}/"))
    assert "You are in this project&#x27;s team" in page
    assert "/decision/" not in page
    answer = client.post(f"/office/labels/{label.public_id}/opinion/", {"supports": "yes", "text": "Mine!"})
    assert answer.status_code == 409
    assert Opinion.objects.count() == 0
    assert "You are in this project&#x27;s team" in shown(
        client.get(f"/office/labels/propose/{lessons.project.public_id}/")
    )


@pytest.mark.parametrize("path", ["", "proposals/", "decided/", "nominations/"])
def test_lists_ask_the_same_however_long_they_are(
    path: str, lessons: Result, officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = client_of(officer), f"/office/labels/{path}"
    client.get(address)
    first = _counted(client, address)
    for number in range(3):
        if path == "nominations/":
            NominationList.objects.create(name=f"List {number}", made_label="Officer")
        else:
            project = another(number)
            if path:
                (proposed if path == "proposals/" else given)(project)
    few = _counted(client, address)
    for number in range(3):
        project = another(number)
        if path and path != "nominations/":
            (proposed if path == "proposals/" else given)(project)
        NominationList.objects.create(name=f"List {number}", made_label="Officer")

    with django_assert_num_queries(few):
        client.get(address)
    assert few <= first + 3


def _counted(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_candidates_stand_by_strength(lessons: Result, officer: User) -> None:
    weak = another(1)
    weak.title = "Weak one"
    weak.save()
    Result.objects.filter(pk=lessons.pk).update(category="lesson_plans", cover="covers/a.png")
    page = shown(client_of(officer).get("/office/labels/"))

    assert page.index("Clean rivers") < page.index("Weak one")
    assert "described 66%" in page
    assert "Clean rivers" in shown(client_of(officer).get("/office/labels/?field=SCH"))
    assert "Clean rivers" in shown(client_of(officer).get("/office/labels/?field=nonsense&page=99999999999999999999"))


def test_a_list_of_nominations_has_order_and_notes(lessons: Result, officer: User) -> None:
    client = client_of(officer)
    one, two = given(lessons.project), given(another(1), title="Second")
    address = client.post("/office/labels/nominations/", {"name": "EITA 2027"})["Location"]
    for label in (one, two):
        client.post(address, {"label": label.public_id})
    first, second = Nomination.objects.all()
    client.post(f"{address}{second.pk}/", {"do": "up"})
    client.post(f"{address}{first.pk}/", {"do": "note", "note": "Film it."})
    page = shown(client.get(address))

    assert page.index("1. Second") < page.index("2. Clean rivers")
    assert "Film it." in page
    client.post(f"{address}{second.pk}/", {"do": "remove"})
    assert [each.label for each in Nomination.objects.all()] == [one]
    client.post(f"{address}delete/")
    assert (NominationList.objects.count(), Label.objects.count()) == (0, 2)


def test_only_what_has_its_label_now_can_be_nominated(lessons: Result, officer: User) -> None:
    listed = NominationList.objects.create(name="EITA", made_label="Officer")
    waiting = proposed(lessons.project)
    answer = client_of(officer).post(f"/office/labels/nominations/{listed.public_id}/", {"label": waiting.public_id})

    assert answer.status_code in {200, 422}
    assert Nomination.objects.count() == 0


def test_files_start_no_formula(lessons: Result, officer: User) -> None:
    listed = NominationList.objects.create(name="EITA", made_label="Officer")
    label = given(lessons.project, title="=HYPERLINK(1)")
    Nomination.objects.create(list=listed, label=label, position=1, note="+1")
    client, address = client_of(officer), f"/office/labels/nominations/{listed.public_id}/list."

    rows = list(csv.reader(io.StringIO(client.get(f"{address}csv").content.decode("utf-8-sig"))))
    assert [rows[1][1], rows[1][7]] == ["'=HYPERLINK(1)", "'+1"]
    assert rows[1][5] == WHY["reason_pl"]
    book = io.BytesIO(client.get(f"{address}xlsx").content)
    row = python_calamine.load_workbook(book).get_sheet_by_index(0).to_python()[1]
    assert (row[1], row[7]) == ("=HYPERLINK(1)", "+1")
    assert b"<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")
    assert client.get(f"{address}pdf").status_code == 404


def test_what_is_missing_in_a_proposal_is_told_by_criterion(lessons: Result, officer: User) -> None:
    answer = client_of(officer).post(f"/office/labels/propose/{lessons.project.public_id}/", {"kind": "good_practice"})
    told = answer.content.decode()
    assert (answer.status_code, told.count("has no mark yet."), told.count("has no reason yet.")) == (422, 10, 10)
    assert "Innovation” has no mark yet." in told


def test_reasons_that_everybody_reads_are_not_called_optional(lessons: Result, officer: User, colleague: User) -> None:
    label = proposed(lessons.project)
    Opinion.objects.create(label=label, supports=True, text="Yes", by=colleague, by_label="Colleague")
    door = f"/office/labels/{label.public_id}/"
    form = client_of(officer).get(door).content.decode().partition('id="decision"')[2]
    assert "(optional)" not in form
    client = client_of(officer)
    missing = client.post(f"{door}decision/", {"verdict": "give", "reason_pl": "Bo działa."})
    assert "Everybody reads the reasons, in both languages." in missing.content.decode()
    nothing = client.post(f"{door}decision/", {"verdict": "decline", "reason_pl": " "})
    assert "Write why, in one of the languages." in nothing.content.decode()
    assert client.post(f"{door}decision/", {"verdict": "decline", "reason_en": "Too early."}).status_code == 302
