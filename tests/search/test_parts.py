"""An index in parts: what several processes wrote becomes one index, or none."""

from pathlib import Path
from typing import Any

import pytest
import tantivy

from plon.search import index
from plon.search.documents import DocumentText, IndexDocument
from plon.search.parts import Part, put_together


def fill(path: Path, *keys: int) -> Path:
    part = Part(path)
    for key in keys:
        part.add(index.values_of(IndexDocument("book", key, f"b{key}", (DocumentText("en", f"River {key}"),))))
    part.finish()
    return path


def found(folder: Path, word: str) -> list[Any]:
    searcher = tantivy.Index.open(str(folder)).searcher()
    hits = searcher.search(tantivy.Query.term_query(index.schema(), "words", word), limit=100).hits
    return sorted(searcher.doc(address).get_first("key") for _score, address in hits)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    whole = tmp_path / "whole"
    whole.mkdir()
    return whole


def test_parts_become_one_index_and_leave_nothing_behind(folder: Path) -> None:
    parts = [fill(folder / "part-0", 1, 2, 3), fill(folder / "part-1", 4), fill(folder / "part-2")]
    put_together(folder, parts, documents=4)
    assert found(folder, "river") == [1, 2, 3, 4]
    assert not any(part.exists() for part in parts)


def test_a_whole_of_parts_goes_on_like_any_other(folder: Path) -> None:
    put_together(folder, [fill(folder / "part-0", 1, 2), fill(folder / "part-1", 3)], documents=3)
    for key in range(4, 24):
        writer = tantivy.Index.open(str(folder)).writer(heap_size=index.WRITER_MEMORY, num_threads=1)
        writer.delete_documents_by_term("id", index.identity("book", 1))
        writer.add_document(index.document_of(IndexDocument("book", key, "b", (DocumentText("en", "River"),))))
        writer.commit()
        writer.wait_merging_threads()
    assert found(folder, "river") == list(range(2, 24))
    # What was merged since is taken away, the files of the parts as well.
    assert len({file.stem for file in folder.glob("*.idx")}) < 20


def test_parts_that_do_not_hold_what_was_counted_are_no_index(folder: Path) -> None:
    parts = [fill(folder / "part-0", 1, 2), fill(folder / "part-1", 3)]
    with pytest.raises(RuntimeError, match="4 documents, the whole 3"):
        put_together(folder, parts, documents=4)
