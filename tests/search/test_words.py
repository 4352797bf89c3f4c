"""What counts as the same word."""

import pytest

from plon.search.analysis import forms_of, lemma, words_of
from plon.search.dictionaries import prepare
from plon.search.querying import search
from plon.search.questions import understand
from tests.search.conftest import Shelf


@pytest.mark.parametrize("word", ["szkoła", "szkoły", "szkołom", "szkole", "szkół", "Szkole", "SZKOŁY"])
def test_polish_forms_of_a_word_are_one_word(word: str) -> None:
    assert lemma(word, "pl") == "szkola"


def test_language_without_dictionary_is_cut_by_rules_or_left_alone() -> None:
    assert lemma("okullarda", "tr") == lemma("okullarda", "tr")
    assert lemma("skola", "mt") == "skola"


@pytest.mark.slow
def test_croatian_uses_the_shared_dictionary() -> None:
    prepare(["hr"])
    assert lemma("škole", "hr") == lemma("škola", "hr")


def test_words_are_folded_without_accents() -> None:
    assert forms_of("Łódź – ŻÓŁW, Ørsted & Straße; Ελλάδα") == "lodz zolw orsted strasse ελλαδα"


def test_signs_and_control_characters_only_separate() -> None:
    assert words_of("a\x00b\u202ec_d…e") == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("asked", ["szkołom", "szkole", "SZKÓŁ", "szkoła"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_any_form_finds_any_other_form(shelf: Shelf, asked: str, language: str) -> None:
    shelf.put(1, "Rzeki wokół szkoły", language="pl")
    shelf.put(2, "Ogród botaniczny", language="pl")
    shelf.index()
    assert [hit.key for hit in search(asked, language=language).hits] == [1]


def test_words_without_accents_find_words_with_them(shelf: Shelf) -> None:
    shelf.put(1, "Żółw i źródło", language="pl")
    shelf.index()
    assert [hit.key for hit in search("zolw zrodlo", language="pl").hits] == [1]


def test_title_counts_more_than_body(shelf: Shelf) -> None:
    shelf.put(1, "A long book", "about rivers")
    shelf.put(2, "Rivers", "a short book")
    shelf.index()
    assert [hit.key for hit in search("river", language="en").hits] == [2, 1]


def test_all_words_are_wanted(shelf: Shelf) -> None:
    shelf.put(1, "Clean rivers", "for schools")
    shelf.put(2, "Clean air", "for schools")
    shelf.index()
    assert [hit.key for hit in search("school river", language="en").hits] == [1]


def test_stop_words_do_not_have_to_occur(shelf: Shelf) -> None:
    shelf.put(1, "Szkoła. Las.", language="pl")
    shelf.index()
    assert [hit.key for hit in search("szkoła w lesie", language="pl").hits] == [1]


def test_phrase_must_stand_as_written(shelf: Shelf) -> None:
    shelf.put(1, "Clean water and rivers")
    shelf.put(2, "Rivers of clean water")
    shelf.put(3, "Clean", more_texts=())
    shelf.index()
    assert [hit.key for hit in search('"rivers of clean"', language="en").hits] == [2]
    assert sorted(hit.key for hit in search("„clean water”", language="pl").hits) == [1, 2]


def test_the_dash_of_a_title_excludes_nothing() -> None:
    assert understand("Szkoła –przyszłości").excluded == ()
    assert understand("Szkoła −przyszłości").excluded == ("przyszłości",)


def test_excluded_word_in_any_form(shelf: Shelf) -> None:
    shelf.put(1, "Rivers and schools")
    shelf.put(2, "Rivers and forests")
    shelf.index()
    assert [hit.key for hit in search("rivers -school", language="en").hits] == [2]
    assert [hit.key for hit in search("-school", language="en").hits] == [2]


def test_typing_error_is_forgiven_only_when_nothing_matches(shelf: Shelf) -> None:
    shelf.put(1, "Nauczyciel przyrody", language="pl")
    shelf.index()
    page = search("nauczycel", language="pl")
    assert ([hit.key for hit in page.hits], page.is_relaxed) == ([1], True)
    page = search("nauczyciele", language="pl")
    assert ([hit.key for hit in page.hits], page.is_relaxed) == ([1], False)


def test_beginning_of_a_word_is_enough_as_a_last_resort(shelf: Shelf) -> None:
    shelf.put(1, "Sustainability guide")
    shelf.index()
    assert [hit.key for hit in search("sustain", language="en").hits] == [1]


def test_nothing_near_finds_nothing(shelf: Shelf) -> None:
    shelf.put(1, "Sustainability guide")
    shelf.index()
    assert search("hippopotamus", language="en").total == 0


def test_question_is_taken_apart() -> None:
    question = understand('rzeki w "czysta woda" -szkoła polsko-niemiecki "niedomknięte słowa')
    assert question.words == ("rzeki", "polsko", "niemiecki")
    assert question.optional == ("w",)
    assert question.phrases == (("czysta", "woda"), ("niedomknięte", "słowa"))
    assert question.excluded == ("szkoła",)


@pytest.mark.parametrize(
    "asked",
    [
        "x" * 10_000,
        "szkoła " * 2_000,
        '"' * 500,
        '"a" ' * 2_500,
        "-" * 100,
        "- - -a --b",
        "AND OR NOT (title:",
        "title_form:[* TO *] ^^ ~2 \\",
        "\x00\x01\x02 \x1f\ud800",
        "\u202e\u200b¶ ¶",
        "*?*?*",
        "🐢 🇪🇺",
    ],
)
def test_no_question_is_an_error(shelf: Shelf, asked: str) -> None:
    shelf.put(1, "Rivers")
    shelf.index()
    assert search(asked, language="pl", page=10**9, size=0).total in {0, 1}
