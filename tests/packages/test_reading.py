"""What a package may not do to the disk, and what is said of one that is no sound bag."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from plon.packages.bagging import BagWriter
from plon.packages.reading import Limits, is_safe, opened_package
from plon.packages.refusals import BagRefused
from tests.packages.bags import MADE_AT, zipped


def _bag(place: Path, files: dict[str, bytes] | None = None) -> Path:
    with place.open("wb") as target, BagWriter(target, "bag", MADE_AT) as bag:
        for name, content in (files or {"data/a.txt": b"water", "data/b.txt": b"stone"}).items():
            bag.add(name, [content])
        bag.finish([("Source-Organization", "A school")])
    return place


def _changed(place: Path, changes: dict[str, bytes | None]) -> Path:
    """Put other bytes into a ZIP without telling its manifests."""
    with zipfile.ZipFile(place) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries = {name: content for name, content in {**entries, **changes}.items() if content is not None}  # type: ignore[dict-item]
    place.write_bytes(zipped(entries).getvalue())
    return place


def _why(place: Path, limits: Limits | None = None) -> BagRefused:
    with pytest.raises(BagRefused) as refusal, opened_package(place, *([limits] if limits else [])):
        pass
    return refusal.value


def test_sound_package_is_opened_and_cleaned_up(tmp_path: Path) -> None:
    with opened_package(_bag(tmp_path / "a.zip")) as bag:
        folder = bag.folder
        assert (folder / "data/a.txt").read_bytes() == b"water"
        assert bag.info["Source-Organization"] == "A school"
        assert set(bag.sha256) == {"data/a.txt", "data/b.txt", "bagit.txt", "bag-info.txt",
                                   "manifest-sha256.txt", "manifest-sha512.txt"}  # fmt: skip
    assert not folder.exists()


def test_folder_of_a_bag_is_taken_too(tmp_path: Path) -> None:
    zipfile.ZipFile(_bag(tmp_path / "a.zip")).extractall(tmp_path)

    with opened_package(tmp_path / "bag") as bag:
        assert bag.folder == tmp_path / "bag"
    assert (tmp_path / "bag/data/a.txt").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"bag/data/a.txt": b"watch"}, "A file was changed or damaged on its way: data/a.txt"),
        ({"bag/data/a.txt": None}, "The files in the package are more or fewer"),
        ({"bag/data/c.txt": b""}, "The files in the package are more or fewer"),
        ({"bag/bagit.txt": None}, "This is not a package"),
        ({"bag/bag-info.txt": b"Source-Organization: Another\n"}, "A file was changed or damaged on its way"),
        ({"bag/manifest-sha256.txt": None}, "A file is missing from the package: manifest-sha256.txt"),
        (
            {"bag/bagit.txt": b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n"},
            "not written as the standard",
        ),
        ({"bag/bagit.txt": b"BagIt-Version: 9.0\nTag-File-Character-Encoding: UTF-8\n"}, "This is no sound bag"),
        ({"bag/bagit.txt": b"\xff\xfe\x00"}, "This is no sound bag"),
    ],
)
def test_flawed_bag_is_refused_and_said_why(tmp_path: Path, changes: dict[str, bytes | None], words: str) -> None:
    assert words in str(_why(_changed(_bag(tmp_path / "a.zip"), changes)))


def test_wrong_files_are_named_one_by_one(tmp_path: Path) -> None:
    place = _changed(_bag(tmp_path / "a.zip"), {"bag/data/a.txt": b"watch", "bag/data/b.txt": b"stane"})

    assert {detail.split()[0] for detail in _why(place).details} == {"data/a.txt", "data/b.txt"}


def test_files_on_other_servers_are_not_fetched(tmp_path: Path) -> None:
    fetch = b"http://127.0.0.1/secret 5 data/c.txt\n"

    refusal = _why(_changed(_bag(tmp_path / "a.zip"), {"bag/fetch.txt": fetch}))

    assert "lies on another server (data/c.txt)" in str(refusal)


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "bag/../../a.txt", "/etc/passwd", "C:\\a.txt", "bag\\a.txt", "~/a", "%HOME%/a", "bag/./a", "bag//a",
     "bag/\x00a", "bag/\n"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    assert not is_safe(name)
    if "\x00" not in name:
        place = tmp_path / "a.zip"
        place.write_bytes(zipped({"bag/bagit.txt": b"", name: b"x"}).getvalue())
        assert "leads outside of the package" in str(_why(place))
    assert sorted(path.name for path in tmp_path.iterdir()) in ([], ["a.zip"])


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("bag/data/a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "a.zip").write_bytes(made.getvalue())

    assert "leads outside" in str(_why(tmp_path / "a.zip"))


def test_two_names_that_are_one_elsewhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"bag/data/a.txt": b"1", "bag/data/A.TXT": b"2"}).getvalue())

    assert "have the same name" in str(_why(tmp_path / "a.zip"))


def test_bomb_is_not_opened(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/data/zeros", bytes(2_000_000))
    (tmp_path / "a.zip").write_bytes(made.getvalue())

    assert "far more than it should" in str(
        _why(tmp_path / "a.zip", Limits(10, 10**9, ratio=200, ratio_from=1_000_000))
    )
    assert "far more than it should" in str(_why(tmp_path / "a.zip", Limits(10, 1_000_000)))


def test_entry_that_is_larger_than_it_says_is_stopped(tmp_path: Path) -> None:
    place = _bag(tmp_path / "a.zip", {"data/a.txt": b"x" * 4000})
    raw = bytearray(place.read_bytes())
    at = raw.rfind(b"bag/data/a.txt") - 46
    assert raw[at : at + 4] == b"PK\x01\x02"
    raw[at + 24 : at + 28] = (5).to_bytes(4, "little")
    place.write_bytes(raw)

    assert _why(place)


def test_too_many_files_are_not_opened(tmp_path: Path) -> None:
    assert "There are 8 files in it; 3 can be taken" in str(_why(_bag(tmp_path / "a.zip"), Limits(3, 10**9)))


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"PK\x03\x04" + b"x" * 200])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)

    assert "no ZIP file" in str(_why(tmp_path / "a.zip"))
