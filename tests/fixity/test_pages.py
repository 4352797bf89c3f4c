"""What the team and the office see of files, and who may not."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plon.accounts.models import User
from plon.fixity.checking import check_all, sweep
from plon.fixity.enums import FileState
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from plon.results import attaching
from plon.results.models import Result, ResultFile
from tests.conftest import client_of
from tests.fixity.conftest import lies_at
from tests.fixity.storages import flip_a_bit
from tests.fixity.test_faults import plant_damage, plant_loss
from tests.results.conftest import PDF, upload


def index_of(project: Project) -> str:
    return reverse("fixity:index", args=[project.public_id])


def text_of(person: User, url: str) -> str:
    return client_of(person).get(url).content.decode()


def test_an_empty_page_says_what_will_happen(project: Project, contributor: User) -> None:
    assert "appear here within an hour" in text_of(contributor, index_of(project))


def test_the_team_sees_that_all_is_whole(result: Result, contributor: User, project: Project) -> None:
    take_up_files()
    sweep()
    page = text_of(contributor, index_of(project))
    assert "2 files" in page
    assert "all whole" in page
    assert "Read back now" not in page


def test_lost_files_come_first_with_what_to_do(
    result: Result, document: ResultFile, editor: User, project: Project
) -> None:
    take_up_files()
    plant_loss(document)
    check_all()
    page = text_of(editor, index_of(project))
    assert page.index("Its bytes are not there any more.") < page.index("lessons.docx")
    assert "Upload the file again" in page
    assert [each.text for each in reminders_for(project) if "missing" in each.text] == ["1 file is damaged or missing."]
    assert "Files that are not whole" in text_of(editor, result.get_workspace_url())


def test_formats_at_risk_and_what_the_guide_asks_stand_there(
    result: Result, coordinator: User, project: Project
) -> None:
    for file in result.files.filter(is_editable=True):
        attaching.remove_file(file, by=coordinator)
    attaching.add_file(
        result, by=coordinator, upload=upload("a.mov", b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + bytes(64))
    )
    take_up_files()
    page = text_of(coordinator, index_of(project))
    assert "Add it as MP4, too." in page
    assert "Others can’t edit these results:" in page


def test_a_file_is_read_back_at_once(result: Result, document: ResultFile, editor: User, project: Project) -> None:
    take_up_files()
    stored = StoredFile.objects.get(path=document.path, place="default")
    door = reverse("fixity:check", args=[project.public_id, stored.pk])
    assert "is whole, to the last byte" in client_of(editor).post(door, follow=True).content.decode()
    flip_a_bit(lies_at(document, "public"))
    assert "written anew from the other" in client_of(editor).post(door, follow=True).content.decode()
    plant_damage(document)
    assert "is not whole. Upload it again" in client_of(editor).post(door, follow=True).content.decode()
    stored.refresh_from_db()
    assert stored.state == FileState.DAMAGED


def test_a_file_that_was_deleted_meanwhile_is_said_to_be_gone(
    result: Result, document: ResultFile, editor: User, project: Project
) -> None:
    take_up_files()
    stored = StoredFile.objects.get(path=document.path, place="default")
    for place in ("default", "public"):
        lies_at(document, place).unlink()
    document.delete()
    door = reverse("fixity:check", args=[project.public_id, stored.pk])
    assert "was deleted meanwhile" in client_of(editor).post(door, follow=True).content.decode()
    assert not StoredFile.objects.filter(path=document.path).exists()


def test_files_of_other_projects_are_not_read_back(
    result: Result, document: ResultFile, stranger: User, contributor: User, project: Project
) -> None:
    take_up_files()
    stored = StoredFile.objects.filter(path=document.path)[0]
    door = reverse("fixity:check", args=[project.public_id, stored.pk])
    assert client_of(stranger).post(door).status_code == 404
    assert client_of(contributor).post(door).status_code == 403
    assert client_of(stranger).get(index_of(project)).status_code == 404
    stored.refresh_from_db()
    assert stored.checked_at is None


def test_the_office_sees_all_that_is_not_whole(result: Result, document: ResultFile, officer: User) -> None:
    take_up_files()
    plant_loss(document)
    check_all()
    page = text_of(officer, reverse("office_files:index"))
    assert "lessons.pdf" in page
    assert "lessons.docx" not in page
    assert "Clean rivers" in page


def test_the_office_is_told_that_all_is_whole(officer: User, coordinator: User) -> None:
    assert "Everything is whole" in text_of(officer, reverse("office_files:index"))
    assert client_of(coordinator).get(reverse("office_files:index")).status_code in {403, 404}


@pytest.mark.parametrize("door", ["fixity:index", "office_files:index"])
def test_more_files_ask_no_more(result: Result, coordinator: User, officer: User, project: Project, door: str) -> None:
    def queries() -> int:
        client = client_of(officer)
        url = reverse(door, args=[project.public_id] if door.startswith("fixity") else [])
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    take_up_files()
    StoredFile.objects.update(state="missing", faulty_since="2026-01-01T00:00Z")
    few = queries()
    for number in range(3):
        attaching.add_file(result, by=coordinator, upload=upload(f"{number}.pdf", PDF + b"%" * number + b"\n"))
    take_up_files()
    StoredFile.objects.update(state="missing", faulty_since="2026-01-01T00:00Z")
    assert queries() == few


def test_a_faulty_file_has_a_date(result: Result) -> None:
    take_up_files()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(state="missing", faulty_since=None)
