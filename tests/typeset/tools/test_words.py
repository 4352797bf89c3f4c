import re
import string

import pytest

from plon.typeset.compiler import missing_glyphs
from plon.typeset.tools.binding import NBSP, bound
from plon.typeset.tools.words import table, words

OFFICIAL = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
]  # fmt: skip
# Countries of the programme outside the Union, and neighbours.
OTHERS = ["is", "mk", "no", "sr", "tr", "uk"]


@pytest.mark.parametrize("language", [*OFFICIAL, *OTHERS])
def test_every_word_is_there_in_every_language_and_can_be_shown(language: str) -> None:
    missing = {key for key, forms in table().items() if not forms.get(language)}

    assert missing == set()
    assert missing_glyphs("".join(words(language).values())) == set()


@pytest.mark.parametrize(("language", "letters"), [("el", "α-ωά-ώ"), ("bg", "а-я"), ("uk", "а-яіїєґ"), ("mk", "а-ш")])
def test_words_are_in_the_letters_of_their_language(language: str, letters: str) -> None:
    said = [word for key, word in words(language).items() if key != "qr"]

    assert [word for word in said if not re.search(f"[{letters}]", word.lower())] == []
    assert [word for word in said if set(word.replace("QR", "")) & set(string.ascii_letters)] == []


def test_an_unknown_language_gets_english_and_a_regional_one_its_main() -> None:
    assert words("xx")["for_whom"] == "For whom"
    assert words("pt-BR") == words("pt")
    assert words("nb") == words("no")


def test_little_words_and_figures_do_not_end_a_line() -> None:
    assert bound("Lekcja w terenie i 90 minut", "pl") == f"Lekcja w{NBSP}terenie i{NBSP}90{NBSP}minut"
    assert bound("A class of 30 pupils", "en") == f"A class of 30{NBSP}pupils"
    assert bound("Pourquoi ?", "fr") == f"Pourquoi{NBSP}?"


def test_binding_changes_nothing_but_spaces() -> None:
    text = "Zażółć w 3 klasach.\n\nI o to chodzi."

    assert bound(text, "pl").replace(NBSP, " ") == text
