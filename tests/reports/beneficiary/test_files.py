"""Reports as files: made by a worker, taken, stopped, made anew."""

import io
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from django.core.files.storage import storages
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.jobs.lengthy import WorkState
from plon.reports.beneficiary.actions.files import cancel_file, request_file, run_file, take_up_files
from plon.reports.beneficiary.models import ReportFile
from plon.reports.beneficiary.refusals import NotNow
from tests.conftest import client_of
from tests.reports.beneficiary.world import SHA256, World


def ask(world: World, ending: str = "pdf", language: str = "en") -> ReportFile:
    """Ask for a file, without letting the worker know."""
    return request_file(world.report, by=world.by, format=ending, language=language)


def made(file: ReportFile) -> ReportFile:
    run_file(file.pk)
    file.refresh_from_db()
    return file


def content(file: ReportFile) -> bytes:
    with storages["default"].open(file.path) as stored:
        return bytes(stored.read())


def test_a_pdf_is_made_with_everything_in_it(world: World) -> None:
    file = made(ask(world))

    assert (file.state, file.done, file.name) == (
        WorkState.DONE, 3, f"interim-report-{world.project.public_id}-2026-08-31-en.pdf",
    )  # fmt: skip
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content(file))).pages)
    assert "Workshop by the river" in text
    assert world.photo.public_id in text
    assert SHA256[:16] in text.replace("\n", "")


def test_a_word_file_is_made_in_polish(world: World) -> None:
    file = made(ask(world, "docx", "pl"))

    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content(file))).paragraphs)
    assert "które dotarły do 42 osób" in words
    assert file.name.startswith("raport-okresowy-")


def test_asking_leads_to_the_page_of_the_file_and_it_is_taken_there(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(world.partner_person)
    base = f"/workspace/{world.project.public_id}/reports/{world.report.public_id}/files/"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(base, {"format": "docx", "language": "en"})
    file = ReportFile.objects.get()
    assert answer.headers["Location"] == f"{base}{file.public_id}/"
    made(file)

    html = client.get(f"{base}{file.public_id}/").content.decode()
    assert file.sha256 in html
    taken = client.get(f"{base}{file.public_id}/download/")
    assert taken.getvalue() == content(file)
    assert "attachment" in taken.headers["Content-Disposition"]
    assert (
        client.post(base, {"format": "exe", "language": "en"})
        .headers["Location"]
        .endswith(f"{world.report.public_id}/")
    )


def test_one_file_of_a_kind_is_made_at_a_time_and_only_the_newest_is_kept(world: World) -> None:
    first = ask(world, "docx")
    with pytest.raises(NotNow):
        ask(world, "docx")
    ask(world, "pdf")
    path = made(first).path
    second = made(ask(world, "docx"))

    assert [file.pk for file in ReportFile.objects.filter(format="docx")] == [second.pk]
    assert second.path != path or storages["default"].exists(second.path)
    assert not storages["default"].exists(path) or path == second.path


def test_a_stopped_file_is_left_alone(world: World) -> None:
    file = ask(world, "docx")
    assert cancel_file(file, by=world.by)
    assert not cancel_file(file, by=world.by)

    assert made(file).state == WorkState.CANCELLED
    html = client_of(world.by).get(
        f"/workspace/{world.project.public_id}/reports/{world.report.public_id}/files/{file.public_id}/"
    )
    assert "It was stopped" in html.content.decode()


def test_what_a_dead_worker_left_is_begun_anew(world: World) -> None:
    file = ask(world, "docx")
    ReportFile.objects.filter(pk=file.pk).update(state=WorkState.RUNNING, tries=1, seen_at="2020-01-01T00:00:00Z")
    take_up_files()

    file.refresh_from_db()
    assert (file.state, file.tries) == (WorkState.DONE, 2)


def test_a_full_disk_fails_the_file_and_leaves_nothing(world: World, settings: Any, tmp_path: Path) -> None:
    file = ask(world, "docx")
    blocked = tmp_path / "no-folder"
    blocked.write_text("a file where the folder should be")
    private = {**settings.STORAGES["default"], "OPTIONS": {"location": blocked, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "default": private}

    assert made(file).state == WorkState.FAILED
    assert file.path == ""
