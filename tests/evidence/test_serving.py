"""Private files are handed out for five minutes, to whom may see them, as something that can't act."""

import datetime
import io
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.evidence import actions
from plon.evidence.models import Evidence
from plon.evidence.receiving import receive
from plon.evidence.serving import file_url
from plon.evidence.sweeping import sweep_files
from plon.projects.models import Project
from tests.conftest import client_of
from tests.evidence.pictures import jpeg, picture

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def added(project: Project, by: User, content: bytes = CONTENT, name: str = "report.pdf", **more: Any) -> Evidence:
    received = receive(io.BytesIO(content), name, folder=f"evidence/{project.public_id}")
    return actions.add_file(project, by=by, received=received, **more)


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_signed_address_hands_out_the_file(project: Project, editor: User, client: Client) -> None:
    response = client.get(file_url(added(project, editor)))

    assert body_of(response) == CONTENT
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_after_five_minutes_the_address_is_worth_nothing(project: Project, editor: User, client: Client) -> None:
    url = file_url(added(project, editor))

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=5, seconds=2), tick=False):
        assert client.get(url).status_code == 404


def test_a_page_that_stays_open_still_shows_it_to_who_may_see_it(
    project: Project, editor: User, contributor: User, officer: User, stranger: User
) -> None:
    url = file_url(added(project, editor))
    secret = file_url(added(project, editor, b"%PDF-1.7 names", "list.pdf", is_confidential=True))
    clients = [client_of(person) for person in (editor, contributor, officer, stranger)]

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6), tick=False):
        assert [client.get(url).status_code for client in clients] == [200, 200, 200, 404]
        assert [client.get(secret).status_code for client in clients] == [200, 404, 404, 404]


@pytest.mark.parametrize(
    "signed", ["nothing", "abcf.1uXyz.forged", "../../etc/passwd", "%2e%2e%2fsecret_key", "a" * 4000, "żółw.f.x"]
)
def test_an_address_that_nobody_signed_is_not_found(client: Client, db: None, signed: str) -> None:
    assert client.get(f"/evidence-files/{signed}").status_code == 404


def test_the_address_of_one_piece_does_not_open_another(project: Project, editor: User, client: Client) -> None:
    first, second = added(project, editor), added(project, editor, b"%PDF-1.7 other", "other.pdf")

    changed = file_url(first).replace(first.public_id, second.public_id)

    assert client.get(changed).status_code == 404


def test_a_destroyed_piece_is_not_found_though_its_address_is_fresh(
    project: Project, coordinator: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    evidence = added(project, coordinator)
    url = file_url(evidence)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(evidence, by=coordinator)
        actions.destroy_evidence(evidence, by=coordinator)

    assert client.get(url).status_code == 404
    assert not storages["default"].exists(evidence.path)


@pytest.mark.parametrize(
    ("content", "name", "media_type", "disposition"),
    [
        (jpeg(), "photo.jpg", "image/jpeg", "inline"),
        (SVG, "logo.svg", "application/octet-stream", "attachment"),
        (b"just words", "notes.txt", "application/octet-stream", "attachment"),
        (CONTENT, "report.pdf", "application/pdf", "attachment"),
    ],
)
def test_only_harmless_pictures_are_shown_in_place(
    project: Project, editor: User, client: Client, content: bytes, name: str, media_type: str, disposition: str
) -> None:
    response = client.get(file_url(added(project, editor, content, name)))

    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].split(";")[0] == disposition


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, len(CONTENT) - 1),
        ("bytes=-10", 206, len(CONTENT) - 10, len(CONTENT) - 1),
        ("bytes=10-999999999", 206, 10, len(CONTENT) - 1),
        ("bytes=0-0", 206, 0, 0),
    ],
)
def test_players_ask_for_ranges(
    project: Project, editor: User, client: Client, asked: str, status: int, start: int, end: int
) -> None:
    response = client.get(file_url(added(project, editor)), headers={"range": asked})

    assert response.status_code == status
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(CONTENT)}"
    assert body_of(response) == CONTENT[start : end + 1]


@pytest.mark.parametrize("asked", ["bytes=20000-", "bytes=-0", "bytes=99999-100000"])
def test_a_range_outside_the_file_is_told(project: Project, editor: User, client: Client, asked: str) -> None:
    response = client.get(file_url(added(project, editor)), headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "bytes=0-1,4-5", "lines=0-1", "bytes=-"])
def test_a_range_that_makes_no_sense_gives_the_whole(
    project: Project, editor: User, client: Client, asked: str
) -> None:
    response = client.get(file_url(added(project, editor)), headers={"range": asked})

    assert (response.status_code, body_of(response)) == (200, CONTENT)


def test_what_the_browser_has_is_not_sent_again(project: Project, editor: User, client: Client) -> None:
    url = file_url(added(project, editor))
    tag = client.get(url)["ETag"]

    assert client.get(url, headers={"if-none-match": tag}).status_code == 304
    changed = client.get(url, headers={"range": "bytes=0-9", "if-range": '"another"'})
    assert changed.status_code == 200


def test_a_small_picture_is_made_when_it_is_missing(project: Project, editor: User, client: Client) -> None:
    evidence = added(project, editor, jpeg(picture(900, 600)), "photo.jpg")

    body = body_of(client.get(file_url(evidence, thumbnail=True)))
    evidence.refresh_from_db()
    storages["default"].delete(evidence.thumbnail_path)

    assert body[8:12] == b"WEBP"
    assert body_of(client.get(file_url(evidence, thumbnail=True))) == body


def test_bytes_that_are_missing_are_not_found_and_logged(
    project: Project, editor: User, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    evidence = added(project, editor)
    storages["default"].delete(evidence.path)

    assert client.get(file_url(evidence)).status_code == 404
    assert evidence.public_id in caplog.text


def test_bytes_that_belong_to_nothing_are_swept_after_a_day(project: Project, editor: User) -> None:
    kept = added(project, editor)
    left = receive(io.BytesIO(jpeg()), "a.jpg", folder=f"evidence/{project.public_id}")
    sweep_files()
    assert storages["default"].exists(left.path)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False):
        sweep_files()

    assert not storages["default"].exists(left.path)
    assert storages["default"].exists(kept.path)
