"""The glossary: each term in both languages, in the reader's alphabet, with ways on."""

import re
import tomllib

import pytest
from django.test import Client

from plon.portal.glossary import glossary, letters, terms
from plon.portal.guidefiles import CONTENT
from plon.texts import INTERFACE_LANGUAGES


def test_every_term_has_two_languages_and_known_neighbours() -> None:
    entries = tomllib.loads((CONTENT / "glossary.toml").read_text(encoding="utf-8"))["term"]
    codes = [entry["code"] for entry in entries]
    assert len(codes) >= 40
    assert len(set(codes)) == len(codes)
    for entry in entries:
        assert set(entry) == {"code", "pl", "en", "text_pl", "text_en", "see", "guide"}
        assert all(entry[key] for key in entry), entry["code"]
        assert set(entry["see"]) <= set(codes) - {entry["code"]}, entry["code"]
        for text in (entry["text_pl"], entry["text_en"]):
            assert text.endswith((".", "?"))
            assert 1 <= len(re.findall(r"[.?](?:\s|$)", text)) <= 2, text
    assert all(term.guide for term in terms("pl"))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_term_is_explained_twice(language: str) -> None:
    names = [term.name for term in terms(language)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_terms_stand_in_the_alphabet_of_the_reader(db: None, client: Client, language: str) -> None:
    page = client.get(f"/{language}/guide/glossary/").content.decode()
    shown = re.findall(r'<div id="([a-z-]+)"', page)
    assert shown == [term.code for term in glossary(language)]
    assert len(shown) == len(terms(language))
    for number, letter in enumerate(letters(language), 1):
        assert f'<a href="#letter-{number}">{letter}</a>' in page


def test_polish_order_is_not_that_of_the_english_page() -> None:
    assert [term.name for term in glossary("pl")][:2] == ["adaptacja", "beneficjent"]
    assert [term.name for term in glossary("en")][:2] == ["activity", "adaptation"]


def test_term_names_its_other_language_and_what_to_read_next(db: None, client: Client) -> None:
    page = client.get("/pl/guide/glossary/").content.decode()
    term = page[page.index('<div id="exploitation"') :].partition("</div>")[0]
    assert 'lang="en">exploitation' in term
    assert '<a href="#uptake">użycie przez innych</a>' in term
    assert 'href="/pl/guide/dissemination/"' in term
