"""The office's imports: who may, what it shows."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.exchange.enums import ImportState
from plon.exchange.models import Import
from plon.history.models import Event
from plon.projects.models import Project
from tests.conftest import client_of
from tests.exchange.conftest import Importer
from tests.exchange.tables import ERASMUS, csv_bytes, record, rows_of

INDEX = "/office/imports/"


def upload(content: bytes, name: str = "export.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), "form_token": "3f0c1f62-6a3e-4d5e-9c4e-2f7d5a1b0c11"}


EXPORT = csv_bytes(rows_of([record(1), record(2, title="", number="<b>7</b>")], ERASMUS))


def run_in(state: str, **values: Any) -> Import:
    finished = None if state in {ImportState.QUEUED, ImportState.RUNNING} else timezone.now()
    return Import.objects.create(file_name="export.csv", state=state, finished_at=finished, **values)


@pytest.mark.parametrize("name", ["detail", "progress", "refused", "cancel", "continue"])
def test_only_officers_may_touch_an_import(name: str, stranger: User, db: None) -> None:
    url = reverse(f"exchange:{name}", args=[run_in(ImportState.QUEUED).public_id])

    for address in (url, INDEX):
        assert client_of(stranger).get(address).status_code == 403
        assert client_of(stranger).post(address, upload(EXPORT)).status_code == 403
        visitor = Client().get(address)
        assert (visitor.status_code, visitor["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert Import.objects.count() == 1


def test_an_officer_uploads_a_file_and_reads_the_report(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    client = client_of(officer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(INDEX, upload(EXPORT))

    run = Import.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert (run.state, run.created, run.refused, run.by) == (ImportState.DONE, 1, 1, officer)
    assert Project.objects.count() == 1
    assert not run.file
    page = client.get(answer["Location"]).content.decode()
    assert "export.csv" in page
    assert reverse("exchange:refused", args=[run.public_id]) in page
    assert set(Event.objects.values_list("kind", "actor_id")) == {
        ("import.queued", officer.pk),
        ("import.finished", officer.pk),
    }


def test_a_double_click_imports_once(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    client = client_of(officer)
    with django_capture_on_commit_callbacks(execute=True):
        first, second = client.post(INDEX, upload(EXPORT)), client.post(INDEX, upload(EXPORT))

    assert first["Location"] == second["Location"]
    assert Import.objects.count() == 1


def test_the_refused_rows_can_be_downloaded(officer: User, bring: Importer) -> None:
    run = bring([record(1, title="")])

    answer = client_of(officer).get(reverse("exchange:refused", args=[run.public_id]))

    assert answer["Content-Disposition"] == 'attachment; filename="export-refused.csv"'
    assert b"Plon: reason" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_without_refused_rows_there_is_nothing_to_download(officer: User, bring: Importer) -> None:
    run = bring([record(1)])

    assert client_of(officer).get(reverse("exchange:refused", args=[run.public_id])).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "This is a PDF file."), ("pl", "To plik typu PDF.")])
def test_a_file_of_another_kind_is_refused_in_the_readers_language(
    officer: User, django_capture_on_commit_callbacks: Any, language: str, words: str
) -> None:
    officer.language = language
    officer.save()
    client = client_of(officer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(INDEX, upload(b"%PDF-1.7", "export.xlsx"))

    assert words in client.get(answer["Location"]).content.decode()
    assert Import.objects.get().state == ImportState.FAILED


def test_no_file_and_an_empty_file_are_said_on_the_form(officer: User) -> None:
    for data in ({}, upload(b"")):
        answer = client_of(officer).post(INDEX, data)
        assert answer.status_code == 422
        assert b'role="alert"' in answer.content
    assert Import.objects.count() == 0


def test_values_of_the_file_are_escaped(officer: User, bring: Importer) -> None:
    run = bring([record(1, status="<script>alert(1)</script>"), record(2, number="")], name="<i>x.csv")

    page = client_of(officer).get(run.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<i>x" not in page


def test_a_run_under_way_shows_how_far_it_is(officer: User) -> None:
    run = run_in(ImportState.RUNNING, total=400, position=100, seen_at=timezone.now())
    client = client_of(officer)

    answer = client.get(reverse("exchange:progress", args=[run.public_id]))
    assert "25%" in answer.content.decode()
    assert "HX-Refresh" not in answer.headers
    assert "every 2s" in client.get(run.get_absolute_url()).content.decode()


def test_the_page_is_loaded_anew_when_the_run_is_over(officer: User, bring: Importer) -> None:
    run = bring([record(1)])

    assert client_of(officer).get(reverse("exchange:progress", args=[run.public_id]))["HX-Refresh"] == "true"


def test_a_run_can_be_stopped_once(officer: User) -> None:
    run = run_in(ImportState.QUEUED)
    client = client_of(officer)
    for _time in range(2):
        client.post(reverse("exchange:cancel", args=[run.public_id]))

    run.refresh_from_db()
    assert run.state == ImportState.CANCELLED
    assert Event.objects.filter(kind="import.cancelled").count() == 1


def test_a_killed_run_can_be_continued(officer: User, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    name = default_storage.save("imports/x/export.csv", SimpleUploadedFile("export.csv", EXPORT))
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    run = run_in(ImportState.RUNNING, file=name, seen_at=long_ago)
    client = client_of(officer)
    address = reverse("exchange:continue", args=[run.public_id])
    assert address in client.get(run.get_absolute_url()).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    run.refresh_from_db()
    assert (run.state, run.created, run.sha256 != "") == (ImportState.DONE, 1, True)

    client.post(address)  # nothing is left to continue
    assert Event.objects.filter(kind="import.continued").count() == 1


def test_the_list_takes_as_many_queries_for_one_import_as_for_three(
    officer: User, django_assert_num_queries: Any
) -> None:
    client = client_of(officer)
    run_in(ImportState.DONE, by=officer)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as one:
        client.get(INDEX)
    for _more in range(2):
        run_in(ImportState.FAILED, by=officer, report={"failure": "x"})
    with django_assert_num_queries(len(one)):
        page = client.get(INDEX).content.decode()
    assert page.count("export.csv") == 3


def test_an_empty_list_says_where_the_export_comes_from(officer: User) -> None:
    page = client_of(officer).get(INDEX).content.decode()

    assert 'class="empty"' in page
    assert 'type="file"' in page
