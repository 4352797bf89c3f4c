import pytest

from plon.programme.codelists import codelist
from plon.programme.licences import licence_url, notice, notice_language, notice_languages, short_name


@pytest.mark.parametrize(
    ("code", "language", "sentence"),
    [
        ("CC-BY-4.0", "pl", "Ten materiał jest dostępny na licencji CC BY 4.0."),
        ("CC-BY-SA-4.0", "en", "This material is available under the CC BY-SA 4.0 licence."),
        ("CC-BY-ND-4.0", "en", "This material is available under the CC BY-ND 4.0 licence. Changes are not allowed."),
        ("all-rights-reserved", "pl", "Wszelkie prawa zastrzeżone."),
        ("CC0-1.0", "de", "Dieses Material darf frei verwendet werden (CC0 1.0)."),
        ("", "pl", ""),
    ],
)
def test_a_tool_says_its_licence_in_its_language(code: str, language: str, sentence: str) -> None:
    assert notice(code, language) == sentence


def test_a_language_that_we_cannot_write_is_said_in_english_and_tells_so() -> None:
    assert notice("CC-BY-4.0", "sq") == notice("CC-BY-4.0", "en")
    assert (notice_language("sq"), notice_language("uk"), notice_language("nb")) == ("en", "uk", "no")


@pytest.mark.parametrize("language", notice_languages())
def test_the_name_of_the_licence_stays_exact_in_every_language(language: str) -> None:
    for term in codelist("licences"):
        sentence = notice(term.code, language)
        assert sentence.endswith(".")
        assert short_name(term.code) in sentence
        assert "{" not in sentence


def test_every_licence_has_a_place_where_it_can_be_read() -> None:
    for term in codelist("licences"):
        assert licence_url(term.code).startswith("https://") or term.code == "all-rights-reserved"
    assert licence_url("unheard-of") == ""
