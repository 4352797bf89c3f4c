"""Bags as others read them: by `bagit`, by checksums, by the standard."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest

from plon.packages.bagging import PIECE, BagWriter
from tests.packages.bags import MADE_AT


def _bag(into: Path, files: dict[str, bytes], info: list[tuple[str, str]]) -> bagit.Bag:
    made = io.BytesIO()
    with BagWriter(made, "river", MADE_AT) as bag:
        for name, content in files.items():
            bag.add(name, [content])
        bag.finish(info)
    zipfile.ZipFile(made).extractall(into)
    return bagit.Bag(str(into / "river"))


def test_bag_is_valid_and_says_what_it_is(tmp_path: Path) -> None:
    files = {"data/a.txt": b"water", "data/żółw/handbook.pdf": b"%PDF", "data/empty.txt": b""}

    bag = _bag(tmp_path, files, [("Source-Organization", "A school"), ("External-Identifier", "")])

    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info == {"Source-Organization": "A school", "Payload-Oxum": "9.3"}
    assert set(bag.payload_entries()) == set(files)
    assert set(bag.tagfile_entries()) == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"}


def test_long_values_go_on_in_the_next_line(tmp_path: Path) -> None:
    words = " ".join(["river"] * 60)

    bag = _bag(tmp_path, {"data/a.txt": b"a"}, [("External-Description", words)])

    assert " ".join(bag.info["External-Description"].split()) == words
    assert all(len(line) <= 80 for line in (tmp_path / "river/bag-info.txt").read_text().splitlines())


def test_a_name_is_there_once() -> None:
    with BagWriter(io.BytesIO(), "river", MADE_AT) as bag:
        bag.add("data/a.txt", [b"a"])
        with pytest.raises(ValueError, match=r"data/a\.txt"):
            bag.add("data/a.txt", [b"b"])


def test_pieces_go_through_one_by_one() -> None:
    """Memory stays flat: a piece is written before the next one is asked for."""
    made, alive = io.BytesIO(), []

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            alive.append(made.tell())
            yield bytes(PIECE)

    with BagWriter(made, "river", MADE_AT) as bag:
        bag.add("data/film.mp4", pieces())
        bag.finish([])

    assert alive[-1] > 30 * PIECE
    assert bag.size == 40 * PIECE


def test_what_is_packed_in_itself_is_stored_and_the_rest_deflated(tmp_path: Path) -> None:
    made = io.BytesIO()
    with BagWriter(made, "river", MADE_AT) as bag:
        bag.add("data/photo.jpg", [b"x" * 5000])
        bag.add("data/text.md", [b"x" * 5000])
        bag.finish([])

    entries = {entry.filename: entry for entry in zipfile.ZipFile(made).infolist()}
    assert entries["river/data/photo.jpg"].compress_size == 5000
    assert entries["river/data/text.md"].compress_size < 100


def test_equal_contents_are_equal_zips() -> None:
    def digest() -> str:
        made = io.BytesIO()
        with BagWriter(made, "river", MADE_AT) as bag:
            bag.add_text("data/a.txt", "water")
            bag.finish([("Bagging-Date", "2026-05-04")])
        return hashlib.sha256(made.getvalue()).hexdigest()

    assert digest() == digest()
