"""Bad input has its own clear answer, in bounded time; good input is read whole."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plon.programme.visibility import funding_statement
from plon.typeset.emblem_files import emblem_file
from plon.visibility.checking import check_file
from plon.visibility.measuring.made import Leaflet, emblem_png
from plon.visibility.report import Report, Verdict
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


def strip(language: str = "en") -> Image.Image:
    """Our own emblem with its statement beside it, on white."""
    statement = funding_statement(language, cofunded=True)
    assert statement
    with Image.open(io.BytesIO(emblem_file(statement.text, language, output="png"))) as drawn:
        ground = Image.new("RGB", drawn.size, "white")
        ground.paste(drawn, mask=drawn if drawn.mode == "RGBA" else None)
    ground.thumbnail((700, 700))
    return ground


def good(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.verdict == Verdict.GOOD}


def test_our_own_emblem_is_good_as_webp_and_as_svg(tmp_path: Path) -> None:
    strip().save(tmp_path / "strip.webp", "WEBP", quality=60)
    statement = funding_statement("pl", cofunded=True)
    assert statement
    (tmp_path / "strip.svg").write_bytes(emblem_file(statement.text, "pl"))
    for name in ("strip.webp", "strip.svg"):
        report = check_file(tmp_path / name, name)
        assert (report.kind, report.problem, report.faults) == ("picture", "", ()), name
        assert {"emblem-found", "emblem-colours", "emblem-proportions"} <= good(report), name


def test_an_svg_that_reaches_for_files_shows_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "ue.png").write_bytes(emblem_png(Leaflet("en", "", "", "")))
    place = (tmp_path / "ue.png").as_uri()
    (tmp_path / "sly.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><image href="{place}" width="300"'
        ' height="200"/></svg>'
    )
    assert "emblem-found" not in good(check_file(tmp_path / "sly.svg", "sly.svg"))


def test_of_a_scan_the_emblem_is_seen_and_words_are_left_to_people(tmp_path: Path) -> None:
    sheet = Image.new("RGB", (1240, 1754), "white")
    sheet.paste(strip(), (120, 1500))
    sheet.save(tmp_path / "scan.pdf", resolution=150)
    report = check_file(tmp_path / "scan.pdf", "scan.pdf")
    said = {finding.code: finding.verdict for finding in report.findings}
    assert said["emblem-found"] == said["emblem-colours"] == Verdict.GOOD
    assert said["statement-found"] == said["disclaimer-found"] == Verdict.LOOK
    assert {finding.code for finding in report.faults} <= {"alternatives-found"}
