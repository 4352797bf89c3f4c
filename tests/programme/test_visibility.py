import json
from pathlib import Path

import pytest

from plon.programme.authorities import EACEA, authorities, authority, authority_for
from plon.programme.numbers import parse_number
from plon.programme.places import language_name
from plon.programme.visibility import (
    disclaimer,
    emblem_rules,
    funding_statement,
    known_disclaimers,
    known_statements,
    variants,
)  # fmt: skip
from tests.programme.visibility_docs import FILES, filled

OFFICIAL_LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
REAL = Path(__file__).parents[3] / "shared/data/real-results/visibility"


def test_the_emblem_is_as_the_council_of_europe_draws_it() -> None:
    assert (emblem_rules()["blue"], emblem_rules()["stars"], emblem_rules()["min_height_mm"]) == ("#003399", 12, 10)


@pytest.mark.parametrize(
    ("language", "funded", "cofunded"),
    [
        ("pl", "Sfinansowane ze środków UE", "Dofinansowane przez Unię Europejską"),
        ("en", "Funded by the European Union", "Co-funded by the European Union"),
        ("de", "Von der Europäischen Union finanziert", "Kofinanziert von der Europäischen Union"),
        ("hr", "Financirano sredstvima Europske unije", "Sufinancirano sredstvima Europske unije"),
        ("nb", "Finansiert av Den europeiske union", "Delfinansiert av Den europeiske union"),
    ],
)
def test_the_statement_is_said_in_the_language_of_the_tool(language: str, funded: str, cofunded: str) -> None:
    words = [funding_statement(language, cofunded=is_part) for is_part in (False, True)]

    assert [word and word.text for word in words] == [funded, cofunded]


def test_every_official_language_of_the_union_has_a_statement_where_a_source_gives_one() -> None:
    missing = {
        (language, cofunded)
        for language in OFFICIAL_LANGUAGES
        for cofunded in (False, True)
        if funding_statement(language, cofunded=cofunded) is None
    }

    assert missing == {("ga", True), ("mt", True)}


def test_a_text_says_how_well_it_stands() -> None:
    english = funding_statement("en", cofunded=True)
    swedish = funding_statement("sv", cofunded=True)
    greek = funding_statement("el", cofunded=True)

    assert english is not None
    assert swedish is not None
    assert greek is not None
    assert [(word.standing, word.is_official, word.is_confirmed) for word in (english, swedish, greek)] == [
        ("official", True, True), ("single", False, False), ("file", False, True),
    ]  # fmt: skip
    assert swedish.source == "public files 70666153521"


def test_what_no_source_gives_is_not_invented() -> None:
    assert funding_statement("is", cofunded=True) is None
    assert funding_statement("tr", cofunded=True) is None
    assert disclaimer("tr", authority=authority("TR01"), cofunded=True) is None


def test_the_disclaimer_names_the_agency_of_the_grant() -> None:
    polish = authority_for(parse_number("2024-1-PL01-KA210-SCH-000123456"))
    wording = disclaimer("pl", authority=polish, cofunded=True)

    assert wording is not None
    assert wording.text == (
        "Dofinansowane ze środków UE. Wyrażone poglądy i opinie są jedynie opiniami autora lub autorów i "
        "niekoniecznie odzwierciedlają poglądy i opinie Unii Europejskiej lub Fundacji Rozwoju Systemu Edukacji. "
        "Unia Europejska ani Fundacja Rozwoju Systemu Edukacji nie ponoszą za nie odpowiedzialności."
    )


@pytest.mark.parametrize(
    ("language", "number", "part"),
    [
        ("en", "2024-1-ES01-KA210-ADU-000123456", "or the Spanish Service for the Internationalization of"),
        ("es", "2024-1-ES01-KA210-ADU-000123456", "de la Agencia Nacional (Servicio Español para la"),
        ("de", "2023-2-AT01-KA210-VET-000169864", "der Europäischen Union oder der OeAD-GmbH wider."),
        ("it", "2024-1-IT02-KA220-HED-000244481", "o dell'Agenzia nazionale (INDIRE)."),
        ("pl", "2024-1-DE04-KA152-YOU-000123456", "lub agencji narodowej (JUGEND für Europa)."),
        ("ro", "2025-1-RO01-KA210-YOU-000352643", "sau a Agenției Naționale (ANPCDEFP)."),
    ],
)  # fmt: skip
def test_other_agencies_are_named_in_the_language_of_the_tool(language: str, number: str, part: str) -> None:
    wording = disclaimer(language, authority=authority_for(parse_number(number)), cofunded=True)

    assert wording is not None
    assert part in wording.text
    assert "EACEA" not in wording.text
    assert "))" not in wording.text


def test_words_that_we_put_together_say_so() -> None:
    german = disclaimer("de", authority=authority("IT02"), cofunded=False)
    austrian = disclaimer("de", authority=authority("AT01"), cofunded=False)

    assert german is not None
    assert austrian is not None
    assert (german.standing, german.is_official, german.is_confirmed) == ("ours", False, False)
    assert (austrian.standing, austrian.is_confirmed) == ("found", True)


def test_an_agency_whose_name_nobody_gave_leaves_no_disclaimer() -> None:
    unknown = authority_for(parse_number("2024-1-SK02-KA210-YOU-000123456"))

    assert unknown is not None
    assert not unknown.is_named
    assert disclaimer("en", authority=unknown, cofunded=True) is None


def test_eacea_has_its_wording_in_all_languages_of_the_union() -> None:
    for language in OFFICIAL_LANGUAGES:
        wording = disclaimer(language, authority=authority(EACEA), cofunded=False)
        assert wording is not None
        assert "EACEA" in wording.text
        assert "{" not in wording.text


def test_a_disclaimer_opens_with_the_statement_that_the_grant_asks_for() -> None:
    funded = disclaimer("fr", authority=authority(EACEA), cofunded=False)
    cofunded = disclaimer("fr", authority=authority(EACEA), cofunded=True)

    assert funded is not None
    assert cofunded is not None
    assert funded.text.startswith("Financé par l'Union européenne. Les points de vue")
    assert cofunded.text.startswith("Cofinancé par l'Union européenne. Les points de vue")


@pytest.mark.parametrize(
    ("language", "shown", "text"),
    [
        ("pl", "en", "Co-funded by the Erasmus+ Programme of the European Union"),
        ("es", "es", "Cofinanciado por el programa Erasmus+ de la Unión Europea"),
        # A single project words it in German, so the official English is better.
        ("de", "en", "Co-funded by the Erasmus+ Programme of the European Union"),
    ],
)
def test_old_grants_keep_their_old_words(language: str, shown: str, text: str) -> None:
    statement = funding_statement(language, cofunded=True, programme="erasmus-2014-2020")
    words = disclaimer(language, authority=None, cofunded=True, programme="erasmus-2014-2020")

    assert statement is not None
    assert words is not None
    assert (statement.language, statement.text) == (shown, text)
    assert (words.language, words.is_official) == ("en", True)


def test_every_authority_is_named_with_a_source() -> None:
    for one in authorities():
        assert one.own
        assert one.source
        assert one.name("en")
        assert one.country or one.code == EACEA
        assert one.own_language or one.code == EACEA
    assert len(authorities()) > 30


def test_what_is_known_can_be_told_apart() -> None:
    statements = known_statements()
    standard = [(text.period, text.kind, text.language) for text in statements if text.is_standard]

    assert len(standard) == len(set(standard))
    assert all(text.source for text in statements if text.is_standard)
    assert {text.period for text in statements} == {"2014-2020", "2021-2027"}
    assert all(language_name(text.language, "en") != text.language for text in (*statements, *known_disclaimers()))


def test_every_disclaimer_that_we_print_is_known() -> None:
    known = {text.text for text in known_disclaimers()}
    patterns = [text.text.split("{name}") for text in known_disclaimers() if text.is_pattern]

    for language in OFFICIAL_LANGUAGES:
        for code in (EACEA, "PL01", "AT01", "ES01", "IT02"):
            wording = disclaimer(language, authority=authority(code), cofunded=True)
            if wording is None:
                continue
            fits = any(
                all(part in wording.text for part in pattern) and wording.text.startswith(pattern[0])
                for pattern in patterns
            )
            assert wording.text in known or fits


def test_variants_of_agencies_are_recognised_by_their_marks() -> None:
    codes = {one.code for one in authorities()}
    for variant in variants():
        assert variant.markers
        assert all(marker in variant.text for marker in variant.markers)
        assert variant.authority == "" or variant.authority in codes
    assert {"ES01", "DE01", "PL01", "TR01", "AT01", "LT01", ""} <= {variant.authority for variant in variants()}


@pytest.mark.realdata
@pytest.mark.skipif(not REAL.exists(), reason="the real statements are not here")
def test_the_national_variants_of_real_projects_are_known() -> None:
    lines = (REAL / "statements.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: " ".join(row["text"].split()) for row in map(json.loads, lines)}

    found = {
        number: {variant.authority for variant in variants() if all(marker in text for marker in variant.markers)}
        for number, text in texts.items()
    }

    assert {number: codes for number, codes in found.items() if codes} == {
        5: {"ES01"}, 9: {"PL01"}, 15: {"DE01"}, 33: {""}, 35: {"DE01"},
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_docs_say_what_the_data_say(language: str) -> None:
    page = FILES[language].read_text("utf-8")

    assert page == filled(language, page), "run python -m tests.programme.visibility_docs"
