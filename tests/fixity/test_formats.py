"""What becomes of formats, and what in a file's bytes makes it useless one day."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from plon.files.filetypes import TYPES
from plon.fixity.enums import Risk
from plon.fixity.formats import format_of, risks_of
from plon.fixity.reading import read_back
from plon.fixity.wording import advice_on
from tests.results.conftest import PDF, archive


@pytest.mark.parametrize("ending", TYPES)
def test_every_format_that_is_taken_is_judged(ending: str) -> None:
    assert risks_of(f"a.{ending}") != (Risk.UNKNOWN,)


@pytest.mark.parametrize("ending", TYPES)
def test_what_uploads_call_editable_is_open_to_change(ending: str) -> None:
    assert format_of(f"a.{ending}").is_open_to_change == TYPES[ending].is_editable


@pytest.mark.parametrize(
    ("name", "risks"),
    [
        ("lessons.pdf", ()), ("Lessons.DOCX", ()), ("film.mov", (Risk.CLOSED,)), ("old.doc", (Risk.OBSOLETE,)),
        ("all.zip", (Risk.PACKED,)), ("strange.xyz", (Risk.UNKNOWN,)), ("no ending", (Risk.UNKNOWN,)),
    ],
)  # fmt: skip
def test_formats_at_risk(name: str, risks: tuple[Risk, ...]) -> None:
    assert risks_of(name) == risks


def test_the_worst_comes_first_and_codes_of_another_release_are_left_out() -> None:
    assert risks_of("film.mov", ["macros", "locked", "of-tomorrow"]) == (Risk.LOCKED, Risk.MACROS, Risk.CLOSED)


def test_advice_names_formats_to_choose() -> None:
    assert advice_on("old.doc", Risk.OBSOLETE).endswith("Add it as DOCX or ODT, too.")


def locked_zip() -> bytes:
    made = io.BytesIO(archive({"lesson.txt": b"words"}))
    with zipfile.ZipFile(made) as opened:
        where = opened.start_dir
    content = bytearray(made.getvalue())
    content[6] |= 1
    content[where + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "risks"),
    [
        ("a.pdf", PDF, ()),
        ("a.pdf", PDF.replace(b"trailer\n<<>>", b"trailer\n<</Encrypt 5 0 R>>"), (Risk.LOCKED,)),
        ("a.zip", locked_zip(), (Risk.LOCKED,)),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), (Risk.LOCKED,)),
        ("a.docx", archive({"word/vbaProject.bin": b"x"}), (Risk.MACROS,)),
        ("a.docx", archive({"word/document.xml": b"<d/>"}), ()),
        ("a.zip", b"no archive at all", ()),
    ],
)
def test_risks_are_found_in_the_bytes(name: str, content: bytes, risks: tuple[Risk, ...], tmp_path: Path) -> None:
    path = storages["default"].save(name, ContentFile(content))
    assert read_back("default", path).risks == risks


def test_a_mark_that_lies_across_two_pieces_is_found(tmp_path: Path) -> None:
    content = PDF + b" " * (1024 * 1024 - len(PDF) - 4) + b"/Encrypt 5 0 R"
    path = storages["default"].save("a.pdf", ContentFile(content))
    assert read_back("default", path).risks == (Risk.LOCKED,)
