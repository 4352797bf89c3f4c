"""Marked words and pieces of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.search.snippets import highlight, snippet

LONG = "Wstęp bez słowa. " * 30 + "W tych szkołach badano wodę. " + "Zakończenie bez niczego. " * 30


def marked(text: str, question: str, text_language: str = "pl", language: str = "pl") -> list[str]:
    return [part.text for part in highlight(text, question, text_language=text_language, language=language).parts
            if part.is_hit]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "question", "hits"),
    [
        ("Czyste rzeki i szkoły", "rzeka szkolom", ["rzeki", "szkoły"]),
        ("Żółw u źródła", "zolw", ["Żółw"]),
        ("Woda w lesie", '"woda w lesie"', ["Woda", "w", "lesie"]),
        ("Woda w lesie", "-woda las", ["lesie"]),
        ("Woda w lesie", "kraj:PL tytuł:wody", ["Woda"]),
        ("Nic z tego", "rzeka", []),
    ],
)
def test_words_in_any_form_are_marked(text: str, question: str, hits: list[str]) -> None:
    assert marked(text, question) == hits


def test_words_of_the_other_language_are_marked(german: None) -> None:
    assert marked("Climate change at schools", "zmiany klimatu w szkole", "en") == ["Climate", "change", "schools"]
    assert marked("Umweltbildungsprojekt", "Umweltbildung", "de") == ["Umweltbildungsprojekt"]


def test_an_accent_beside_its_letter_stays_with_it() -> None:
    assert marked("Z\u0307o\u0301łw", "żółw") == ["Z\u0307o\u0301łw"]


def test_the_piece_with_the_words_is_shown() -> None:
    piece = snippet(LONG, "szkoła woda", text_language="pl", language="pl", length=120)
    assert [part.text for part in piece.parts if part.is_hit] == ["szkołach", "wodę"]
    assert str(piece).startswith("… ")
    assert str(piece).endswith(" …")
    assert len(str(piece)) <= 124


def test_without_a_hit_it_is_the_beginning() -> None:
    piece = snippet(LONG, "rzeka", text_language="pl", language="pl", length=60)
    assert (piece.has_hits, str(piece)) == (False, str(piece))
    assert str(piece).startswith("Wstęp")
    assert snippet("", "", text_language="pl", language="pl").parts == ()


@given(st.text(alphabet="ab szkołaÓ\u0301\x00\n", max_size=400), st.text(max_size=30), st.integers(20, 300))
def test_parts_are_the_text_itself(text: str, question: str, length: int) -> None:
    assert str(highlight(text, question, text_language="pl", language="pl")) == text
    piece = str(snippet(text, question, text_language="pl", language="pl", length=length))
    inner = piece.removeprefix("… ").removesuffix(" …")
    assert inner in " ".join(text.split())
    assert len(inner) <= length
