import pytest

from plon.programme.places import (
    country_choices,
    country_name,
    language_choices,
    language_name,
    parse_country,
    programme_countries,
)  # fmt: skip
from plon.programme.sharing import licence_is_open, publishing_duty, reasons, requires_open_licence, themes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GR"), ("UK", "GB"), ("PL", "PL"), ("Poland", "PL"), ("Polska", "PL"), ("Türkiye", "TR"),
        ("Turkey", "TR"), ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Kosovo * UN resolution", "XK"),
        ("The former Yugoslav Republic of Macedonia", "MK"), ("Belgium (BE)", "BE"), ("Narnia", None), ("", None),
    ],
)  # fmt: skip
def test_countries_are_recognised_as_people_write_them(text: str, code: str | None) -> None:
    assert parse_country(text) == code


def test_names_come_in_both_languages_and_in_order() -> None:
    assert (country_name("DE", "pl"), country_name("DE", "en")) == ("Niemcy", "Germany")
    assert language_name("el", "pl") == "grecki"
    assert [code for code, _ in language_choices("pl")[:2]] == ["pl", "en"]
    names = [name for _, name in country_choices("pl", programme_only=True)]
    assert names.index("Łotwa") == names.index("Luksemburg") + 1
    assert len(names) == 33


def test_the_programme_had_other_countries_in_other_years() -> None:
    assert "GB" in programme_countries(2018)
    assert "GB" not in programme_countries(2024)
    assert len(programme_countries(2025)) == 33


def test_no_derivatives_is_not_open() -> None:
    assert licence_is_open("CC-BY-NC-SA-4.0")
    assert not licence_is_open("CC-BY-ND-4.0")
    assert not licence_is_open("anything")


def test_educational_resources_need_an_open_licence_and_research_is_only_asked() -> None:
    assert requires_open_licence("handbook")
    assert not requires_open_licence("scientific")
    assert (publishing_duty("KA220"), publishing_duty("KA122"), publishing_duty("")) == (
        "mandatory", "optional", "unknown",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["pl", "en"])
def test_there_are_five_reasons_and_four_themes(language: str) -> None:
    assert (len(reasons(language)), len(themes(language))) == (5, 4)
    assert all(reason.title and reason.text for reason in reasons(language))
