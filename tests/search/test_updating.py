"""The index follows the database."""

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from plon.search import index, registry
from plon.search.documents import IndexDocument
from plon.search.models import IndexChange
from plon.search.querying import search
from plon.search.updating import apply_changes, rebuild, run_forever
from tests.search.conftest import Shelf


def keys(words: str = "") -> list[int]:
    return sorted(hit.key for hit in search(words, language="en").hits)


def test_changed_and_removed_documents(shelf: Shelf) -> None:
    shelf.put(1, "First")
    shelf.put(2, "Second")
    shelf.index()
    shelf.put(1, "Changed")
    shelf.remove(2)
    assert shelf.index() == 2
    assert (keys(), keys("first"), keys("changed")) == ([1], [], [1])
    assert not IndexChange.objects.exists()


def test_taking_the_same_change_twice_does_no_harm(shelf: Shelf) -> None:
    shelf.put(1, "First")
    shelf.index()
    for _ in range(3):
        shelf.put(1, "First")
    assert shelf.index() == 3
    assert keys() == [1]


def test_change_of_an_unknown_kind_is_forgotten(shelf: Shelf) -> None:
    shelf.index()
    IndexChange.objects.create(kind="dragon", key=1)
    assert apply_changes() == 1
    assert not IndexChange.objects.exists()


def test_index_of_another_shape_is_rebuilt(shelf: Shelf) -> None:
    shelf.put(1, "First")
    shelf.index()
    marker = index.root() / "current.json"
    written = json.loads(marker.read_text())
    marker.write_text(json.dumps({**written, "shape": "of old"}))
    assert keys() == []
    apply_changes()
    assert keys() == [1]
    now = index.current()
    assert now
    assert [path.name for path in index.root().glob("index-*")] == [now.folder]


@pytest.mark.parametrize("damage", ["", "{", '{"folder": "../.."}', "[]"])
def test_broken_marker_is_as_none(shelf: Shelf, damage: str) -> None:
    shelf.put(1, "First")
    shelf.index()
    (index.root() / "current.json").write_text(damage)
    assert keys() == []
    apply_changes()
    assert keys() == [1]


def test_rebuild_forgets_what_it_has_taken_in(shelf: Shelf) -> None:
    shelf.put(1, "First")
    seen: list[tuple[str, int]] = []
    assert rebuild(lambda kind, done: seen.append((kind, done))) == 1
    assert seen == [("book", 1)]
    assert not IndexChange.objects.exists()


def test_searching_goes_on_while_the_index_is_rebuilt(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(1, "First")
    shelf.index()
    seen: list[list[int]] = []

    def reading(keys_wanted: Sequence[int]) -> Iterable[IndexDocument]:
        seen.append(keys("first"))
        shelf.put(2, "Second, made meanwhile")
        return shelf.source.documents(keys_wanted)

    monkeypatch.setattr(registry, "_sources", {"book": replace(shelf.source, documents=reading)})
    rebuild()
    assert seen == [[1]]
    assert keys() == [1]
    monkeypatch.setattr(registry, "_sources", {"book": shelf.source})
    # What changed meanwhile was not forgotten.
    assert apply_changes() == 1
    assert keys() == [1, 2]


def test_index_tells_its_age(shelf: Shelf) -> None:
    assert index.age() is None
    shelf.put(1, "First")
    shelf.index()
    built = index.age()
    assert built
    assert (built.newest_change, built.waiting, built.is_behind) == (None, 0, False)
    shelf.put(2, "Second")
    behind = index.age()
    assert behind
    assert (behind.waiting, behind.is_behind) == (1, True)
    shelf.index()
    taken = index.age()
    assert taken
    assert taken.newest_change
    assert taken.newest_change > taken.built_at == built.built_at


def test_one_writer_at_a_time(shelf: Shelf) -> None:
    entered = threading.Event()

    def write() -> None:
        with index.sole_writer():
            entered.set()

    with index.sole_writer():
        other = threading.Thread(target=write)
        other.start()
        assert not entered.wait(0.1)
    assert entered.wait(2)
    other.join()


def test_loop_ends_when_told(shelf: Shelf) -> None:
    stop = threading.Event()
    stop.set()
    run_forever(stop)


@pytest.mark.slow
def test_reindex_command(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.put(1, "First")
    call_command("reindex")
    assert capsys.readouterr().out.startswith("1 documents indexed")
    shelf.put(2, "Second")
    call_command("reindex", "--changes")
    assert capsys.readouterr().out == "1 changes taken in\n"
    assert keys() == [1, 2]


def test_search_command_as_json(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.put(1, "Szkoła", language="pl", facets={"country": ("PL",)})
    shelf.index()
    call_command("search", "szkołom", "--lang", "pl", "--kind", "book", "--filter", "country=PL", "--json")
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["total"] == 1
    assert [(hit["id"], hit["kind"], hit["title"], hit["language"]) for hit in answer["hits"]] == [
        ("b1", "book", "Szkoła", "pl")
    ]
    assert answer["facets"]["country"] == [{"value": "PL", "count": 1}]


def test_search_command_as_text(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.put(1, "Rivers")
    shelf.index()
    call_command("search", "river", "--lang", "en")
    assert capsys.readouterr().out == "b1  book          Rivers\n1 found\n"


@pytest.mark.parametrize("arguments", [["--kind", "dragon"], ["--filter", "colour=red"], ["--filter", "year"]])
def test_search_command_refuses_wrong_use(shelf: Shelf, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("search", "x", *arguments)
    assert refusal.value.returncode == 2
