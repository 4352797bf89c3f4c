"""A folder that is whole or not there: refusals, replacement, a full disk, a crash in the middle."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plon.freezing.folder import FORMAT, Folder, is_frozen_site, made_beside
from plon.freezing.refusals import FreezeRefused


def write_site(target: Path, words: str) -> None:
    with made_beside(target) as folder:
        folder.write("pl/index.html", [words.encode()])
        folder.write("frozen.json", [json.dumps({"format": FORMAT}).encode()])
        folder.seal()


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_new_folder_gets_everything_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write_site(tmp_path / "deep" / "river", "first")
    assert everything_in(tmp_path / "deep") == [
        "river", "river/SHA256SUMS", "river/frozen.json", "river/pl", "river/pl/index.html",
    ]  # fmt: skip


def test_earlier_frozen_site_is_replaced_whole(tmp_path: Path) -> None:
    write_site(tmp_path / "river", "first")
    (tmp_path / "river" / "notes.txt").write_text("mine")
    write_site(tmp_path / "river", "second")
    assert (tmp_path / "river" / "pl" / "index.html").read_text() == "second"
    assert everything_in(tmp_path) == [
        "river", "river/SHA256SUMS", "river/frozen.json", "river/pl", "river/pl/index.html",
    ]  # fmt: skip


def test_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "river").mkdir()
    write_site(tmp_path / "river", "first")
    assert is_frozen_site(tmp_path / "river")


@pytest.mark.parametrize("mark", [None, "", "[]", '{"format": "something else"}', "\xff"])
def test_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path, mark: str | None) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.odt").write_text("years of work")
    if mark is not None:
        (home / "frozen.json").write_bytes(mark.encode("latin-1"))
    before = everything_in(tmp_path)
    with pytest.raises(FreezeRefused, match="not empty"):
        write_site(home, "first")
    assert everything_in(tmp_path) == before


def test_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "river").write_text("a file")
    with pytest.raises(FreezeRefused, match="is a file"):
        write_site(tmp_path / "river", "first")
    assert (tmp_path / "river").read_text() == "a file"


def test_what_fails_in_the_middle_leaves_the_old_site_and_no_trace(tmp_path: Path) -> None:
    write_site(tmp_path / "river", "first")
    before = everything_in(tmp_path)

    def break_off() -> None:
        with made_beside(tmp_path / "river") as folder:
            folder.write("pl/index.html", [b"second"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert everything_in(tmp_path) == before
    assert (tmp_path / "river" / "pl" / "index.html").read_text() == "first"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may become larger than 40 kB: what a full disk answers, for real."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path, small_disk: None) -> None:
    with pytest.raises(FreezeRefused, match="The disk is full"), made_beside(tmp_path / "river") as folder:
        folder.write("film.mp4", (b"x" * 10_000 for _ in range(10)))
    assert everything_in(tmp_path) == []


def test_disk_that_runs_full_is_said_in_words_too(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FreezeRefused, match="The disk is full"), made_beside(tmp_path / "river") as folder:
        folder.write("film.mp4", pieces())
    assert everything_in(tmp_path) == []


def test_place_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FreezeRefused, match="can't be written"):
        write_site(tmp_path / "file" / "river", "first")


def test_killed_process_leaves_no_site_behind(tmp_path: Path) -> None:
    """What is there after a crash is no frozen site, and bears another name; the next freeze is not in its way."""
    target = tmp_path / "river"
    code = (
        "import os, sys, django; from django.conf import settings; settings.configure(); django.setup()\n"
        "from pathlib import Path; from plon.freezing.folder import made_beside\n"
        "with made_beside(Path(sys.argv[1])) as folder:\n"
        "    folder.write('pl/index.html', [b'half']); os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert killed.returncode == 9
    assert not target.exists()
    write_site(target, "whole")
    assert (target / "pl" / "index.html").read_text() == "whole"


def test_files_never_lie_outside_of_the_folder(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    for file in ("../evil.html", "/etc/evil", "pl/../../evil"):
        with pytest.raises(ValueError, match="outside"):
            folder.write(file, [b"x"])
    assert everything_in(tmp_path) == []
