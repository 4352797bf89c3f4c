"""The search: what is put together from Pagefind, and what of it goes into the folder."""

import base64
import gzip
import json
import re
from pathlib import Path

import pytest

from plon.freezing.folder import Folder
from plon.freezing.making import Frozen
from plon.freezing.refusals import FreezeRefused
from plon.freezing.searching import add_search, plain_script

PAGE = '<!doctype html><html lang="{}"><head><title>x</title></head><body><main data-pagefind-body><h1>{}</h1></main>'


def unpacked(piece: Path) -> bytes:
    """Return what a piece of the index holds, as the browser gets it."""
    match = re.fullmatch(r'frozenPiece\("[^"]+", "([A-Za-z0-9+/=]*)"\);\n', piece.read_text())
    assert match
    return base64.b64decode(match[1])


def test_index_has_a_part_per_language_and_no_program_but_one(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("pl/a.html", [PAGE.format("pl", "Lekcja nad rzeką").encode()])
    folder.write("en/a.html", [PAGE.format("en", "Lesson by the river").encode()])
    add_search(folder, ["pl/a.html", "en/a.html"], lambda file: "")
    entry = json.loads(unpacked(tmp_path / "search" / "pagefind-entry.json.js"))
    assert {code: about["page_count"] for code, about in entry["languages"].items()} == {"pl": 1, "en": 1}
    others = [path.name for path in tmp_path.joinpath("search").iterdir() if not path.name.endswith(".js")]
    assert sorted(others) == ["LICENSE.txt", "fragment", "index"]
    assert "Permission is hereby granted" in (tmp_path / "search" / "LICENSE.txt").read_text()


def test_words_of_files_are_found_and_stand_on_no_page(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("pl/a.html", [PAGE.format("pl", "Lekcja").encode()])
    add_search(folder, ["pl/a.html"], lambda file: "Termometr <b> & sonda")
    (fragment,) = (tmp_path / "search" / "fragment").iterdir()
    assert (
        "Termometr <b> & sonda"
        in json.loads(gzip.decompress(unpacked(fragment)).removeprefix(b"pagefind_dcd"))["content"]
    )
    assert b"Termometr" not in (tmp_path / "pl" / "a.html").read_bytes()


@pytest.mark.parametrize(
    "module", ["", "export{other};", "let a=1;export{search};", "import('x');import.meta.url;export{search};"]
)
def test_unknown_version_of_the_program_is_refused(module: str) -> None:
    with pytest.raises(FreezeRefused, match="not known"):
        plain_script(module)


def test_engine_is_a_plain_script_that_fetches_nothing(frozen: Frozen) -> None:
    engine = (frozen.folder / "search" / "engine.js").read_text()
    assert "import.meta" not in engine
    assert not re.search(r"^\s*export\b", engine, re.MULTILINE)
    assert "window.frozenSearch = search;" in engine
