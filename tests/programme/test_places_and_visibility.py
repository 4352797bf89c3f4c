import pytest

from plon.programme.authorities import authority, authority_for
from plon.programme.numbers import parse_number
from plon.programme.places import (
    country_choices,
    country_name,
    language_choices,
    language_name,
    parse_country,
    programme_countries,
)  # fmt: skip
from plon.programme.sharing import licence_is_open, publishing_duty, reasons, requires_open_licence, themes
from plon.programme.visibility import disclaimer, emblem_rules, funding_statement


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


def test_the_disclaimer_names_the_agency_of_the_grant() -> None:
    polish = authority_for(parse_number("2024-1-PL01-KA210-SCH-000123456"))
    wording = disclaimer("pl", authority=polish, cofunded=True)

    assert wording is not None
    assert wording.text == (
        "Dofinansowane ze środków UE. Wyrażone poglądy i opinie są jedynie opiniami autora lub autorów i "
        "niekoniecznie odzwierciedlają poglądy i opinie Unii Europejskiej lub Fundacji Rozwoju Systemu Edukacji. "
        "Unia Europejska ani Fundacja Rozwoju Systemu Edukacji nie ponoszą za nie odpowiedzialności."
    )


def test_an_unknown_agency_leaves_no_invented_disclaimer() -> None:
    italian = authority_for(parse_number("2024-1-IT02-KA210-ADU-000123456"))

    assert italian is not None
    assert not italian.is_named
    assert disclaimer("en", authority=italian, cofunded=True) is None


def test_eacea_has_its_wording_in_all_languages_of_the_union() -> None:
    for language in ("bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
                     "mt", "nl", "pt", "ro", "sk", "sl", "sv"):  # fmt: skip
        wording = disclaimer(language, authority=authority("EACEA"), cofunded=False)
        assert wording is not None
        assert "EACEA" in wording.text
        assert not wording.is_official


def test_old_grants_keep_their_old_words() -> None:
    statement = funding_statement("pl", cofunded=True, programme="erasmus-2014-2020")

    assert statement is not None
    assert (statement.language, statement.text) == (
        "en", "Co-funded by the Erasmus+ Programme of the European Union",
    )  # fmt: skip
    assert funding_statement("sv", cofunded=True) is None


def test_the_emblem_is_as_the_council_of_europe_draws_it() -> None:
    assert (emblem_rules()["blue"], emblem_rules()["stars"], emblem_rules()["min_height_mm"]) == (
        "#003399",
        12,
        10,
    )


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
