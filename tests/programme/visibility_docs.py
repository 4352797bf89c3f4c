"""``python -m tests.programme.visibility_docs``: write the tables of docs/visibility.md and its twin from the data."""

from collections.abc import Iterator
from pathlib import Path

from plon.programme.authorities import EACEA, authorities, authority
from plon.programme.codelists import read_data
from plon.programme.places import country_name, language_name, programme_countries
from plon.programme.statements import writing
from plon.programme.visibility import OLD_PROGRAMME, disclaimer, funding_statement

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = {"en": DOCS / "visibility.md", "pl": DOCS / "visibility.pl.md"}
YEAR = 2025
LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv", "no", "is", "tr", "mk", "sr", "uk",
)  # fmt: skip
WORDS = {
    "en": {
        "language": "language", "funded": "funded", "cofunded": "co-funded", "eacea": "EACEA's disclaimer",
        "agency": "an agency's disclaimer", "official": "official", "file": "from the Commission's file",
        "found": "as found", "single": "one find", "ours": "put together by us", None: "**missing**",
        "code": "code", "authority": "authority", "english": "in English", "country": "country",
        "missing": "No source names an agency of:", "old": "Statement of 2014-2020 in the language itself:",
    },
    "pl": {
        "language": "język", "funded": "sfinansowane", "cofunded": "dofinansowane", "eacea": "zastrzeżenie EACEA",
        "agency": "zastrzeżenie agencji", "official": "oficjalne", "file": "z pliku Komisji", "found": "znalezione",
        "single": "jedno źródło", "ours": "złożone przez nas", None: "**brak**", "code": "kod",
        "authority": "instytucja", "english": "po angielsku", "country": "kraj",
        "missing": "Żadne źródło nie podaje nazwy agencji krajów:",
        "old": "Zdanie z lat 2014-2020 we własnym języku:",
    },
}  # fmt: skip


def tables(language: str) -> dict[str, str]:
    """Return {name of the place in the docs: its Markdown}."""
    return {"wordings": "\n".join(_wordings(language)), "authorities": "\n".join(_authorities(language))}


def filled(language: str, text: str) -> str:
    """Return a page of the docs with its tables as the data say."""
    for name, table in tables(language).items():
        before, rest = text.split(f"<!-- {name} -->\n", 1)
        after = rest.split(f"<!-- /{name} -->", 1)[1]
        text = f"{before}<!-- {name} -->\n{table}\n<!-- /{name} -->{after}"
    return text


def _wordings(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"| {words['language']} | {words['funded']} | {words['cofunded']} | {words['eacea']} | {words['agency']} |"
    yield "|---|---|---|---|---|"
    for code in LANGUAGES:
        said = [funding_statement(code, cofunded=is_part) for is_part in (False, True)]
        eacea = disclaimer(code, authority=authority(EACEA), cofunded=False)
        row = read_data("disclaimers")["disclaimer"].get(writing(code), {})
        cells = [f"{word.text} ({words[word.standing]})" if word else words[None] for word in said]
        cells += [words[eacea.standing if eacea else None], words[row.get("agency_standing")]]
        # The speller of the English docs would mend the Union's Polish abbreviation.
        spelled = " <!-- codespell:ignore ue -->" if code == "pl" else ""
        yield f"| {language_name(code, language)} | {' | '.join(cells)}{spelled} |"
    old = [
        language_name(code, language)
        for code in LANGUAGES
        if (word := funding_statement(code, cofunded=True, programme=OLD_PROGRAMME)) and word.language == code
    ]
    yield ""
    yield f"{words['old']} {', '.join(old)}."


def _authorities(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"| {words['code']} | {words['authority']} | {words['english']} | {words['country']} |"
    yield "|---|---|---|---|"
    for one in authorities():
        english = one.names["en"] if one.names["en"] != one.own else ""
        country = country_name(one.country, language) if one.country else ""
        yield f"| {one.code} | {one.own} | {english} | {country} |"
    known = {one.country for one in authorities()}
    missing = sorted(country_name(code, language) for code in programme_countries(YEAR) if code not in known)
    yield ""
    yield f"{words['missing']} {', '.join(missing)}."


if __name__ == "__main__":
    for language, path in FILES.items():
        path.write_text(filled(language, path.read_text("utf-8")), "utf-8")
