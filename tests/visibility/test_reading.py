"""Bad input has its own clear answer, in bounded time; good input is read whole."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plon.visibility.checking import check_file
from plon.visibility.words import tell_problem

pytestmark = pytest.mark.slow


def problem_of(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return check_file(path, path.name).problem


def giant_png() -> bytes:
    """50,000 x 50,000 pixels, by its header alone."""
    header = struct.pack(">II5B", 50_000, 50_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w/>")
        package.writestr("word/media/image1.png", b"\0" * (60 * 1024 * 1024))
    return kept.getvalue()


def locked_pdf() -> bytes:
    import pikepdf

    kept = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(kept, encryption=pikepdf.Encryption(owner="one", user="two"))
    return kept.getvalue()


def test_bad_files_have_their_own_answers(tmp_path: Path) -> None:
    answers = {
        "empty": problem_of(tmp_path / "a.pdf", b""),
        "damaged": problem_of(tmp_path / "b.pdf", b"%PDF-1.7 cut off"),
        "encrypted": problem_of(tmp_path / "c.pdf", locked_pdf()),
        "bomb": problem_of(tmp_path / "d.docx", bomb()),
        "too-many-pixels": problem_of(tmp_path / "e.png", giant_png()),
        "not-taken": problem_of(tmp_path / "f.mp3", b"ID3 sound of a river"),
        "old-or-locked": problem_of(tmp_path / "g.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    }
    assert answers == {code: code for code in answers}
    assert all(tell_problem(code, "pl") != tell_problem(code, "en") for code in answers)


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    assert check_file(path, "huge.pdf").problem == "too-large"


def test_of_an_animation_the_first_picture_is_looked_at_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "white")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert check_file(path, "moving.gif").notes == ("first-frame",)


def test_a_scan_of_500_pages_is_answered_in_bounded_time(tmp_path: Path) -> None:
    import pikepdf

    pdf = pikepdf.new()
    for _page in range(500):
        pdf.add_blank_page()
    pdf.save(tmp_path / "scan.pdf")
    report = check_file(tmp_path / "scan.pdf", "scan.pdf")
    assert report.pages == 500
    assert {"no-text", "not-all-pages"} <= set(report.notes)
    assert report.faults == ()
