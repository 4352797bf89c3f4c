"""The pages of indicators: what they show, what people can do there, who may not, what is typed wrongly."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from plon.accounts.models import User
from plon.evaluation.actions import add_statement, enter_value, feed_by_counter
from plon.evaluation.models import CounterFeed, Measurement, Statement
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from tests.activities.ledger_world import TODAY, Promised
from tests.conftest import client_of
from tests.evaluation.conftest import DAY, address, indicator_of
from tests.factories import EvidenceFactory, IndicatorFactory


def text_of(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_without_a_plan_the_page_leads_to_it(project: Project, editor: User, contributor: User) -> None:
    where = f"/workspace/{project.public_id}/evaluation/"

    assert "Add an indicator to the plan" in text_of(client_of(editor), where)
    assert "Add an indicator" not in text_of(client_of(contributor), where)
    assert "Nothing to draw yet" in text_of(client_of(editor), f"{where}charts/")


def test_the_overview_says_where_each_is_and_what_waits_for_whom(
    world: Promised, editor: User, coordinator: User
) -> None:
    enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(22), on=TODAY - 5 * DAY)
    shown = text_of(client_of(editor), address(world))

    assert "22 target 25 schools by 31 Aug 2026" in shown
    assert "88 % of the way · by now it should be 21" in shown
    assert "As far as it should be by now, or further." in shown
    assert "15 May 2026 (5 days old)" in shown
    assert "Nobody fed it for its period." in shown
    assert "Ask: Coordinator (School in Opole), coordinator@example.org" in shown


def test_the_list_is_narrowed_by_state_and_by_what_is_measured(world: Promised, editor: User) -> None:
    enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(22), on=TODAY)
    client = client_of(editor)

    green = text_of(client, address(world, then="?light=green"))
    assert "Schools that use it" in green
    assert "People reached" not in green
    assert "No indicator fits" in text_of(client, address(world, then="?light=red&measures=activity"))
    assert "People reached" in text_of(client, address(world, then="?light=%00&measures=nonsense"))


def test_a_value_is_entered_as_people_write_it(world: Promised, editor: User) -> None:
    piece = EvidenceFactory(project=world.project, title="List of schools")
    client = client_of(editor)
    for language, written, value in (("pl", "12,5", "12.5"), ("en", "1,200", "1200"), ("pl", "1 200", "1200"),
                                     ("en", "82 %", "82"), ("pl", "٣", "3")):  # fmt: skip
        client.cookies["django_language"] = language
        editor.language = language
        editor.save()
        with translation.override(language):
            answer = client.post(
                address(world, "schools", "enter/"),
                {"value": written, "on": "2026-05-01", "evidence": piece.public_id, "note": "=1+1"},
            )
        assert answer.status_code == 302, answer.content.decode()
        assert Measurement.objects.latest("pk").value == Decimal(value)
    editor.language = "en"
    editor.save()
    shown = text_of(client_of(editor), address(world, "schools"))
    assert "List of schools" in shown
    assert "=1+1" in shown


@pytest.mark.parametrize(("fields", "words"), [
    ({"value": ""}, "This field is required."),
    ({"value": "many"}, "Write one number"),
    ({"value": "10-12"}, "Write one number"),
    ({"value": "NaN"}, "Write one number"),
    ({"value": "1e5"}, "Write one number"),
    ({"value": "9" * 100_000}, "Write one number"),
    ({"value": "5\x00"}, "Null characters are not allowed."),
    ({"value": "😀"}, "Write one number"),
    ({"value": "9223372036854775808"}, "too large to be kept exactly"),
    ({"value": "0.12345"}, "At most three decimals are kept."),
    ({"value": "-3"}, "can&#x27;t be below zero"),
    ({"on": "2027-01-01"}, "on a day to come"),
    ({"on": "soon"}, "Enter a valid date."),
    ({"note": "x" * 100_000}, "at most 2000 characters"),
    ({"evidence": "nothere"}, "Select a valid choice"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    world: Promised, editor: User, fields: dict[str, str], words: str
) -> None:
    sent = {"value": "7", "on": "2026-05-01", "evidence": "", "note": "from the fair"} | fields
    answer = client_of(editor).post(address(world, "schools", "enter/"), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (sent["note"] if "note" in fields else "from the fair") in answer.content.decode()
    assert Measurement.objects.count() == 0


def test_a_double_click_enters_once(world: Promised, editor: User) -> None:
    client = client_of(editor)
    page = client.get(address(world, "schools", "enter/")).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    sent = {"value": "7", "on": "2026-05-01", "form_token": token.group(1)}
    for _n in range(2):
        assert client.post(address(world, "schools", "enter/"), sent).status_code == 302

    assert Measurement.objects.count() == 1


def test_a_wrong_value_is_corrected_withdrawn_and_explained(world: Promised, editor: User) -> None:
    wrong = enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(90), on=TODAY)
    client = client_of(editor)
    form = client.get(f"{address(world, 'schools', 'enter/')}?replaces={wrong.public_id}").content.decode()
    assert 'value="90"' in form
    client.post(f"{address(world, 'schools', 'enter/')}?replaces={wrong.public_id}", {"value": "9", "on": "2026-05-01"})
    right = Measurement.objects.latest("pk")
    assert right.replaces == wrong

    door = address(world, "schools", f"values/{right.public_id}/withdraw/")
    assert client.post(door, {"reason": ""}).status_code == 422
    assert client.post(door, {"reason": "Counted twice."}).status_code == 302
    shown = text_of(client, address(world, "schools", f"values/{right.public_id}/"))
    assert "Withdrawn on 20 May 2026 by Editor: Counted twice." in shown
    assert "Another value has taken its place." in text_of(
        client, address(world, "schools", f"values/{wrong.public_id}/")
    )


def test_contributors_take_back_their_own_alone(world: Promised, editor: User, contributor: User) -> None:
    others = enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(9), on=TODAY)
    own = enter_value(indicator_of(world, "schools"), by=contributor, value=Decimal(8), on=TODAY)
    client = client_of(contributor)

    assert (
        client.post(address(world, "schools", f"values/{others.public_id}/withdraw/"), {"reason": "x"}).status_code
        == 403
    )
    assert client.get(f"{address(world, 'schools', 'enter/')}?replaces={others.public_id}").status_code == 403
    assert (
        client.post(address(world, "schools", f"values/{own.public_id}/withdraw/"), {"reason": "x"}).status_code == 302
    )


def test_a_statement_is_kept_shown_and_taken_out(world: Promised, editor: User) -> None:
    client = client_of(editor)
    sent = {
        "kind": "quote",
        "text": "<b>Good</b> שלום",
        "said_by": "a teacher",
        "language": "he",
        "consent": "by e-mail",
    }
    assert client.post(address(world, "content", "statements/new/"), sent).status_code == 302
    shown = client.get(address(world, "content")).content.decode()
    assert '<blockquote dir="auto" lang="he">&lt;b&gt;Good&lt;/b&gt; שלום</blockquote>' in shown

    door = address(world, "content", f"statements/{Statement.objects.get().public_id}/remove/")
    assert "Take this statement out for good?" in text_of(client, door)
    assert client.post(door).status_code == 302
    assert Statement.objects.count() == 0
    refused = client.post(address(world, "content", "statements/new/"), {**sent, "text": "x" * 100_000})
    assert refused.status_code == 422
    assert "x" * 100_000 in refused.content.decode()


def test_a_counter_is_chosen_and_today_s_value_written_down(world: Promised, editor: User) -> None:
    client = client_of(editor)
    assert "Nobody" not in text_of(client, address(world, "schools", "feed/"))
    assert client.post(address(world, "schools", "feed/"), {"counter": "uses"}).status_code == 302
    assert CounterFeed.objects.get().counter == "uses"

    shown = text_of(client, address(world, "schools"))
    assert "Confirmed declarations of use" in shown
    assert "Plon counts it, so nobody enters it by hand." in shown
    for _n in range(2):
        client.post(address(world, "schools", "write-down/"))
    assert Measurement.objects.count() == 1
    client.post(address(world, "schools", "feed/stop/"))
    assert CounterFeed.objects.count() == 0
    assert "counted from the activities" in text_of(client, address(world, "reached", "feed/"))


def test_confidential_evidence_is_named_to_editors_alone(world: Promised, editor: User, contributor: User) -> None:
    piece = EvidenceFactory(project=world.project, title="Names of children", is_confidential=True)
    kept = enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(9), on=TODAY, evidence=piece)
    doors = (address(world, "schools"), address(world, "schools", f"values/{kept.public_id}/"))

    for door in doors:
        assert "Names of children" in text_of(client_of(editor), door)
        hidden = client_of(contributor).get(door).content.decode()
        assert "Names of children" not in hidden
        assert piece.public_id not in hidden
    json = client_of(contributor).get(address(world, then="evaluation.json")).content.decode()
    assert "Names of children" not in json


def test_strangers_learn_nothing_and_officers_only_read(
    world: Promised, editor: User, stranger: User, officer: User
) -> None:
    doors = (
        address(world),
        address(world, then="charts/"),
        address(world, "schools"),
        address(world, then="evaluation.json"),
    )
    for door in doors:
        assert client_of(stranger).get(door).status_code == 404
        assert client_of(officer).get(door).status_code == 200
    assert client_of(officer).post(address(world, "schools", "enter/"), {"value": "1"}).status_code == 403


def test_an_indicator_that_is_not_there_is_not_found(world: Promised, editor: User) -> None:
    client = client_of(editor)
    base = address(world)

    for path in ("indicators/nothere/", "indicators/nothere/enter/", "charts/nothere.csv", "charts/progress.exe",
                 "evaluation.exe", "charts/indicator-nothere.csv"):  # fmt: skip
        assert client.get(base + path).status_code == 404


def test_the_overview_of_the_project_says_what_nobody_fed(world: Promised, editor: User) -> None:
    reminder = next(each for each in reminders_for(world.project) if "fed" in each.text)
    assert reminder.text == "Nobody has fed 3 indicators for their periods."
    assert "Needs a look: 3" in text_of(client_of(editor), reminder.url)


@pytest.mark.parametrize("then", ["", "charts/", "indicator"])
def test_the_number_of_queries_of_a_page_does_not_grow(world: Promised, editor: User, then: str) -> None:
    client = client_of(editor)
    where = address(world, "schools") if then == "indicator" else address(world, then=then)
    enter_value(indicator_of(world, "schools"), by=editor, value=Decimal(9), on=TODAY)
    add_statement(indicator_of(world, "schools"), by=editor, kind="quote", text="Good.", said_by="a teacher")
    feed_by_counter(indicator_of(world, "content"), by=editor, counter="views")
    client.get(where)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        counts.append(len(asked))
        for _n in range(2 + number):
            piece = EvidenceFactory(project=world.project)
            other = IndicatorFactory(project=world.project, target="10", feeding="by_hand", result=world.game)
            about: dict[str, Any] = {"value": Decimal(number), "on": TODAY, "evidence": piece}
            enter_value(other, by=editor, **about)
            enter_value(indicator_of(world, "schools"), by=editor, **about)
            add_statement(other, by=editor, kind="quote", text="Good.", said_by="a teacher", evidence=piece)
            world.hold({world.teachers: 3})
    assert counts[0] == counts[1]
