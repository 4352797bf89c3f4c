"""Links and reach in the workspace."""

import csv
import datetime
import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.counting.memory import today
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.projects.models import Project
from plon.results.models import Result
from plon.shortlinks.actions import add_link, link_for, retire_link
from plon.shortlinks.models import DailyCount, ShortLink
from tests.conftest import client_of

YESTERDAY, LAST_MONTH = datetime.timedelta(days=1), datetime.timedelta(days=30)


def count(link: ShortLink, day: datetime.date, opens: int, devices: int, robots: int = 0) -> None:
    DailyCount.objects.create(link=link, day=day, opens=opens, devices=devices, robots=robots)
    ShortLink.objects.filter(pk=link.pk).update(made_at=timezone.now() - LAST_MONTH)


@pytest.fixture
def busy(link: ShortLink) -> ShortLink:
    """Opened on two days and by a robot."""
    count(link, today(), 8, 5, 3)
    count(link, today() - YESTERDAY, 4, 4)
    return link


def page(client: Client, project: Project, name: str = "index", *more: str, **query: str) -> str:
    answer = client.get(reverse(f"shortlinks:{name}", args=[project.public_id, *more]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_team_without_links_reads_what_to_do(project: Project, editor: User, contributor: User) -> None:
    assert "No links yet" in page(client_of(editor), project)
    assert reverse("shortlinks:add", args=[project.public_id]) in page(client_of(editor), project)
    assert reverse("shortlinks:add", args=[project.public_id]) not in page(client_of(contributor), project)


def test_the_page_says_what_was_reached_and_how_sure_that_is(busy: ShortLink, editor: User) -> None:
    text = page(client_of(editor), busy.project)
    assert busy.address in text
    assert "<strong>12</strong>" in text
    assert "<strong>5–12</strong>" in text
    assert "<strong>3</strong>" in text
    assert "River lessons" in text
    assert "no cookie, no address, no device is kept" in text
    assert text.count('class="visits"') == 3  # two days and the key


def test_a_period_narrows_everything(busy: ShortLink, editor: User) -> None:
    day = (today() - YESTERDAY).isoformat()
    text = page(client_of(editor), busy.project, **{"from": day, "to": day})
    assert "<strong>4</strong>" in text
    assert f"from={day}&amp;to={day}" in text or f"from={day}&to={day}" in text


@pytest.mark.parametrize("query", [{"from": "x"}, {"from": "2999-01-01"}, {"to": "0001-01-01"}, {"from": "2025-13-45"}])
def test_a_strange_period_is_forgiven(busy: ShortLink, editor: User, query: dict[str, str]) -> None:
    page(client_of(editor), busy.project, **query)
    page(client_of(editor), busy.project, "detail", busy.code, **query)


def test_one_more_link_asks_no_more(
    project: Project, busy: ShortLink, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(editor)
    page(client, project)
    with django_assert_max_num_queries(30) as first:
        page(client, project)
    for tool in ("leaflet", "slides"):
        count(link_for(project, result=busy.result, tool=tool, by=editor), today(), 2, 1)
    with django_assert_max_num_queries(len(first)):
        page(client, project)


def test_a_link_of_ones_own_is_made_renamed_and_put_away(project: Project, result: Result, editor: User) -> None:
    client = client_of(editor)
    made = client.post(
        reverse("shortlinks:add", args=[project.public_id]),
        {"label": "Town newspaper", "result": result.public_id, "channel": "press", "language": ""},
    )
    link = ShortLink.objects.get()
    assert made["Location"] == reverse("shortlinks:detail", args=[project.public_id, link.code])
    assert (link.result, link.channel, link.tool) == (result, "press", "")
    client.post(reverse("shortlinks:change", args=[project.public_id, link.code]), {"label": "Gazette", "channel": ""})
    client.post(reverse("shortlinks:put_away", args=[project.public_id, link.code]))
    link.refresh_from_db()
    assert (link.label, link.channel) == ("Gazette", "")
    assert link.retired_at is not None
    assert "1 link was put away" in page(client, project)
    client.post(reverse("shortlinks:put_away", args=[project.public_id, link.code]), {"back": "yes"})
    assert "put away" not in page(client, project)


def test_a_form_that_is_wrong_says_why_and_loses_nothing(project: Project, editor: User) -> None:
    add_link(project, by=editor, label="Facebook")
    answer = client_of(editor).post(reverse("shortlinks:add", args=[project.public_id]), {"label": "Facebook"})
    assert "There is such a link already." in answer.content.decode()
    assert 'value="Facebook"' in answer.content.decode()
    answer = client_of(editor).post(
        reverse("shortlinks:add", args=[project.public_id]), {"label": "X", "result": "other77", "channel": "nowhere"}
    )
    assert "Select a valid choice" in answer.content.decode()
    assert ShortLink.objects.count() == 1


def test_the_link_of_a_tool_offers_no_renaming(link: ShortLink, editor: User) -> None:
    text = page(client_of(editor), link.project, "detail", link.code)
    assert reverse("shortlinks:change", args=[link.project.public_id, link.code]) not in text
    answer = client_of(editor).post(
        reverse("shortlinks:change", args=[link.project.public_id, link.code]), {"label": "Mine"}
    )
    assert "belongs to a tool" in answer.content.decode()


@pytest.mark.parametrize("kind", ["svg", "small", "large"])
def test_the_code_can_be_read_back(link: ShortLink, editor: User, kind: str) -> None:
    answer = client_of(editor).get(reverse("shortlinks:qr", args=[link.project.public_id, link.code, kind]))
    if kind == "svg":
        assert answer["Content-Type"] == "image/svg+xml"
        assert link.address.encode() in answer.content
        return
    import zxingcpp
    from PIL import Image

    picture = Image.open(io.BytesIO(answer.content))
    assert {"small": 200, "large": 1800}[kind] <= picture.width <= {"small": 300, "large": 2000}[kind]
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [link.address]


def test_a_size_that_is_none_is_not_found(link: ShortLink, editor: User) -> None:
    address = reverse("shortlinks:qr", args=[link.project.public_id, link.code, "huge"])
    assert client_of(editor).get(address).status_code == 404


def test_the_counts_leave_as_a_table_that_runs_nothing(busy: ShortLink, editor: User) -> None:
    evil = add_link(busy.project, by=editor, label='=HYPERLINK("https://example.org")')
    count(evil, today(), 1, 1)
    client = client_of(editor)
    answer = client.get(reverse("shortlinks:export", args=[busy.project.public_id, "csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Openings"] for row in rows] == ["4", "8", "1"]
    assert rows[-1]["Short link"] == '\'=HYPERLINK("https://example.org")'
    made = client.get(reverse("shortlinks:export", args=[busy.project.public_id, "xlsx"])).content
    book = zipfile.ZipFile(io.BytesIO(made))
    assert 'name="How it was counted"' in book.read("xl/workbook.xml").decode()
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet  # no formula, and numbers are numbers
    assert sum(int(found) for found in re.findall(r'<c r="F\d+"><v>(\d+)</v>', sheet)) == 13
    assert client.get(reverse("shortlinks:export", args=[busy.project.public_id, "exe"])).status_code == 404


def keep(client: Client, project: Project, **data: str) -> Any:
    return client.post(reverse("shortlinks:keep", args=[project.public_id]), data)


def test_a_figure_becomes_evidence_that_says_how_it_was_counted(busy: ShortLink, contributor: User) -> None:
    client = client_of(contributor)
    text = page(client, busy.project, "keep", about=f"link:{busy.code}")
    assert ">12<" in text
    assert ">5<" in text
    answer = keep(client, busy.project, about=f"link:{busy.code}", measure="opens")
    kept = Evidence.objects.get()
    assert answer["Location"] == reverse("evidence:detail", args=[busy.project.public_id, kept.public_id])
    assert (kept.kind, kept.value, kept.unit, kept.dated) == ("figure", 12, "openings", today())
    assert kept.title.startswith("Openings of short links: ")
    assert "River lessons" in kept.title
    assert kept.title.endswith("(without robots and double clicks)")
    assert Event.objects.filter(kind="evidence.added").count() == 1


def test_the_same_figure_is_kept_once_another_measure_apart(busy: ShortLink, editor: User) -> None:
    client = client_of(editor)
    first = keep(client, busy.project, measure="opens")
    again = keep(client, busy.project, measure="opens")
    assert again["Location"] == first["Location"]
    keep(client, busy.project, measure="people")
    assert sorted(Evidence.objects.values_list("value", flat=True)) == [5, 12]


def test_of_a_past_period_the_figure_is_of_its_last_day(busy: ShortLink, editor: User) -> None:
    day = today() - YESTERDAY
    keep(client_of(editor), busy.project, measure="visits", **{"from": day.isoformat(), "to": day.isoformat()})
    assert Evidence.objects.values_list("value", "dated").get() == (4, day)


def test_where_nothing_was_opened_nothing_is_kept(link: ShortLink, editor: User) -> None:
    assert "nothing to keep" in page(client_of(editor), link.project, "keep")
    assert keep(client_of(editor), link.project, measure="opens").status_code == 200
    assert keep(client_of(editor), link.project, measure="wishes").status_code == 200
    assert Evidence.objects.count() == 0


def test_a_long_name_gives_way_in_the_title(project: Project, result: Result, editor: User) -> None:
    result.texts.update(title="Very long " * 29)
    link = link_for(project, result=result, tool="poster", by=editor)
    count(link, today(), 1, 1)
    keep(client_of(editor), project, about=f"link:{link.code}", measure="opens")
    title = Evidence.objects.get().title
    assert len(title) <= 200
    assert title.endswith("(without robots and double clicks)")


def test_links_of_results_that_are_gone_stay_in_the_list(project: Project, busy: ShortLink, editor: User) -> None:
    assert busy.result
    busy.result.delete()
    assert "a deleted result" in page(client_of(editor), project)


def test_a_retired_link_still_counts_in_the_sum(busy: ShortLink, editor: User) -> None:
    retire_link(busy, by=editor)
    assert "<strong>12</strong>" in page(client_of(editor), busy.project)
