"""Large files in pieces (tus 1.0): nothing acknowledged is lost, nothing half-sent is seen."""

import base64
import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.evidence.models import Evidence, Upload
from plon.evidence.uploads import actions, parts
from plon.evidence.uploads.actions import sweep_uploads
from plon.evidence.uploads.doors import Door
from plon.jobs.schedule import registered_works
from plon.projects.models import Project
from tests.conftest import client_of
from tests.evidence.pictures import jpeg
from tests.factories import MembershipFactory, ProjectFactory, UserFactory

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 20
TUS = {"tus-resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def _own_incoming(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


def address(project: Project) -> str:
    return f"/workspace/{project.public_id}/evidence/uploads/"


def metadata(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


def begin(client: Client, project: Project, *, size: int = len(CONTENT), name: str = "report.pdf", **told: str) -> Any:
    headers = {**TUS, "upload-length": str(size), "upload-metadata": metadata(filename=name, **told)}
    return client.post(address(project), headers=headers)


def send(client: Client, url: str, offset: int, piece: bytes) -> Any:
    return client.patch(url, piece, content_type=PIECE, headers={**TUS, "upload-offset": str(offset)})


def reached(client: Client, url: str) -> int:
    return int(client.head(url, headers=TUS)["Upload-Offset"])


def test_a_file_in_three_pieces_becomes_evidence(project: Project, contributor: User) -> None:
    client = client_of(contributor)
    begun = begin(client, project)
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    url = begun["Location"]

    answers = [send(client, url, at, CONTENT[at : at + 2000]) for at in range(0, len(CONTENT), 2000)]

    assert [answer["Upload-Offset"] for answer in answers] == ["2000", "4000", str(len(CONTENT))]
    evidence = Evidence.objects.get()
    assert answers[-1]["Plon-Evidence"] == evidence.public_id
    assert (evidence.title, evidence.added_by, evidence.size) == ("report", contributor, len(CONTENT))
    with storages["default"].open(evidence.path, "rb") as stored:
        assert stored.read() == CONTENT
    assert list(parts.folder().iterdir()) == []


def test_what_became_of_it_is_told_with_a_tile_for_the_page(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project, size=len(jpeg()), name="river.jpg")["Location"]
    send(client, url, 0, jpeg())

    told = client.get(url).json()

    evidence = Evidence.objects.get()
    assert (told["evidence"], told["title"]) == (evidence.public_id, "river")
    assert "/evidence-files/" in told["tile"]


def test_before_it_is_complete_nothing_is_seen_of_it(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]

    send(client, url, 0, CONTENT[:100])

    assert client.get(url).json() == {"offset": 100, "size": len(CONTENT)}
    assert not Evidence.objects.exists()
    assert storages["default"].exists("evidence") is False


def test_a_device_that_comes_back_goes_on_where_it_was(project: Project, editor: User) -> None:
    client = client_of(editor)
    first = begin(client, project, fingerprint="phone-1")
    send(client, first["Location"], 0, CONTENT[:3000])

    again = begin(client, project, fingerprint="phone-1")

    assert (again["Location"], again["Upload-Offset"]) == (first["Location"], "3000")
    assert Upload.objects.count() == 1


def test_a_piece_for_another_place_is_answered_with_the_true_one(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    send(client, url, 0, CONTENT[:100])

    answer = send(client, url, 50, CONTENT[50:200])

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "100")
    assert reached(client, url) == 100


def test_bytes_that_were_not_acknowledged_are_written_over(project: Project, editor: User) -> None:
    """The process died between writing and acknowledging: more is on the disk than the row says."""
    client = client_of(editor)
    url = begin(client, project)["Location"]
    send(client, url, 0, CONTENT[:100])
    with parts.path_of(Upload.objects.get()).open("ab") as part:
        part.write(b"half a piece")

    assert reached(client, url) == 100
    send(client, url, 100, CONTENT[100:])

    with storages["default"].open(Evidence.objects.get().path, "rb") as stored:
        assert stored.read() == CONTENT


def test_the_row_never_promises_more_than_is_on_the_disk(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    send(client, url, 0, CONTENT[:100])
    with parts.path_of(Upload.objects.get()).open("r+b") as part:
        part.truncate(40)

    assert reached(client, url) == 40


def test_the_last_piece_sent_twice_makes_one_piece_of_evidence(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    first = send(client, url, 0, CONTENT)

    second = send(client, url, 0, CONTENT)

    assert second["Plon-Evidence"] == first["Plon-Evidence"]
    assert Evidence.objects.count() == 1


def test_an_upload_that_was_complete_when_the_server_died_is_finished_by_the_next_question(
    project: Project, editor: User
) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    upload = Upload.objects.get()
    parts.path_of(upload).write_bytes(CONTENT)
    Upload.objects.update(offset=len(CONTENT))

    answer = client.head(url, headers=TUS)

    assert answer["Plon-Evidence"] == Evidence.objects.get().public_id


def test_a_broken_connection_keeps_what_arrived(project: Project, editor: User) -> None:
    upload = actions.begin_upload(Door(project, editor), name="a.pdf", size=len(CONTENT))
    pieces = iter([CONTENT[:300]])

    reached = actions.append(upload, offset=0, length=1000, read=lambda _most: next(pieces, b""))

    assert reached == 300
    upload.refresh_from_db()
    assert upload.offset == 300


def test_two_requests_do_not_write_at_once(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]

    with parts.opened(Upload.objects.get()):
        answer = send(client, url, 0, CONTENT)

    assert answer.status_code == 423
    assert reached(client, url) == 0


def test_more_than_was_promised_is_refused(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project, size=100)["Location"]

    assert send(client, url, 0, CONTENT).status_code == 413
    assert reached(client, url) == 0


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words_and_forgotten(
    project: Project, editor: User
) -> None:
    client = client_of(editor)
    url = begin(client, project, size=10, name="photo.jpg")["Location"]

    answer = send(client, url, 0, b"<html>    ")

    assert (answer.status_code, answer.json()) == (
        422,
        {"error": "“photo.jpg” is not what its ending says (jpg). Save it again in that format, or rename it."},
    )
    assert not Evidence.objects.exists()
    assert not Upload.objects.exists()
    assert list(parts.folder().iterdir()) == []


@pytest.mark.parametrize(
    ("name", "size", "answer"),
    [
        ("setup.exe", 100, "can't be taken"),
        ("film.mp4", 5 * 1024**3, "larger than 2048 MB"),
        ("empty.pdf", 0, "empty"),
    ],
)
def test_what_would_be_refused_is_refused_before_it_is_sent(
    project: Project, editor: User, name: str, size: int, answer: str
) -> None:
    refused = begin(client_of(editor), project, size=size, name=name)

    assert refused.status_code == 422
    assert answer in refused.json()["error"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({"tus-resumable": "0.2.2"}, 412),
        (TUS, 400),
        ({**TUS, "upload-length": "-5"}, 400),
        ({**TUS, "upload-length": "9" * 30}, 400),
        ({**TUS, "upload-length": "5", "upload-metadata": "filename ###"}, 400),
    ],
)
def test_what_does_not_speak_the_protocol_is_refused(
    project: Project, editor: User, headers: dict[str, str], status: int
) -> None:
    assert client_of(editor).post(address(project), headers=headers).status_code == status


def test_the_server_tells_what_it_can(project: Project, editor: User) -> None:
    answer = client_of(editor).options(address(project))

    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert answer["Tus-Max-Size"] == str(2048 * 1024 * 1024)


def test_a_piece_of_another_type_is_refused(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]

    answer = client.patch(url, CONTENT, content_type="application/pdf", headers={**TUS, "upload-offset": "0"})

    assert answer.status_code == 415


def test_who_cancels_leaves_nothing(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    send(client, url, 0, CONTENT[:100])

    assert client.delete(url, headers=TUS).status_code == 204

    assert not Upload.objects.exists()
    assert list(parts.folder().iterdir()) == []
    assert client.head(url, headers=TUS).status_code == 404


def test_cancelling_what_is_evidence_already_leaves_the_evidence(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = begin(client, project)["Location"]
    send(client, url, 0, CONTENT)

    client.delete(url, headers=TUS)

    assert storages["default"].exists(Evidence.objects.get().path)


def test_an_upload_is_for_who_began_it(project: Project, editor: User) -> None:
    url = begin(client_of(editor), project)["Location"]
    colleague = MembershipFactory(project=project).person
    elsewhere = ProjectFactory()
    MembershipFactory(project=elsewhere, person=editor)

    assert client_of(colleague).head(url, headers=TUS).status_code == 404
    assert client_of(UserFactory()).head(url, headers=TUS).status_code == 404
    other = url.replace(project.public_id, elsewhere.public_id)
    assert client_of(editor).head(other, headers=TUS).status_code == 404
    assert Client().head(url, headers=TUS).status_code == 403


def test_officers_read_and_do_not_upload(project: Project, officer: User) -> None:
    assert begin(client_of(officer), project).status_code == 403


def test_a_request_from_another_site_is_refused(project: Project, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    assert begin(client, project).status_code == 403


def test_after_a_week_without_a_piece_an_upload_is_forgotten(project: Project, editor: User) -> None:
    client = client_of(editor)
    send(client, begin(client, project)["Location"], 0, CONTENT[:100])
    sweep_uploads()
    assert Upload.objects.count() == 1

    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=False):
        sweep_uploads()

    assert not Upload.objects.exists()
    assert list(parts.folder().iterdir()) == []


def test_what_a_killed_process_left_in_the_folder_is_swept_after_a_day(project: Project, editor: User) -> None:
    orphan, form = parts.folder() / "gone.part", parts.folder() / "tmpabc.upload.jpg"
    for path in (orphan, form):
        path.write_bytes(b"x")
    begun = actions.begin_upload(Door(project, editor), name="a.pdf", size=10)
    sweep_uploads()
    assert orphan.exists()

    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False):
        sweep_uploads()

    assert list(parts.folder().iterdir()) == [parts.path_of(begun)]


def test_sweeping_is_regular_work() -> None:
    assert {"evidence.uploads", "evidence.files"} <= {work.name for work in registered_works()}
