"""Lists as files, feeds and calendars."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import icalendar
import pytest
import python_calamine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone, translation
from lxml import etree

from plon.catalogue import actions, export_views
from plon.catalogue.actions import request_export, run_export, sweep_exports
from plon.catalogue.exporting import Format
from plon.catalogue.models import ListExport
from plon.catalogue.tasks import take_up_exports
from plon.jobs.lengthy import SILENCE, WorkState
from plon.projects.models import Project
from plon.results.models import Result
from plon.search.updating import rebuild
from tests.catalogue.conftest import make_result

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _open_gate() -> None:
    export_views.gate.reset()


def taken(client: Client, ending: str, query: str = "of=results") -> bytes:
    answer = client.post(f"/pl/search/file/?{query}", {"format": ending})
    assert answer.status_code == 200
    assert f'.{ending}"' in answer["Content-Disposition"]
    return answer.content


def test_a_short_list_comes_at_once_in_four_kinds(indexed: Result, public_project: Project, client: Client) -> None:
    make_result(public_project, '=HYPERLINK("http://evil.example")')
    rebuild()
    assert "1" in client.get("/pl/search/file/?of=results&q=lekcja").content.decode()
    rows = list(csv.DictReader(io.StringIO(taken(client, "csv").decode("utf-8-sig"))))
    by_title = {row["Tytuł"]: row for row in rows}
    assert set(by_title) == {"Dziesięć lekcji nad rzeką", '\'=HYPERLINK("http://evil.example")'}
    row = by_title["Dziesięć lekcji nad rzeką"]
    assert row["Licencja"] == "CC BY 4.0"
    assert row["Numer projektu"] == "2024-1-PL01-KA210-SCH-000000009"
    assert row["Adres"].endswith(indexed.get_permanent_url())
    made = taken(client, "xlsx", "of=results&q=hyperlink")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))
    # A formula would be read as its (empty) value.
    assert '=HYPERLINK("http://evil.example")' in book.get_sheet_by_index(0).to_python()[1]
    assert b"TI  - Dziesi" in taken(client, "ris", "of=results&q=lekcja")
    assert b"title = {{Dziesi" in taken(client, "bib", "of=results&q=lekcja")
    assert b"TI  - " in taken(client, "ris", "of=all")
    assert ListExport.objects.count() == 0


def test_a_long_list_is_made_by_a_worker_and_erased_after_a_day(
    indexed: Result, client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(export_views, "AT_ONCE", 0)
    answer = client.post("/pl/search/file/?of=results&q=lekcja", {"format": "csv"})
    made = ListExport.objects.get()
    assert answer["Location"] == f"/pl/search/file/{made.key}/"
    assert len(made.key) >= 24
    for door in ("", "state/"):
        assert "data-going" in client.get(f"{answer['Location']}{door}").content.decode()
    assert client.get(f"{answer['Location']}download").status_code == 404
    run_export(made.pk)
    made.refresh_from_db()
    assert (made.state, made.done, made.total) == (WorkState.DONE, 1, 1)
    assert "data-going" not in client.get(f"{answer['Location']}state/").content.decode()
    assert f"{answer['Location']}download" in client.get(answer["Location"]).content.decode()
    file = client.get(f"{answer['Location']}download")
    assert "Dziesięć lekcji nad rzeką" in b"".join(file).decode()  # type: ignore[arg-type]
    assert client.get("/pl/search/file/somebody-elses/").status_code == 404
    ListExport.objects.update(requested_at=timezone.now() - datetime.timedelta(hours=25))
    sweep_exports()
    assert ListExport.objects.count() == 0
    assert client.get(f"{answer['Location']}download").status_code == 404


def asked_for(total: int = 1) -> ListExport:
    return request_export(of="results", question="q=lekcja", language="pl", ending="csv", total=total)


def test_a_list_tells_how_far_it_is(indexed: Result, client: Client) -> None:
    made = asked_for(total=4000)
    ListExport.objects.update(state=WorkState.RUNNING, done=1200)
    page = client.get(f"/pl/search/file/{made.key}/state/").content.decode()
    assert "Zapisano 1 200 z 4 000" in " ".join(page.split())
    assert 'value="30"' in page


def test_a_list_whose_worker_died_is_begun_anew_and_then_has_failed(indexed: Result, client: Client) -> None:
    made = asked_for()
    silent = {"state": WorkState.RUNNING, "seen_at": timezone.now() - 2 * SILENCE}
    ListExport.objects.update(**silent, tries=1)
    take_up_exports()
    made.refresh_from_db()
    assert (made.state, made.size > 0) == (WorkState.DONE, True)
    ListExport.objects.update(**silent, tries=2)
    take_up_exports()
    page = client.get(f"/pl/search/file/{made.key}/").content.decode()
    assert "Nie udało się przygotować pliku." in page
    assert f"?of={made.of}&amp;{made.question}" in page


def test_a_list_for_which_there_is_no_room_says_so_in_its_language(indexed: Result, client: Client) -> None:
    made = asked_for()
    storages["default"].save("lists", ContentFile(b"Where a folder should be"))
    with translation.override("en"):
        run_export(made.pk)
    page = client.get(f"/pl/search/file/{made.key}/").content.decode()
    assert "Plik powstał, ale nie można go teraz zachować" in page


def test_a_list_that_is_erased_while_it_is_made_leaves_nothing(
    indexed: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked_for()

    def write(*_args: object) -> bytes:
        ListExport.objects.update(requested_at=timezone.now() - datetime.timedelta(hours=25))
        sweep_exports()
        return b"Title"

    monkeypatch.setattr(actions, "FORMATS", {"csv": Format("CSV", "text/csv", write)})
    run_export(made.pk)
    assert not ListExport.objects.exists()
    assert not list(Path(storages["default"].path("lists")).rglob("*.csv"))


def test_who_asks_for_too_many_files_is_told_to_wait(indexed: Result, client: Client) -> None:
    for _ in range(export_views.MOST_A_MINUTE):
        export_views.gate.is_open()
    answer = client.post("/pl/search/file/?of=results", {"format": "csv"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert 'name="format"' in answer.content.decode()


def test_any_search_is_a_feed(indexed: Result, public_project: Project, client: Client) -> None:
    newer = make_result(public_project, "Lekcja & las", published_at=timezone.now())
    make_result(public_project, "Film")
    rebuild()
    address = "/pl/search/feed.atom?of=results&q=lekcja&language=pl&page=4"
    answer = client.get(address)
    feed = etree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Lekcja & las", "Dziesięć lekcji nad rzeką"]
    assert entries[0].findtext(f"{ATOM}id").endswith(newer.get_permanent_url())  # type: ignore[union-attr]
    assert feed.findtext(f"{ATOM}title") == "Plon · Rezultaty · lekcja · polski"
    assert answer["ETag"]
    again = client.get(
        "/pl/search/feed.atom?of=results&q=lekcja&language=pl&page=4", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304
    listed = client.get("/pl/results/?q=lekcja&language=pl").content.decode()
    assert 'type="application/atom+xml"' in listed
    assert "/pl/search/feed.atom?of=results&amp;q=lekcja&amp;language=pl" in listed
    assert '<meta name="robots" content="noindex, follow">' in listed


def test_what_is_only_near_is_no_news(indexed: Result, client: Client) -> None:
    near = {"of": "results", "q": "lekcaj"}
    assert "Dziesięć lekcji" in client.get("/pl/results/", near).content.decode()
    feed = etree.fromstring(client.get("/pl/search/feed.atom", near).content)
    assert feed.findall(f"{ATOM}entry") == []


def test_any_search_is_a_calendar(indexed: Result, public_project: Project, client: Client) -> None:
    public_project.start, public_project.end = datetime.date(2024, 9, 1), datetime.date(2026, 8, 31)
    public_project.save()
    rebuild()
    answer = client.get("/pl/search/calendar.ics?of=projects&q=rzeka")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["summary"]): event["dtstart"].dt for event in events} == {
        "Początek: Żywa rzeka": datetime.date(2024, 9, 1),
        "Koniec: Żywa rzeka": datetime.date(2026, 8, 31),
    }
    published = client.get("/pl/search/calendar.ics?of=results").content.decode()
    assert "DTSTART;VALUE=DATE:20260504" in published
