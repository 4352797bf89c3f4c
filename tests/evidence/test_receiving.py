"""What comes in is judged by its content: each gets its clear answer, nothing that harms is kept."""

import datetime
import hashlib
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.core.files.storage import storages
from django.utils import translation
from PIL import Image

from plon.accounts.models import User
from plon.evidence import actions
from plon.evidence.models import Evidence
from plon.evidence.receiving import Received, receive
from plon.files.refusals import FileRefused
from plon.projects.models import Project
from tests.evidence import pictures
from tests.evidence.pictures import GPS, SECRET


def received(content: bytes, name: str) -> Received:
    return receive(io.BytesIO(content), name, folder="evidence/test")


def kept_bytes(kept: Received) -> bytes:
    with storages["default"].open(kept.path, "rb") as stored:
        return bytes(stored.read())


def stored_files() -> list[Path]:
    location = Path(storages["default"].location)  # type: ignore[attr-defined]
    return [path for path in location.rglob("*") if path.is_file()]


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def heic(*, orientation: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    made = pillow_heif.from_pillow(pictures.picture(*size))
    made.info["exif"] = pictures.told_by_camera(orientation=orientation).tobytes()
    made.save(out, quality=80)
    return out.getvalue()


def test_a_photo_loses_its_position_and_offers_its_day() -> None:
    sent = pictures.jpeg(exif=pictures.told_by_camera(orientation=6))

    kept = received(sent, "IMG_1.JPG")

    content = kept_bytes(kept)
    assert SECRET not in content
    assert (kept.is_photo, kept.media_type, kept.dated) == (True, "image/jpeg", datetime.date(2025, 3, 14))
    assert (kept.width, kept.height) == (48, 64), "as it is shown, upright"
    assert kept.received_sha256 == hashlib.sha256(sent).hexdigest()
    assert kept.sha256 == hashlib.sha256(content).hexdigest() != kept.received_sha256
    assert kept.size == len(content)


def test_a_photo_of_an_iphone_becomes_an_upright_jpeg_without_position() -> None:
    kept = received(heic(), "IMG_0001.HEIC")

    content = kept_bytes(kept)
    assert (kept.name, kept.media_type) == ("IMG_0001.jpg", "image/jpeg")
    assert (kept.width, kept.height) == (64, 48)
    assert kept.dated == datetime.date(2025, 3, 14)
    assert SECRET not in content
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.format == "JPEG"
        assert GPS not in opened.getexif()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [("photo.png", "photo.jpg"), ("image", "image.jpg"), ("zdjęcie.jpeg", "zdjęcie.jpeg"), ("x.heic", "x.jpg")],
)
def test_a_photo_under_another_pictures_name_is_called_what_it_is(name: str, kept_as: str) -> None:
    assert received(pictures.jpeg(), name).name == kept_as


@pytest.mark.parametrize(
    ("taken", "dated"),
    [
        ("2025:03:14 09:26:53", datetime.date(2025, 3, 14)),
        ("0000:00:00 00:00:00", None),
        ("2025:02:30 09:26:53", None),
        ("1970:01:01 00:00:00", None),
        ("2999:01:01 00:00:00", None),
        ("yesterday evening!!", None),
    ],
)
def test_a_day_that_can_not_be_is_not_offered(taken: str, dated: datetime.date | None) -> None:
    assert received(pictures.jpeg(exif=pictures.told_by_camera(taken=taken)), "a.jpg").dated == dated


def lying_zip() -> bytes:
    """An archive whose entries unpack to far more than any set of materials."""
    return zipped({f"{number}.txt": b"\x00" * 30_000_000 for number in range(4)})


def nested_zip(depth: int) -> bytes:
    content = zipped({"a.txt": b"text"})
    for _level in range(depth):
        content = zipped({"inner.zip": content})
    return content


PHOTO = pictures.jpeg()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
# What is sent, under which name, and what the answer says.
HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "empty.jpg", "empty"),
    "a program": (EXE, "setup.exe", "can't be taken"),
    "a program called a photo": (EXE, "photo.jpg", "not what its ending says"),
    "a program called a text": (EXE, "list.txt", "not what its ending says"),
    "a program called a PDF": (EXE, "report.pdf", "not what its ending says"),
    "a program with two endings": (EXE, "photo.jpg.exe", "can't be taken"),
    "a script of a shell": (b"#!/bin/sh\nrm -rf /\n", "notes.txt", "not what its ending says"),
    "a page called a photo": (HTML, "photo.jpg", "not what its ending says"),
    "a page": (HTML, "page.html", "can't be taken"),
    "a page called a text": (HTML, "notes.txt", "not what its ending says"),
    "a page before a PDF": (HTML + PDF, "report.pdf", "not what its ending says"),
    "an archive behind a PDF": (PDF + zipped({"a.class": b"x"}), "report.pdf", "not what its ending says"),
    "an archive behind a program": (EXE + zipped({"a.txt": b"x"}), "pack.zip", "not what its ending says"),
    "a program in an archive": (zipped({"a/run.EXE": EXE}), "pack.zip", "program in this archive"),
    "a document with macros": (
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}),
        "letter.docx",
        "macros",
    ),
    "a script as a picture": (b"GIF89a=1;alert(1);" + b"/" * 80, "photo.gif", "not what its ending says"),
    "a drawing with a script": (SVG.format("<script>alert(1)</script>").encode(), "logo.svg", "program"),
    "a drawing that acts": (SVG.format('<g onload="alert(1)"/>').encode(), "logo.svg", "program"),
    "a drawing that loads": (SVG.format('<image href="http://example.org/x.png"/>').encode(), "logo.svg", "elsewhere"),
    "a drawing with an entity": (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>").encode(),
        "logo.svg",
        "program",
    ),
    "a bomb of an archive": (lying_zip(), "pack.zip", "unpacks to far more"),
    "archives in archives": (nested_zip(3), "pack.zip", "within archives"),
    "a bomb of a PNG": (pictures.bomb_png(50_000, 50_000), "photo.png", "60 million"),
    "a giant of a PNG": (pictures.bomb_png(8000, 8000), "photo.png", "60 million"),
    "a PNG of too few pixels": (pictures.bomb_png(500, 500), "photo.png", "broken"),
    "a broken JPEG": (PHOTO[: len(PHOTO) // 2], "photo.jpg", "broken"),
    "a JPEG of a header": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "photo.jpg", "broken"),
    "a broken HEIC": (heic()[:300], "photo.heic", "broken"),
    "a broken WebP": (pictures.webp()[:60], "photo.webp", "broken"),
    "a photo called a document": (PHOTO, "report.pdf", "not what its ending says"),
    "a file without ending": (b"words", "notes", "can't be taken"),
    "a settings file": (b"[.ShellClassInfo]", "desktop.ini", "can't be taken"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_could_harm_gets_its_answer_and_is_not_kept(case: str) -> None:
    content, name, answer = HOSTILE[case]

    with translation.override("en"), pytest.raises(FileRefused) as refusal:
        received(content, name)

    with translation.override("en"):
        assert answer in str(refusal.value)
    assert stored_files() == []


@pytest.mark.parametrize("case", HOSTILE)
def test_the_answer_is_polish_for_who_reads_polish(case: str) -> None:
    content, name, _answer = HOSTILE[case]

    with pytest.raises(FileRefused) as refusal:
        received(content, name)

    told = {}
    for language in ("pl", "en"):
        with translation.override(language):
            told[language] = str(refusal.value)
    assert told["pl"] != told["en"]
    assert told["pl"].endswith(".")


# Two kinds of files at once: what is kept is the picture alone.
POLYGLOTS: dict[str, tuple[bytes, str]] = {
    "an archive behind a JPEG": (PHOTO + zipped({"evil.class": SECRET}, zipfile.ZIP_STORED), "photo.jpg"),
    "a page in a comment": (
        PHOTO[:2] + pictures.jpeg_segment(0xFE, b"--><script>" + SECRET + b"</script>") + PHOTO[2:],
        "photo.jpg",
    ),
    "PHP in a PNG": (pictures.png(), "photo.png"),
    "a PDF behind a WebP": (pictures.webp() + PDF + SECRET, "photo.webp"),
    "a script in the camera's words": (PHOTO, "photo.jpg"),
}


@pytest.mark.parametrize("case", POLYGLOTS)
def test_of_two_files_in_one_the_picture_alone_is_kept(case: str) -> None:
    content, name = POLYGLOTS[case]

    kept = kept_bytes(received(content, name))

    assert SECRET in content
    assert SECRET not in kept
    assert b"<script" not in kept
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert pictures.pixels(kept) == pictures.pixels(content)


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../../etc/passwd.jpg", "passwd.jpg"),
        ("..\\..\\windows\\photo.jpg", "photo.jpg"),
        ("C:\\fakepath\\photo.jpg", "photo.jpg"),
        ("/absolute/photo.jpg", "photo.jpg"),
        ("photo\x00.jpg", "photo.jpg"),
        ("photo\u202egnp.jpg", "photognp.jpg"),
        ("a<b>:c|d?.jpg", "a-b--c-d-.jpg"),
        ("  zdjęcie z łąki.jpg ", "zdjęcie z łąki.jpg"),
        ("Łódź – 日本語 – ελληνικά.jpg", "Łódź – 日本語 – ελληνικά.jpg"),
    ],
)
def test_tricks_in_names_lead_nowhere(project: Project, editor: User, name: str, kept_as: str) -> None:
    evidence = actions.add_file(project, by=editor, received=received(PHOTO, name))

    assert evidence.name == kept_as
    location = Path(storages["default"].location)  # type: ignore[attr-defined]
    assert [path.is_relative_to(location / "evidence" / "test") for path in stored_files()] == [True]


@pytest.mark.parametrize("letter", ["x", "ż", "語", "🦔"])
def test_a_name_of_300_letters_is_shortened_with_its_ending(project: Project, editor: User, letter: str) -> None:
    evidence = actions.add_file(project, by=editor, received=received(PHOTO, letter * 300 + ".jpg"))

    assert evidence.name.endswith(f"{letter}.jpg")
    assert len(evidence.name.encode()) <= 240


def test_a_name_of_an_ending_alone_is_no_photo_but_has_an_answer() -> None:
    with translation.override("en"), pytest.raises(FileRefused, match="can't be taken"):
        received(b"words", "." + "x" * 300)


def test_a_file_larger_than_the_limit_is_refused(settings: Any) -> None:
    settings.MAX_EVIDENCE_BYTES = 1024 * 1024

    with translation.override("en"), pytest.raises(FileRefused, match="larger than 1 MB"):
        received(PDF + b"x" * 1024 * 1024, "report.pdf")


def test_bytes_that_the_disk_changed_are_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = storages["default"]
    save = type(storage).save

    def damaging(self: Any, name: str, content: Any, **more: Any) -> str:
        path = save(self, name, content, **more)
        with Path(self.path(path)).open("ab") as stored:
            stored.write(b"!")
        return str(path)

    monkeypatch.setattr(type(storage), "save", damaging)
    with translation.override("en"), pytest.raises(FileRefused, match="damaged on its way"):
        received(PDF, "report.pdf")

    assert stored_files() == []


def test_a_full_disk_leaves_no_row(project: Project, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(FileRefused, match="no room left"):
        received(PDF, "report.pdf")

    assert not Evidence.objects.exists()
