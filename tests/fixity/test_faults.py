"""Nothing counts as kept before its bytes were read back, whatever the storage says; each planted fault is found."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.evidence import receiving
from plon.files.refusals import FileRefused
from plon.fixity import checking
from plon.fixity.checking import SAMPLE, SWEEP, check_all, sample, sweep
from plon.fixity.enums import FileState
from plon.fixity.models import StoredFile
from plon.fixity.queries import faults_of
from plon.fixity.taking_up import forget_deleted_files, take_up_files
from plon.history.models import Event
from plon.projects.models import Project
from plon.results import attaching
from plon.results.models import Result, ResultFile
from tests.conftest import client_of
from tests.fixity.conftest import lies_at
from tests.fixity.storages import flip_a_bit
from tests.results.conftest import PDF, upload

StorageIs = Callable[[str, str], None]
FAULTS = {"Loses": "damaged on its way", "FlipsABit": "damaged on its way", "Full": "no room left"}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_upload_that_was_not_kept_is_no_success(
    project: Project, coordinator: User, storage_is: StorageIs, fault: str, tmp_path: Path
) -> None:
    result = project.results.create(working_title="Lessons")
    storage_is("default", fault)
    answer = client_of(coordinator).post(
        reverse("results:add_file", args=[project.public_id, result.public_id]), {"file": upload()}, follow=True
    )
    assert FAULTS[fault] in answer.content.decode()
    assert not result.files.exists()
    assert [path for path in (tmp_path / "private").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_evidence_that_was_not_kept_is_no_success(db: None, storage_is: StorageIs, fault: str) -> None:
    storage_is("default", fault)
    with pytest.raises(FileRefused, match=FAULTS[fault]):
        receiving.receive(io.BytesIO(PDF), "list.pdf", folder="evidence/x")


def test_a_slow_storage_is_waited_for(project: Project, coordinator: User, storage_is: StorageIs) -> None:
    result = project.results.create(working_title="Lessons")
    storage_is("default", "Slow")
    file = attaching.add_file(result, by=coordinator, upload=upload())
    assert lies_at(file, "default").read_bytes() == PDF


@pytest.mark.parametrize("fault", FAULTS)
def test_a_public_copy_that_was_not_written_is_not_published(
    result: Result, coordinator: User, storage_is: StorageIs, fault: str
) -> None:
    storage_is("public", fault)
    with pytest.raises(FileRefused):
        attaching.add_file(result, by=coordinator, upload=upload("more.pdf", PDF + b"%more\n"))
    assert not result.files.filter(name="more.pdf").exists()


def test_every_copy_is_taken_up_once_and_read_with_a_second_checksum(result: Result) -> None:
    assert take_up_files() == 4
    assert take_up_files() == 0
    tally = sweep()
    assert tally.found == {FileState.SOUND: 4}
    stored = StoredFile.objects.get(path=result.files.get(name="lessons.pdf").path, place="public")
    assert (len(stored.sha256), len(stored.sha512), stored.size) == (64, 128, len(PDF))


def plant_nothing(file: ResultFile) -> None:
    pass


def plant_damage(file: ResultFile) -> None:
    for place in ("default", "public"):
        flip_a_bit(lies_at(file, place))


def plant_loss(file: ResultFile) -> None:
    for place in ("default", "public"):
        lies_at(file, place).unlink()


def plant_cut(file: ResultFile) -> None:
    for place in ("default", "public"):
        lies_at(file, place).write_bytes(PDF[:-1])


@pytest.mark.parametrize(
    ("plant", "state"),
    [(plant_nothing, "sound"), (plant_damage, "damaged"), (plant_loss, "missing"), (plant_cut, "damaged")],
)
def test_a_sweep_finds_each_planted_fault_and_says_so(
    result: Result, document: ResultFile, plant: Callable[[ResultFile], None], state: str
) -> None:
    take_up_files()
    sweep()
    plant(document)
    tally = check_all()
    assert {file.state for file in StoredFile.objects.filter(path=document.path)} == {state}
    assert tally.faults == (0 if state == "sound" else 2)
    assert dict(faults_of([result.pk])) == ({} if state == "sound" else {result.pk: 1})
    told = Event.objects.filter(kind=f"stored_file.{state}", project_id=result.project_id)
    assert told.count() == tally.faults


def test_a_fault_is_told_once_and_forgotten_when_the_bytes_come_back(result: Result, document: ResultFile) -> None:
    take_up_files()
    sweep()
    plant_damage(document)
    check_all()
    check_all()
    assert Event.objects.filter(kind="stored_file.damaged").count() == 2
    for place in ("default", "public"):
        lies_at(document, place).write_bytes(PDF)
    sample()
    assert dict(faults_of([result.pk])) == {}
    assert set(StoredFile.objects.values_list("faulty_since", flat=True)) == {None}


@pytest.mark.parametrize("place", ["default", "public"])
def test_a_copy_that_is_not_whole_is_written_anew_from_the_other(
    result: Result, document: ResultFile, place: str
) -> None:
    take_up_files()
    sweep()
    flip_a_bit(lies_at(document, place))
    tally = check_all()
    assert (tally.mended, tally.faults) == (1, 0)
    assert lies_at(document, place).read_bytes() == PDF
    assert Event.objects.filter(kind="stored_file.mended").count() == 1


def test_a_checksum_that_was_changed_with_the_bytes_is_found_by_the_second(document: ResultFile) -> None:
    take_up_files()
    sweep()
    forged = PDF + b"%forged\n"
    for place in ("default", "public"):
        lies_at(document, place).write_bytes(forged)
    StoredFile.objects.filter(path=document.path).update(sha256=hashlib.sha256(forged).hexdigest())
    check_all()
    assert {file.state for file in StoredFile.objects.filter(path=document.path)} == {"damaged"}


def test_a_storage_that_does_not_answer_has_lost_nothing_yet(result: Result, storage_is: StorageIs) -> None:
    take_up_files()
    sweep()
    storage_is("default", "DoesNotAnswer")
    tally = check_all()
    assert tally.found == {FileState.UNREADABLE: 2, FileState.SOUND: 2}
    assert dict(faults_of([result.pk])) == {}


def test_a_file_deleted_by_its_team_is_no_fault(result: Result, document: ResultFile, coordinator: User) -> None:
    take_up_files()
    attaching.remove_file(document, by=coordinator)
    lies_at(document, "default").unlink(missing_ok=True)
    check_all()
    assert not StoredFile.objects.filter(path=document.path, place="default").exists()
    assert not Event.objects.filter(kind__startswith="stored_file.").exists()
    assert forget_deleted_files() == 1


def test_what_rooms_keep_no_more_is_forgotten(result: Result, document: ResultFile) -> None:
    take_up_files()
    ResultFile.objects.filter(pk=document.pk).delete()
    assert forget_deleted_files() == 2
    assert StoredFile.objects.count() == 2


def test_a_sweep_reads_what_waits_longest_and_may_be_stopped_anywhere(result: Result) -> None:
    take_up_files()
    moments = iter([0.0, 0.5, 99.0])
    assert sweep(seconds=1.0, clock=lambda: next(moments)).files == 1
    assert sweep().files == 3
    assert sweep().files == 0
    StoredFile.objects.update(checked_at=timezone.now() - SWEEP)
    assert sweep().files == 4


def test_every_night_some_are_read_by_chance_and_all_in_trouble(result: Result, document: ResultFile) -> None:
    take_up_files()
    sweep()
    plant_loss(document)
    StoredFile.objects.filter(path=document.path).update(state="missing", faulty_since=timezone.now())
    assert SAMPLE > 4
    assert sample(most=2).files == 4


def verify(*arguments: str) -> tuple[int, Any]:
    said = io.StringIO()
    try:
        call_command("verify", *arguments, "--json", stdout=said)
    except SystemExit as ended:
        return int(ended.code or 0), json.loads(said.getvalue())
    return 0, json.loads(said.getvalue())


def test_the_command_reads_everything_and_fails_if_a_file_is_lost(result: Result, document: ResultFile) -> None:
    assert verify()[0] == 0
    plant_loss(document)
    status, said = verify("--all")
    assert status == 1
    assert said["files"] == 4
    assert {(each["path"], each["state"]) for each in said["troubles"]} == {(document.path, "missing")}


def test_reading_back_is_by_pieces(result: Result, document: ResultFile) -> None:
    take_up_files()
    large = bytes(range(256)) * 20_000
    path = storages["default"].path(document.path)
    Path(path).write_bytes(large)
    stored = StoredFile.objects.get(path=document.path, place="default")
    tally = checking.Tally()
    checking.check_file(stored, tally)
    assert tally.bytes == len(large)
    assert Path(path).read_bytes() == PDF  # mended from the public copy
