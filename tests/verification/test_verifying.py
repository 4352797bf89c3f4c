"""Tampering: one byte of the report, one byte of a proof, an edited manifest; each is found and named."""

import hashlib
import json
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plon.evidence.actions import change_evidence, destroy_evidence, remove_evidence
from plon.evidence.models import Evidence
from plon.fixity.checking import check_all
from plon.fixity.taking_up import take_up_files
from plon.history.models import Event
from plon.projects.overview import reminders_for
from plon.verification.actions import open_room
from plon.verification.checking import check_by_the_clock
from plon.verification.enums import FileKind, Standing
from plon.verification.hashing import HashingUpload
from plon.verification.manifest import read_manifest
from plon.verification.models import IssuedReport, ProofCheck
from plon.verification.secret import secret_of as room_secret
from plon.verification.verifying import verdict_on
from tests.conftest import client_of
from tests.factories import EvidenceFactory
from tests.verification.conftest import World, alter_one_byte, file_of, issue, read_again, stored, visitor


def standing_of(issued: IssuedReport, piece: Evidence, key: str = "") -> Standing:
    return next(each.standing for each in verdict_on(issued).proofs if each.proof.key == (key or piece.public_id))


def bring(client: Client, address: str, path: Path) -> Any:
    return client.post(address, {"file": SimpleUploadedFile(path.name, path.read_bytes())})


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = 0
    try:
        call_command("verify", *arguments, "--json")
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(capsys.readouterr().out)


# The report itself.


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.DOCX, FileKind.MANIFEST])
def test_each_file_as_issued_is_known(issued: IssuedReport, tmp_path: Path, kind: FileKind) -> None:
    page = bring(visitor(), reverse("audit:entry"), file_of(issued, kind, tmp_path)).content.decode()
    assert "exactly the one that was issued, byte for byte" in page
    assert issued.shown_code in page


def test_one_byte_of_the_pdf_is_enough(issued: IssuedReport, pdf: Path) -> None:
    alter_one_byte(pdf)
    own = bring(visitor(), reverse("audit:report", args=[issued.shown_code]), pdf).content.decode()
    assert "No: this file is not the one that was issued." in own
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() in own
    assert (
        "No report with these bytes was issued here." in bring(visitor(), reverse("audit:entry"), pdf).content.decode()
    )


def test_another_report_of_ours_is_told_apart(world: World, issued: IssuedReport, tmp_path: Path) -> None:
    newer = issue(world, "pl")
    address = reverse("audit:report", args=[issued.shown_code])
    page = bring(visitor(), address, file_of(newer, FileKind.PDF, tmp_path)).content.decode()
    assert "it is another report than the one with this code" in page


def test_nothing_of_a_file_that_is_brought_is_kept(issued: IssuedReport, pdf: Path, settings: Any) -> None:
    before = {path for path in Path(settings.FILE_UPLOAD_TEMP_DIR or ".").rglob("*") if path.is_file()}
    bring(visitor(), reverse("audit:entry"), pdf)
    after = {path for path in Path(settings.FILE_UPLOAD_TEMP_DIR or ".").rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ a program", "neither a PDF nor a Word file nor a manifest"),
        (b"<html>", "neither a PDF nor a Word file nor a manifest"),
    ],
)
def test_what_can_be_no_report_is_refused(db: None, content: bytes, words: str) -> None:
    answer = visitor().post(reverse("audit:entry"), {"file": SimpleUploadedFile("report.pdf", content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_file_that_is_too_large_is_refused_while_it_comes(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plon.verification.hashing.LIMIT", 200_000)
    seen: list[int] = []
    take = HashingUpload.receive_data_chunk

    def counted(self: HashingUpload, raw_data: bytes, start: int) -> None:
        seen.append(len(raw_data))
        take(self, raw_data, start)

    monkeypatch.setattr(HashingUpload, "receive_data_chunk", counted)
    content = b"%PDF-" + b"0" * 2_000_000
    answer = visitor().post(reverse("audit:entry"), {"file": SimpleUploadedFile("report.pdf", content)})
    assert answer.status_code == 413
    assert "larger than 100 MB" in answer.content.decode()
    assert sum(seen) < 400_000


@pytest.mark.parametrize("typed", ["", "no code", "R7K2", "a" * 5000, "\x00", "ŁÓDŹ-ŁÓDŹ-ŁÓDŹ"])
def test_what_is_no_code_is_refused_in_words(db: None, typed: str) -> None:
    answer = visitor().post(reverse("audit:entry"), {"code": typed})
    assert answer.status_code == 422


@pytest.mark.parametrize("how", [str.lower, str.upper, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_code_is_taken_however_it_is_typed(issued: IssuedReport, how: Any) -> None:
    answer = visitor().post(reverse("audit:entry"), {"code": how(issued.shown_code)}, follow=True)
    assert issued.title in answer.content.decode()


def test_whole_address_is_taken_as_code(issued: IssuedReport) -> None:
    typed = f"https://plon.example/audit/{issued.shown_code}/"
    assert visitor().post(reverse("audit:entry"), {"code": typed}, follow=True).status_code == 200


def test_public_page_tells_counts_and_short_ids_alone(world: World, issued: IssuedReport) -> None:
    alter_one_byte(stored(world.signed))
    read_again(issued)
    answer = visitor().get(reverse("audit:report", args=[issued.shown_code]))
    page = answer.content.decode()
    assert f"altered: 1 ({world.signed.public_id})" in page
    for private in ("Photo of the workshop", "Hanna Ukryta", world.photo.sha256, "paper.example"):
        assert private not in page
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_guessing_codes_ends_soon(db: None) -> None:
    client = visitor()
    codes = [f"{a}{b}77-7777-7777" for a in "BCDFG" for b in "BCDFG"]
    statuses = [client.get(reverse("audit:report", args=[code])).status_code for code in codes]
    assert statuses == [404] * 20 + [429] * 5
    last = client.get(reverse("audit:report", args=[codes[0]]))
    assert int(last["Retry-After"]) > 0


def test_who_guessed_still_opens_what_is_there(issued: IssuedReport) -> None:
    client = visitor()
    for _try in range(25):
        client.get(reverse("audit:report", args=["BBBB-BBBB-BBBB"]))
    assert client.get(reverse("audit:report", args=[issued.shown_code])).status_code == 200


# The proofs.


def test_one_byte_of_a_proof_is_found_and_named(world: World, issued: IssuedReport) -> None:
    alter_one_byte(stored(world.photo))
    check = read_again(issued)
    assert check.found == {"altered": 1, "whole": 1, "nothing": 1}
    page = client_of(world.by).get(reverse("verification:issued", args=[world.project.public_id, issued.public_id]))
    assert f"{world.photo.public_id} · Photo of the workshop" in page.content.decode()
    (event,) = Event.objects.filter(kind="issued_proof.altered")
    assert world.photo.public_id in event.subject_label
    read_again(issued)
    assert Event.objects.filter(kind="issued_proof.altered").count() == 1
    assert any("proof of an issued report" in each.text for each in reminders_for(world.project))


def test_reading_of_the_watch_of_files_counts_at_once(world: World, issued: IssuedReport) -> None:
    take_up_files()
    alter_one_byte(stored(world.photo))
    assert standing_of(issued, world.photo) == Standing.WHOLE
    check_all()
    assert standing_of(issued, world.photo) == Standing.ALTERED


def test_row_whose_hash_was_changed_along_with_the_bytes_deceives_nobody(world: World, issued: IssuedReport) -> None:
    """Somebody with the database swaps the photo and its checksum."""
    stored(world.photo).write_bytes(b"another photo")
    world.photo.sha256 = hashlib.sha256(b"another photo").hexdigest()
    world.photo.save()
    assert standing_of(issued, world.photo) == Standing.ALTERED
    read_again(issued)
    assert standing_of(issued, world.photo) == Standing.ALTERED


def test_missing_bytes_are_named(world: World, issued: IssuedReport) -> None:
    stored(world.photo).unlink()
    read_again(issued)
    assert standing_of(issued, world.photo) == Standing.MISSING


def test_address_of_a_link_that_was_changed_after_issue_is_said_everywhere(
    world: World, issued: IssuedReport, pdf: Path, capsys: Any
) -> None:
    change_evidence(world.page, by=world.by, url="https://paper.example/another")

    assert standing_of(issued, world.page) == Standing.ALTERED
    key = world.page.public_id
    page = client_of(world.by).get(reverse("verification:issued", args=[world.project.public_id, issued.public_id]))
    assert f"{key} · Article" in page.content.decode()
    public = visitor().get(reverse("audit:report", args=[issued.shown_code])).content.decode()
    assert f"altered: 1 ({key})" in public
    room = open_room(issued, by=world.by, who="Agency", language="en")
    shown = visitor().get(reverse("audit:room", args=[room_secret(room)])).content.decode()
    assert f"altered: 1 ({key})" in shown
    status, told = verify(capsys, str(pdf))
    assert (status, told["broken"]) == (1, [{"id": key, "title": "Article", "standing": "altered"}])
    assert read_again(issued).found == {"whole": 2, "altered": 1}
    assert Event.objects.filter(kind="issued_proof.altered").count() == 1


def test_figure_is_compared_with_what_it_was_at_issue(world: World) -> None:
    """Before it is issued it may change; set back afterwards it is as reported again, its title is nobody's figure."""
    Evidence.objects.filter(pk=world.page.pk).update(kind="figure", url="", value=12, unit="schools")
    change_evidence(world.page, by=world.by, value=Decimal(13))
    issued = issue(world)
    assert standing_of(issued, world.page) == Standing.NOTHING
    change_evidence(world.page, by=world.by, title="Schools that took part")
    assert standing_of(issued, world.page) == Standing.NOTHING

    change_evidence(world.page, by=world.by, value=Decimal(130))
    assert standing_of(issued, world.page) == Standing.ALTERED
    assert standing_of(issue(world), world.page) == Standing.NOTHING
    change_evidence(world.page, by=world.by, value=Decimal(13), unit="kindergartens")
    assert standing_of(issued, world.page) == Standing.ALTERED
    change_evidence(world.page, by=world.by, unit="schools")
    assert standing_of(issued, world.page) == Standing.NOTHING


def test_changed_links_cost_the_same_however_many(world: World, issued: IssuedReport) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            verdict_on(IssuedReport.objects.get(pk=issued.pk))
        return len(asked)

    before = cost()
    proof = issued.proofs.get(key=world.page.public_id)
    for number in range(3):
        piece = EvidenceFactory(project=world.project, kind="link", url="https://paper.example/1", sha256="", size=0)
        proof.pk, proof.key, proof.position, proof.evidence = None, piece.public_id, 100 + number, piece
        proof.save()
        change_evidence(piece, by=world.by, url="https://paper.example/2")
    assert len(verdict_on(issued).broken) == 3
    assert cost() == before


def test_what_lies_in_the_bin_is_said_and_blames_nobody(world: World, issued: IssuedReport) -> None:
    remove_evidence(world.photo, by=world.by)
    assert standing_of(issued, world.photo) == Standing.REMOVED
    assert verdict_on(issued).is_sound
    alter_one_byte(stored(world.photo))
    read_again(issued)
    assert issued.proofs.get(key=world.photo.public_id).standing == Standing.ALTERED


def test_what_was_destroyed_by_hand_is_told_from_what_vanished(world: World, issued: IssuedReport) -> None:
    key = world.photo.public_id
    remove_evidence(world.photo, by=world.by)
    world.photo.refresh_from_db()
    destroy_evidence(world.photo, by=world.by)
    assert standing_of(issued, world.photo, key) == Standing.DESTROYED
    gone = world.signed.public_id
    Evidence.objects.filter(pk=world.signed.pk).delete()
    assert standing_of(issued, world.signed, gone) == Standing.MISSING


def test_what_was_erased_by_the_rules_is_lawful(world: World, issued: IssuedReport) -> None:
    stored(world.photo).unlink()
    Evidence.objects.filter(pk=world.photo.pk).update(path="", erased_at=timezone.now())
    read_again(issued)
    assert standing_of(issued, world.photo) == Standing.ERASED
    assert verdict_on(issued).is_sound
    page = visitor().get(reverse("audit:report", args=[issued.shown_code])).content.decode()
    assert f"erased by the rules of keeping: 1 ({world.photo.public_id})" in page


def test_damaged_file_of_the_report_itself_is_said(issued: IssuedReport) -> None:
    alter_one_byte(Path(storages["default"].path(issued.files.get(kind="pdf").path)))
    assert read_again(issued).faulty_files == ["pdf"]
    page = visitor().get(reverse("audit:report", args=[issued.shown_code])).content.decode()
    assert "A file of the report that is kept here is damaged." in page


def test_public_may_ask_for_a_reading_but_not_again_and_again(issued: IssuedReport) -> None:
    ProofCheck.objects.all().delete()
    address = reverse("audit:check", args=[issued.shown_code])
    client = visitor()
    for _click in range(3):
        assert client.post(address)["Location"] == reverse("audit:report", args=[issued.shown_code])
    assert ProofCheck.objects.count() == 1


def test_every_report_is_read_back_by_the_clock(issued: IssuedReport) -> None:
    check_by_the_clock()
    assert ProofCheck.objects.count() == 1
    ProofCheck.objects.all().delete()
    check_by_the_clock()
    assert ProofCheck.objects.filter(issued=issued).count() == 1


# The command.


def test_command_says_that_all_is_as_it_was(issued: IssuedReport, pdf: Path, capsys: Any) -> None:
    status, told = verify(capsys, str(pdf))
    assert (status, told["verdict"], told["code"]) == (0, "sound", issued.shown_code)
    assert told["proofs"] == {"whole": 2, "nothing": 1}


def test_command_names_the_proof_with_another_byte(world: World, pdf: Path, capsys: Any) -> None:
    alter_one_byte(stored(world.photo))
    status, told = verify(capsys, str(pdf))
    assert (status, told["verdict"]) == (1, "broken")
    assert told["broken"] == [
        {"id": world.photo.public_id, "title": "Photo of the workshop", "standing": "altered"}
    ]  # fmt: skip


def test_command_finds_another_byte_of_the_pdf(issued: IssuedReport, pdf: Path, capsys: Any) -> None:
    content = pdf.read_bytes()
    pdf.write_bytes(content + b"\n")
    status, told = verify(capsys, str(pdf))
    assert (status, told["verdict"], told["code"]) == (1, "altered", issued.shown_code)


def test_command_finds_an_edited_manifest(issued: IssuedReport, pdf: Path, tmp_path: Path, capsys: Any) -> None:
    """Somebody makes the proofs fit: the manifest in the PDF is written anew, with another hash."""
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(pdf) as opened:
        (name,) = opened.attachments
        said = json.loads(opened.attachments[name].get_file().read_bytes())
        said["proofs"][0]["sha256"] = "0" * 64
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, json.dumps(said).encode(), filename=name)
        opened.save(forged)
    status, told = verify(capsys, str(forged))
    assert (status, told["verdict"]) == (1, "altered")
    edited = tmp_path / "manifest.json"
    edited.write_bytes(json.dumps(said).encode())
    assert verify(capsys, str(edited))[0] == 1


def test_command_against_a_folder_needs_no_installation(world: World, pdf: Path, tmp_path: Path, capsys: Any) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "whatever name.jpg").write_bytes(stored(world.photo).read_bytes())
    (folder / "list.pdf").write_bytes(stored(world.signed).read_bytes())
    IssuedReport.objects.all().delete()
    status, told = verify(capsys, str(pdf), "--evidence", str(folder))
    assert (status, told["offline"], told["found"]) == (0, True, 2)
    alter_one_byte(folder / "whatever name.jpg")
    status, told = verify(capsys, str(pdf), "--evidence", str(folder))
    assert status == 1
    assert told["missing"] == [{"id": world.photo.public_id, "title": "Photo of the workshop"}]


def test_report_of_another_installation_can_not_be_judged_here(issued: IssuedReport, pdf: Path, capsys: Any) -> None:
    IssuedReport.objects.all().delete()
    status, told = verify(capsys, str(pdf))
    assert (status, told["verdict"]) == (2, "unknown")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x00" * 5000, b'{"format": "other"}', b"[" * 100_000])
def test_file_that_is_no_report_can_not_be_judged(db: None, tmp_path: Path, capsys: Any, content: bytes) -> None:
    for name in ("x.pdf", "x.json"):
        (tmp_path / name).write_bytes(content)
        assert verify(capsys, str(tmp_path / name))[0] == 2


def test_wrong_use_ends_with_two(db: None, tmp_path: Path) -> None:
    from django.core.management.base import CommandError

    for arguments in (["--evidence", str(tmp_path)], [str(tmp_path / "none.pdf")], [str(tmp_path / "n.pdf"), "--all"]):
        with pytest.raises(CommandError) as refused:
            call_command("verify", *arguments)
        assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b'{"format": "plon report manifest 1"}',
        b'{"format": "plon report manifest 1", "code": "x", "proofs": [1]}',
    ],
)
def test_manifest_of_another_shape_is_none(content: bytes) -> None:
    with pytest.raises(ValueError, match="no"):
        read_manifest(content)


def test_system_has_its_own_word_for_it(issued: IssuedReport, pdf: Path) -> None:
    """The checksum on the page is that of `sha256sum`."""
    said = subprocess.run(["sha256sum", str(pdf)], capture_output=True, text=True, check=True).stdout.split()[0]
    assert said == issued.files.get(kind="pdf").sha256
