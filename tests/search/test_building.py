"""The whole index built with other processes: the same as one process makes, and nothing when one of them fails."""

from functools import partial
from pathlib import Path

import pytest

from plon.search import building, index, registry
from plon.search.models import IndexChange
from plon.search.querying import search
from plon.search.suggesting import suggest
from plon.search.updating import rebuild
from tests.search.lent import die, help_build, lend, lose_a_book, put


@pytest.fixture
def shelf(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books on disk, and pieces so small that other processes are called to help."""
    monkeypatch.setattr(registry, "_sources", {})
    monkeypatch.setattr(building, "FEW_BATCHES", 1)
    monkeypatch.setattr(building, "BATCH", 4)
    monkeypatch.setattr("plon.search.building.os.cpu_count", lambda: 2)
    folder = tmp_path / "shelf"
    folder.mkdir()
    lend(folder)
    return folder


def keys(question: str) -> list[int]:
    return sorted(hit.key for hit in search(question, language="pl", facets=()).hits)


@pytest.mark.slow
def test_helpers_make_what_one_process_makes(shelf: Path) -> None:
    for key in range(1, 15):
        put(shelf, key, f"Rzeka numer {key}", "Uczniowie mierzą wodę" if key % 2 else "Szkoły piszą")
    seen: list[int] = []
    assert rebuild(lambda _kind, done: seen.append(done), set_up=partial(help_build, shelf)) == 14
    assert seen == [4, 8, 12, 14]
    assert keys("szkołami") == [2, 4, 6, 8, 10, 12, 14]
    assert keys("uczniom") == [1, 3, 5, 7, 9, 11, 13]
    # Words of every piece were counted: one typed wrong is guessed, one begun is completed.
    assert keys("mierzo") == keys("mierzą")
    assert "rzeka numer" in [each.text.lower() for each in suggest("rze", language="pl")]


@pytest.mark.slow
def test_when_a_helper_fails_the_index_in_use_stays(shelf: Path) -> None:
    put(shelf, 1, "Rzeka")
    rebuild()
    before = index.current()
    for key in range(2, 15):
        put(shelf, key, "Rzeka")
    IndexChange.objects.create(kind="book", key=2)
    with pytest.raises(FileNotFoundError):
        rebuild(set_up=partial(lose_a_book, shelf))
    assert index.current() == before
    assert keys("rzeka") == [1]
    # What changed still waits for the next round.
    assert IndexChange.objects.count() == 1


@pytest.mark.slow
def test_a_helper_that_is_killed_is_told_of_and_leaves_nothing(shelf: Path) -> None:
    put(shelf, 1, "Rzeka")
    rebuild()
    before = index.current()
    for key in range(2, 15):
        put(shelf, key, "Rzeka")
    with pytest.raises(building.HelperLost):
        rebuild(set_up=partial(die, shelf))
    assert index.current() == before
    assert keys("rzeka") == [1]
    rebuild(set_up=partial(help_build, shelf))
    assert keys("rzeka") == list(range(1, 15))
    now = index.current()
    assert [path.name for path in index.root().glob("index-*")] == [now and now.folder]
