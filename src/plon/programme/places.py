"""Countries and languages: codes of ISO, names from CLDR through Babel, and how exports write them."""

import functools
import re
import unicodedata

from babel import Locale

from plon.programme.codelists import read_data


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@functools.cache
def country_name(code: str, language: str) -> str:
    """Return the name of a country (ISO 3166 alpha-2) in `language`; an unknown code is its own name."""
    shorter = read_data("countries")["shorter_names"].get(language, {})
    return shorter.get(code) or _locale(language).territories.get(code) or code


@functools.cache
def country_choices(language: str, *, programme_only: bool = False) -> list[tuple[str, str]]:
    """Return (code, name) of countries: those of the programme first, each part by name."""
    data = read_data("countries")
    programme: list[str] = [*data["member_states"], *(entry["code"] for entry in data["associated"])]
    others = [] if programme_only else [code for region in data["region"] for code in region["countries"]]
    return [*_by_name(programme, language), *_by_name([c for c in others if c not in programme], language)]


def _by_name(codes: list[str], language: str) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code, language)) for code in codes), key=lambda pair: sort_key(pair[1]))


def sort_key(text: str) -> tuple[str, str]:
    """Order words as people of Europe do: accents count after letters; ł stands after l."""
    lowered = text.casefold().replace("ł", "l\uffff")
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return (bare, text)


def programme_countries(year: int) -> tuple[str, ...]:
    """Return the countries that took full part in `year` (Programme Guide 2025, pp. 34-36; earlier: our data)."""
    data = read_data("countries")
    states = [code for code in data["member_states"] if year >= data["joined"].get(code, 0)]
    former = [entry["code"] for entry in data["former"] if entry["from"] <= year <= entry["until"]]
    associated = [entry["code"] for entry in data["associated"] if year >= entry["from"]]
    return tuple(states + associated + former)


@functools.cache
def _country_aliases() -> dict[str, str]:
    aliases: dict[str, str] = {}
    for language in ("en", "pl"):
        for code, name in _locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                aliases.setdefault(_key(name), code)
    aliases.update({_key(text): code for text, code in read_data("countries")["aliases"].items()})
    return aliases


def _key(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z]", "", bare.replace("ł", "l").replace("ı", "i").replace("ø", "o"))


@functools.lru_cache(4096)
def parse_country(text: str) -> str | None:
    """Return the ISO code of a country as exports and people write it (EL, UK, names in English and Polish)."""
    text = text.strip()
    if re.fullmatch(r"[A-Za-z]{2}", text):
        code = {"EL": "GR", "UK": "GB", "XK": "XK"}.get(text.upper(), text.upper())
        return code if code in _locale("en").territories else None
    if found := _country_aliases().get(_key(text)):
        return found
    without_notes = re.sub(r"\(.*?\)|\*.*$|[-–,:].*$", "", text)
    if found := _country_aliases().get(_key(without_notes)):
        return found
    in_brackets = re.search(r"\(([A-Z]{2})\)", text)
    return parse_country(in_brackets[1]) if in_brackets else None


@functools.cache
def language_name(code: str, language: str) -> str:
    """Return the name of a language (ISO 639-1) in `language`; an unknown code is its own name."""
    return _locale(language).languages.get(code) or code


@functools.cache
def language_choices(language: str) -> list[tuple[str, str]]:
    """Return (code, name): Polish and English, then the EU's languages, then others of the programme's countries."""
    data = read_data("countries")["languages"]
    first, union, others = list(data["first"]), list(data["union"]), list(data["others"])

    def named(codes: list[str]) -> list[tuple[str, str]]:
        return sorted(((c, language_name(c, language)) for c in codes), key=lambda pair: sort_key(pair[1]))

    return [
        *((c, language_name(c, language)) for c in first),
        *named([c for c in union if c not in first]),
        *named(others),
    ]
