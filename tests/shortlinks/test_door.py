"""The door behind a QR code: it leads on, counts, and keeps nothing of who came."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.shortlinks import counting
from plon.shortlinks.actions import link_for, retire_link
from plon.shortlinks.counting import forget_yesterday, memory, write_robots
from plon.shortlinks.models import DailyCount, ShortLink
from tests.conftest import client_of
from tests.shortlinks.test_robots import READERS

PHONE, TABLET = READERS[:2]


def scan(link: ShortLink, *, agent: str = PHONE, address: str = "192.0.2.7", **headers: Any) -> HttpResponse:
    """Open a link as a fresh visitor does."""
    return Client().get(f"/l/{link.code}", headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)


def counts(link: ShortLink) -> tuple[int, int, int]:
    day = DailyCount.objects.get(link=link)
    return day.opens, day.devices, day.robots


def test_it_leads_to_the_page_in_the_language_of_the_tool(published: Result, editor: User) -> None:
    project = published.project
    link = link_for(project, result=published, tool="poster", language="pl", by=editor)
    answer = scan(link, **{"Accept-Language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, f"/pl/results/{published.public_id}/river-lessons/")
    spanish = link_for(project, result=published, tool="poster", language="es", by=editor)
    assert scan(spanish)["Location"] == f"/en/results/{published.public_id}/river-lessons/?text=es"
    free = link_for(project, result=published, tool="poster", by=editor)
    assert scan(free, **{"Accept-Language": "pl"})["Location"].startswith("/pl/results/")
    of_project = link_for(project, tool="poster", language="en", by=editor)
    assert scan(of_project)["Location"] == f"/en/projects/{project.slug}/"


def test_where_it_leads_there_is_a_page(published: Result, link: ShortLink) -> None:
    assert Client().get(scan(link)["Location"]).status_code == 200


def test_it_sets_no_cookie_and_is_kept_by_no_cache(published: Result, link: ShortLink, project: Project) -> None:
    for answer in (scan(link), Client().get("/l/2222222"), scan(link, **{"Accept-Language": "pl"})):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_it_asks_once_and_writes_once(
    published: Result, link: ShortLink, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scan(link)
    with django_assert_num_queries(2):
        scan(link, address="192.0.2.8")
    with django_assert_num_queries(1):  # a double click writes nothing
        scan(link, address="192.0.2.8")


def test_openings_and_devices_are_counted_and_robots_apart(published: Result, link: ShortLink) -> None:
    for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
        scan(link, address=address)
    scan(link, agent="WhatsApp/2.23.20.0")
    Client().head(f"/l/{link.code}", headers={"User-Agent": PHONE})
    write_robots()
    assert counts(link) == (2, 2, 2)


def test_what_is_not_public_says_so_in_the_language_of_the_visitor(link: ShortLink, project: Project) -> None:
    polish = scan(link, **{"Accept-Language": "pl"})
    text = polish.content.decode()
    assert polish.status_code == 200
    assert 'lang="pl"' in text
    # A project that is not public stays unnamed.
    assert project.title not in text
    assert "River lessons" not in text
    assert not polish.cookies
    assert counts(link) == (1, 1, 0)
    Project.objects.filter(pk=project.pk).update(has_published=True)
    english = scan(link, **{"Accept-Language": "en"}).content.decode()
    assert "not public yet" in english
    assert project.title in english
    assert "River lessons" not in english


def test_the_other_language_is_a_link_that_counts_nothing(link: ShortLink) -> None:
    text = scan(link, **{"Accept-Language": "en"}).content.decode()
    assert "?lang=pl" in text
    assert "Polski" in text or "polski" in text
    assert Client().get(f"/l/{link.code}?lang=pl", headers={"User-Agent": TABLET}).status_code == 200
    assert counts(link) == (1, 1, 0)


def test_an_unknown_code_is_explained(db: None) -> None:
    answer = Client().get("/l/nosuch7", headers={"User-Agent": PHONE, "Accept-Language": "en"})
    assert answer.status_code == 404
    assert "leads nowhere" in answer.content.decode()
    assert DailyCount.objects.count() == 0


@pytest.mark.parametrize("code", ["%00", "x" * 400, "ż", "%F0%9F%8C%8A", "' or 1=1"])
def test_strange_codes_are_unknown_ones(db: None, code: str) -> None:
    assert Client().get(f"/l/{code}").status_code == 404


def test_a_code_in_capitals_is_the_same(published: Result, link: ShortLink) -> None:
    assert Client().get(f"/l/{link.code.upper()}").status_code == 302


def test_what_stands_on_paper_leads_on(published: Result, link: ShortLink, editor: User) -> None:
    retire_link(link, by=editor)
    assert scan(link).status_code == 302
    Result.objects.filter(pk=published.pk).update(
        state=ResultState.WITHDRAWN, withdrawn_at=published.published_at
    )  # fmt: skip
    assert Client().get(scan(link)["Location"]).status_code == 410
    published.delete()
    assert scan(link)["Location"].startswith("/pl/projects/")


def test_who_is_signed_in_is_led_on_and_counted_alike(published: Result, link: ShortLink, editor: User) -> None:
    answer = client_of(editor).get(f"/l/{link.code}", headers={"User-Agent": PHONE})
    assert answer.status_code == 302
    assert counts(link) == (1, 1, 0)


def test_who_comes_arrives_though_nothing_can_be_counted(
    published: Result, link: ShortLink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*_args: Any, **_kwargs: Any) -> int:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(DailyCount.objects.none().__class__, "update", locked)
    assert scan(link).status_code == 302
    assert "was not counted" in caplog.text


def test_the_day_is_that_of_the_installation(
    published: Result, link: ShortLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.datetime(2025, 3, 14, 23, 30, tzinfo=datetime.UTC)  # the 15th in Warsaw
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    scan(link)
    assert DailyCount.objects.get().day == datetime.date(2025, 3, 15)


def test_nothing_that_identifies_is_in_the_database_neither_on_the_day_nor_after(
    published: Result, link: ShortLink
) -> None:
    address, agent = "203.0.113.77", "Mozilla/5.0 (Linux; Android 14; RareModel-4711) Chrome/126.0 Mobile"
    before = _everything()
    scan(link, agent=agent, address=address, Referer="https://school.example.org/class-4b")
    device = next(iter(memory._seen))
    key = memory._key
    added = _everything() - before
    for trace in (address, "RareModel-4711", "class-4b", device.hex(), key.hex()):
        assert not [row for row in added if trace in row]
    # One row came, of numbers alone.
    assert len(added) == 1
    assert {field.name for field in DailyCount._meta.get_fields()} == {
        "id", "link", "day", "opens", "devices", "robots"
    }  # fmt: skip
    memory.day = datetime.date(2020, 1, 1)
    forget_yesterday()
    assert (memory._key, list(memory._seen)) == (b"", [])


def _everything() -> set[str]:
    return {
        f"{model._meta.label}: {sorted(row.items())}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.values()
    }


def test_two_first_openings_at_once_both_count(link: ShortLink, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process makes the row between this one's two steps."""
    made = DailyCount.objects.none().__class__.bulk_create
    day = datetime.date(2025, 3, 3)

    def made_meanwhile(self: Any, rows: Any, **kwargs: Any) -> Any:
        made(self, [DailyCount(link=link, day=day, opens=1, devices=1)])
        return made(self, rows, **kwargs)

    monkeypatch.setattr(DailyCount.objects.none().__class__, "bulk_create", made_meanwhile)
    counting._add(link.pk, day, opens=1, devices=1)
    assert counts(link) == (2, 2, 0)
