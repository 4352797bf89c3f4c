"""Words come out of the kinds of files that teams publish; a bad file says what is wrong and harms nobody."""

from pathlib import Path

import pytest

from plon.filetexts import process
from plon.filetexts.models import TextState
from plon.filetexts.reading import Reading, read_path
from plon.visibility.reading.document import Unreadable
from tests.filetexts import made

SENTENCE = "The pupils measure the turbidity of the river"


@pytest.mark.parametrize(
    "content",
    [
        made.pdf("Cover", SENTENCE),
        made.docx(SENTENCE),
        made.pptx(SENTENCE),
        made.open_document(SENTENCE),
        made.open_document(SENTENCE, "presentation"),
        f"<!DOCTYPE html><html><script>var no</script><body><p>{SENTENCE}</p></body></html>".encode(),
        f"# Lesson\n\n{SENTENCE}".encode(),
        "Zażółć gęślą jaźń. ".encode("cp1250") + SENTENCE.encode(),
    ],
    ids=["pdf", "docx", "pptx", "odt", "odp", "html", "markdown", "old encoding"],
)
def test_words_are_found_in_every_kind(content: bytes) -> None:
    text = process.words_of(content)
    assert SENTENCE in " ".join(text.split())
    assert "var no" not in text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made.pdf("Secret", password="river"), "encrypted"),
        (made.open_document("", manifest="<m:encryption-data/>"), "encrypted"),
        (b"%PDF-1.7 cut off", "damaged"),
        (made.docx(SENTENCE)[:3000], "damaged"),
        (made.bomb(), "bomb"),
        (made.packed({"a.txt": b"x"}), "not-taken"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old-or-locked"),
        (b"\x89PNG\r\n\x1a\n", "not-taken"),
        (b"", "empty"),
    ],
    ids=["locked pdf", "locked odt", "cut pdf", "cut docx", "bomb", "archive", "old word", "picture", "nothing"],
)
def test_what_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        process.words_of(content)
    assert refusal.value.code == code


def read(folder: Path, content: bytes) -> Reading:
    path = folder / "file"
    path.write_bytes(content)
    return read_path(path)


@pytest.mark.slow
def test_the_process_answers_for_good_long_and_hostile_files(tmp_path: Path) -> None:
    polish = "Uczniowie mierzą mętność wody w rzece i porównują wyniki z innymi szkołami w swojej gminie. " * 3
    good = read(tmp_path, made.open_document(polish))
    assert (good.state, good.language, good.text) == (TextState.READ, "pl", polish.strip())
    long = read(tmp_path, b"river " * 60_000)
    assert (long.state, len(long.text)) == (TextState.CUT, process.LONGEST_TEXT)
    hostile = {
        "endless": read(tmp_path, made.pdf_without_end()),
        "laughs": read(tmp_path, made.many_entities()),
        "bomb": read(tmp_path, made.bomb()),
    }
    assert all(each.text == "" for each in hostile.values()), hostile
    assert hostile["bomb"].state == TextState.TOO_MUCH
    assert read(tmp_path, made.pdf("")).state == TextState.EMPTY
