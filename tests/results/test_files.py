"""Files, links and covers: what is taken, what is refused and why, and where the bytes lie."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.urls import reverse
from PIL import Image

from plon.accounts.models import User
from plon.files import filetypes, storing
from plon.files.refusals import FileRefused
from plon.history.models import Event
from plon.results import attaching
from plon.results.models import Result, ResultFile
from plon.results.queries import newest_files
from plon.results.refusals import LinkRefused
from tests.conftest import client_of
from tests.results.conftest import PDF, archive, docx, is_public_copy, picture, upload

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
ODT = "application/vnd.oasis.opendocument.text"
GOOD = {
    "a.pdf": PDF,
    "a.docx": docx(),
    "a.pptx": archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
    "a.xlsx": archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}),
    "a.odt": archive({"mimetype": ODT.encode(), "content.xml": b"<c/>"}),
    "a.epub": archive({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<c/>"}),
    "a.h5p": archive({"h5p.json": b"{}"}),
    "a.ggb": archive({"geogebra.xml": b"<g/>"}),
    "scorm.zip": archive({"imsmanifest.xml": b"<m/>", "index.html": b"<html>", "run.js": b"1"}),
    "a.txt": "Zażółć gęślą jaźń".encode(),
    "notepad.txt": "Zażółć gęślą jaźń".encode("utf-16"),
    "a.csv": b"a;b\n1;2\n",
    "a.md": b"# Lessons\n",
    "A.PNG": picture(kind="PNG"),
    "a.jpeg": picture(),
    "a.webp": picture(kind="WEBP"),
    "a.gif": picture(kind="GIF"),
    "a.mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(64),
    "a.wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(32),
    "a.ogg": b"OggS" + bytes(64),
    "a.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64),
    "a.webm": b"\x1a\x45\xdf\xa3" + bytes(4) + b"\x42\x82\x84webm" + bytes(64),
    "a.svg": SVG.format('<style>.a{fill:url(#b)}</style><circle id="b" r="2" fill="url( \'#b\' )"/>').encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_materials_of_teachers_are_taken(name: str) -> None:
    assert filetypes.identify(io.BytesIO(GOOD[name]), name).media_type


BAD = {
    "program.exe": b"MZ" + bytes(100),
    "program.pdf": b"MZ" + bytes(100),
    "picture.png": picture(),
    "slides.docx": GOOD["a.pptx"],
    "archive.docx": archive({"readme.txt": b"hello"}),
    "table.ods": GOOD["a.odt"],
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "page.txt": b"<!DOCTYPE html><script>alert(1)</script>",
    "script.txt": b"#!/bin/sh\nrm -rf /\n",
    "binary.csv": b"a;b\x00\x01",
    "no-ending": PDF,
    "empty.pdf": b"",
    "broken.zip": b"PK\x03\x04 and then nothing",
    "task.h5p": archive({"readme.txt": b"hello"}),
    "macros.docx": archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"", "word/vbaProject.bin": b"x"}),
    "set.zip": archive({"lessons/start.EXE": b"MZ"}),
    "not.svg": b"<html><body/></html>",
    "broken.svg": b"<svg><circle></svg>",
}


@pytest.mark.parametrize("name", BAD)
def test_other_files_are_refused_with_a_reason(name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        filetypes.identify(io.BytesIO(BAD[name]), name)
    assert refusal.value.field == "file"
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<circle onload="alert(1)"/>',
        '<circle ONCLICK="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<a href="java&#10;script:alert(1)"><circle/></a>',
        '<image href="https://example.org/pixel.png"/>',
        '<image xlink:href="//example.org/pixel.png"/>',
        '<use href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>circle{fill:url(https://example.org/a)}</style>",
        "<style>circle{fill:u\\72l(https://example.org/a)}</style>",
        "<circle style=\"fill: url( 'https://example.org/a' )\"/>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_drawing_that_acts_or_reaches_out_is_refused(inside: str) -> None:
    with pytest.raises(FileRefused, match="contains a program or loads things"):
        filetypes.identify(io.BytesIO(SVG.format(inside).encode()), "drawing.svg")


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml-stylesheet href="https://example.org/a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    ],
)
def test_drawing_with_parts_from_outside_the_drawing_is_refused(head: bytes) -> None:
    with pytest.raises(FileRefused):
        filetypes.identify(io.BytesIO(head), "drawing.svg")


def test_zip_bomb_is_refused_without_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive({"zeros": bytes(60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(FileRefused, match="unpacks to far more"):
        filetypes.identify(io.BytesIO(bomb), "lessons.zip")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\Lekcja 1.pdf", "Lekcja 1.pdf"),
        ("Zażółć gęślą.pdf", "Zażółć gęślą.pdf"),
        ("a\x00b\n\u202ec.pdf", "abc.pdf"),
        ('what?<is>"this"|.pdf', "what--is--this--.pdf"),
        (" .. ", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_lose_tricks_and_keep_letters(sent: str, kept: str) -> None:
    assert storing.clean_name(sent) == kept


def test_file_is_kept_privately_with_its_checksum(result: Result, editor: User) -> None:
    file = attaching.add_file(result, by=editor, upload=upload(), title="Lessons", language="en")
    assert file.sha256 == storing.sha256_of(io.BytesIO(PDF))
    with storages["default"].open(file.path) as kept:
        assert kept.read() == PDF
    assert not is_public_copy(file.path)
    assert (file.is_public, file.number, file.size, file.is_editable) == (False, 1, len(PDF), False)
    assert Event.objects.get().kind == "file.added"


def test_same_content_twice_is_said_not_stored(result: Result, editor: User) -> None:
    attaching.add_file(result, by=editor, upload=upload("first.pdf"))
    with pytest.raises(FileRefused, match=r"here already, as “first\.pdf”"):
        attaching.add_file(result, by=editor, upload=upload("second.pdf"))
    assert result.files.count() == 1


def test_refused_file_leaves_nothing_behind(result: Result, editor: User, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        attaching.add_file(result, by=editor, upload=upload("program.pdf", BAD["program.pdf"]))
    assert not result.files.exists()
    assert [path for path in (tmp_path / "private").rglob("*") if path.is_file()] == []


def test_failure_half_way_leaves_no_bytes(result: Result, editor: User, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="language"):
        attaching.add_file(result, by=editor, upload=upload(), language="far too long for a language")
    assert [path for path in (tmp_path / "private").rglob("*") if path.is_file()] == []


def test_versions_form_a_chain_that_survives_removals(
    result: Result, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    first = attaching.add_file(result, by=editor, upload=upload("v1.pdf", PDF + b"1"))
    second = attaching.add_file(result, by=editor, upload=upload("v2.pdf", PDF + b"2"), replaces=first)
    third = attaching.add_file(result, by=editor, upload=upload("v3.pdf", PDF + b"3"), replaces=second)
    assert (third.number, newest_files(result)) == (3, [(third, [second, first])])
    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove_file(second, by=editor)
    fresh = Result.objects.get(pk=result.pk)
    assert newest_files(fresh) == [(third, [first])]
    assert not storages["default"].exists(second.path)
    attaching.remove_file(ResultFile.objects.get(pk=third.pk), by=editor)
    assert newest_files(Result.objects.get(pk=result.pk)) == [(first, [])]


def test_a_newer_version_says_what_changed_and_a_first_one_is_not_asked(result: Result, editor: User) -> None:
    first = attaching.add_file(result, by=editor, upload=upload("v1.pdf", PDF + b"1"), change_note="nothing before it")
    client, args = client_of(editor), [result.project.public_id, result.public_id]
    assert (first.change_note, ResultFile.objects.get().change_note) == ("", "")
    assert "change_note" not in client.get(reverse("results:add_file", args=args)).content.decode()
    newer = reverse("results:add_version", args=[*args, first.public_id])
    assert 'name="change_note"' in client.get(newer).content.decode()
    client.post(newer, {"file": upload("v2.pdf", PDF + b"2"), "change_note": "Two new worksheets"})
    second = ResultFile.objects.get(number=2)
    assert second.change_note == "Two new worksheets"
    about = reverse("results:describe_file", args=[*args, second.public_id])
    client.post(about, {"title": "Lessons", "change_note": "Three new worksheets"})
    second.refresh_from_db()
    assert (second.title, second.change_note) == ("Lessons", "Three new worksheets")


def test_larger_than_allowed_is_refused(result: Result, editor: User, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 10
    with pytest.raises(FileRefused, match="larger than"):
        attaching.add_file(result, by=editor, upload=upload())


def test_promise_of_ten_gigabytes_is_answered_at_once(result: Result, editor: User) -> None:
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    answer = client_of(editor).generic(
        "POST", url, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10 * 1024**3)
    )
    assert answer.status_code == 413
    assert "MB" in answer.content.decode()


def test_upload_page_takes_a_file_once(result: Result, editor: User, tmp_path: Path) -> None:
    client = client_of(editor)
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    token = "5c3cbd3e-7a3c-4f2a-9d0e-0a6f7d3a1b2d"
    for _click in range(2):
        answer = client.post(url, {"file": upload("Lekcja 1.docx", docx()), "title": "Lesson", "form_token": token})
        assert answer.status_code == 302
    file = result.files.get()
    assert (file.name, file.title, file.is_editable) == ("Lekcja 1.docx", "Lesson", True)
    assert [str(path.relative_to(tmp_path / "private")) for path in (tmp_path / "private").rglob("*.docx")] == [
        file.path
    ]


def test_upload_page_says_why_not_and_keeps_the_words(result: Result, editor: User) -> None:
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    answer = client_of(editor).post(url, {"file": upload("lesson.pdf", picture()), "title": "My lesson"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "is not what its ending says" in shown
    assert 'value="My lesson"' in shown
    assert not result.files.exists()


def test_team_downloads_a_file_that_cannot_act(result: Result, contributor: User, editor: User) -> None:
    svg = GOOD["a.svg"]
    file = attaching.add_file(result, by=editor, upload=upload("rysunek ą.svg", svg))
    url = reverse("results:file", args=[result.project.public_id, result.public_id, file.public_id])
    answer = client_of(contributor).get(url)
    assert b"".join(answer.streaming_content) == svg
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_file_of_another_project_is_not_found(result: Result, editor: User, stranger: User) -> None:
    file = attaching.add_file(result, by=editor, upload=upload())
    url = reverse("results:file", args=[result.project.public_id, result.public_id, file.public_id])
    assert client_of(stranger).get(url).status_code == 404


def test_describe_file_is_kept_with_its_history(result: Result, editor: User) -> None:
    file = attaching.add_file(result, by=editor, upload=upload())
    url = reverse("results:describe_file", args=[result.project.public_id, result.public_id, file.public_id])
    answer = client_of(editor).post(url, {"title": "Lessons", "language": "es", "is_accessible": "on"})
    assert answer.status_code == 302
    file.refresh_from_db()
    assert (file.title, file.language, file.is_accessible, file.is_editable) == ("Lessons", "es", True, False)
    assert Event.objects.filter(kind="file.changed").count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Example.org/Lessons?a=1#b", "https://example.org/Lessons?a=1#b"),
        ("example.org/lessons", "https://example.org/lessons"),
        ("  http://example.org ", "http://example.org"),
        ("https://żółw.example.org/", "https://żółw.example.org/"),
    ],
)
def test_links_are_kept_in_their_usual_form(result: Result, editor: User, typed: str, kept: str) -> None:
    assert attaching.add_link(result, by=editor, url=typed).url == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,a.b", "file:///etc/passwd",
     "ftp://example.org/a", "mailto:somebody@example.org", "http://localhost/", "https://name:word@example.org/",
     "https://[", "", "just words"],
)  # fmt: skip
def test_other_addresses_are_refused(result: Result, editor: User, typed: str) -> None:
    with pytest.raises(LinkRefused):
        attaching.add_link(result, by=editor, url=typed)
    assert not result.links.exists()


def test_link_page_refuses_in_words_and_changes(result: Result, editor: User) -> None:
    client = client_of(editor)
    args = [result.project.public_id, result.public_id]
    url = reverse("results:add_link", args=args)
    assert "Only web addresses" in client.post(url, {"url": "javascript:alert(1)", "kind": "result"}).content.decode()
    assert client.post(url, {"url": "example.org/a", "kind": "result"}).status_code == 302
    assert "is here already" in client.post(url, {"url": "https://example.org/a", "kind": "page"}).content.decode()
    link = result.links.get()
    change = reverse("results:change_link", args=[*args, link.pk])
    assert client.post(change, {"url": "https://example.org/b", "kind": "page", "language": "pl"}).status_code == 302
    link.refresh_from_db()
    assert (link.url, link.kind, link.language) == ("https://example.org/b", "page", "pl")
    client.post(reverse("results:remove_link", args=[*args, link.pk]))
    assert not result.links.exists()


def test_cover_forgets_where_it_was_taken_and_stands_upright(result: Result, editor: User) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    attaching.set_cover(result, by=editor, upload=upload("photo.jpg", picture(60, 40, exif=exif)), alt="A river")
    with storages["default"].open(result.cover.name) as stored, Image.open(stored) as kept:
        assert (kept.size, dict(kept.getexif())) == ((40, 60), {})
    assert result.cover_alt == "A river"


def test_new_cover_takes_the_place_of_the_old(
    result: Result, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    attaching.set_cover(result, by=editor, upload=upload("a.png", picture(kind="PNG")), alt="One")
    old = result.cover.name
    with django_capture_on_commit_callbacks(execute=True):
        attaching.set_cover(result, by=editor, upload=upload("b.webp", picture(kind="WEBP")), alt="Two")
    assert not storages["default"].exists(old)
    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove_cover(result, by=editor)
    result.refresh_from_db()
    assert (result.cover.name, result.cover_alt) == ("", "")


def test_large_transparent_cover_is_made_smaller(result: Result, editor: User) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (2400, 30), (0, 0, 0, 0)).save(written, "PNG")
    attaching.set_cover(result, by=editor, upload=upload("a.png", written.getvalue()), alt="Nothing")
    with storages["default"].open(result.cover.name) as stored, Image.open(stored) as kept:
        assert (kept.size, kept.getpixel((5, 5))) == ((2000, 25), (255, 255, 255))


@pytest.mark.parametrize("content", [PDF, b"", b"GIF89a", picture(kind="PNG")[:40], GOOD["a.svg"]])
def test_what_is_no_picture_is_no_cover(result: Result, editor: User, content: bytes) -> None:
    with pytest.raises(FileRefused, match="not a picture"):
        attaching.set_cover(result, by=editor, upload=upload("a.png", content), alt="x")


@pytest.mark.parametrize("side", [7_000, 12_000, 20_000])
def test_picture_of_too_many_pixels_is_not_unpacked(
    result: Result, editor: User, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header says how large it will be; nothing more is read."""
    header = bytearray(picture(1, 1, "PNG"))
    header[16:24] = side.to_bytes(4) * 2
    crc = __import__("zlib").crc32(header[12:29])
    header[29:33] = crc.to_bytes(4)
    monkeypatch.setattr(Image.Image, "load", None)
    with pytest.raises(FileRefused):
        attaching.set_cover(result, by=editor, upload=upload("a.png", bytes(header)), alt="x")


def test_uploading_script_is_told_where_to_go_and_leaves_the_message(result: Result, editor: User) -> None:
    client = client_of(editor)
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    answer = client.post(url, {"file": upload()}, headers={"accept": "application/json, text/html"})
    assert answer.json() == {"location": result.get_workspace_url() + "#files"}
    assert "private to your team" in client.get(result.get_workspace_url()).content.decode()


def test_the_same_form_sent_again_with_another_file_keeps_no_second_bytes(
    result: Result, editor: User, tmp_path: Path
) -> None:
    client = client_of(editor)
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    token = "5c3cbd3e-7a3c-4f2a-9d0e-0a6f7d3a1b2e"
    for content in (PDF + b"1", PDF + b"2"):
        client.post(url, {"file": upload(content=content), "form_token": token})
    file = result.files.get()
    kept = [str(path.relative_to(tmp_path / "private")) for path in (tmp_path / "private").rglob("*.pdf")]
    assert kept == [file.path]


def test_bytes_are_written_outside_of_any_transaction(
    result: Result, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others may write while a long file is taken in."""
    depths = []
    keep = storing.keep_privately

    def watched(*args: Any) -> str:
        depths.append(len(connection.savepoint_ids))
        return keep(*args)

    monkeypatch.setattr(storing, "keep_privately", watched)
    before = len(connection.savepoint_ids)
    url = reverse("results:add_file", args=[result.project.public_id, result.public_id])
    token = "5c3cbd3e-7a3c-4f2a-9d0e-0a6f7d3a1b2f"
    assert client_of(editor).post(url, {"file": upload(), "form_token": token}).status_code == 302
    assert depths == [before]
