"""What is looked for: known statements and disclaimers (programme data), and the words that such texts are made of."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.programme import wordings as programme
from plon.programme.codelists import codelist, read_data
from plon.programme.statements import NEW, OLD
from plon.texts import fold
from plon.visibility.judging.matching import Words, grams_of, phrase_of


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A statement as it is looked for. `kind` is "funded" or "cofunded", `period` "new" or "old"."""

    phrase: str
    text: str
    language: str
    kind: str
    period: str


@dataclass(frozen=True, slots=True)
class KnownDisclaimer:
    """A disclaimer without the name of the authority: what it says of the views, and who does not answer for them."""

    language: str
    period: str
    views: frozenset[str]
    views_length: int
    answer: frozenset[str]
    answer_length: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language, folded."""

    language: str
    fund: tuple[str, ...]
    union: tuple[str, ...]
    short: tuple[str, ...]
    commission: tuple[str, ...]
    agency: tuple[str, ...]
    executive: tuple[str, ...]
    answer: tuple[str, ...]
    reserved: tuple[str, ...]


_PERIODS = {OLD: "old", NEW: "new"}
# The form before 2014, still printed on grants of 2014-2020.
_COMMISSION_FORM = "This project has been funded with support from the European Commission"


@functools.cache
def known_statements() -> tuple[KnownStatement, ...]:
    """Return all statements, longest first: a longer one holds a shorter one of another meaning."""
    found: dict[tuple[str, str], KnownStatement] = {}

    def add(text: str, language: str, kind: str, period: str) -> None:
        phrase = phrase_of(text)
        found.setdefault((phrase, language), KnownStatement(phrase, text, language, kind, period))

    for known in programme.known_statements():
        if known.language == "en" and known.period == OLD and known.is_standard:
            add(re.sub(r"(?i)^co-f", "F", known.text), "en", "funded", "old")
    for known in programme.known_statements():
        add(known.text, known.language, known.kind, _PERIODS[known.period])
    add(_COMMISSION_FORM, "en", "funded", "old-commission")
    for language, row in read_data("disclaimers")["disclaimer"].items():
        for kind in ("funded", "cofunded"):
            if f"opening_{kind}" in row:
                add(row[f"opening_{kind}"], language, kind, "new")
    return tuple(sorted(found.values(), key=lambda known: -len(known.phrase)))


@functools.cache
def known_disclaimers() -> tuple[KnownDisclaimer, ...]:
    data = read_data("disclaimers")
    found = [_disclaimer(language, row["eacea"], row.get("agency", "")) for language, row in data["disclaimer"].items()]
    for row in data["old"]:
        grams, length = grams_of(row["text"])
        found.append(KnownDisclaimer(row["language"], "old", grams, length, frozenset(), 0))
    return tuple(found)


def _disclaimer(language: str, eacea: str, agency: str) -> KnownDisclaimer:
    """Cut the authority's name out: what both forms share, or, of one form, what stands before the name."""
    views, answer = _cut(eacea, language)
    views_grams, _length = grams_of(views)
    answer_grams, _length = grams_of(answer)
    if agency:
        other_views, other_answer = _cut(agency.replace("{of}", "").replace("{name}", ""), language)
        views_grams &= grams_of(other_views)[0]
        answer_grams = (answer_grams & grams_of(other_answer)[0]) or answer_grams
    return KnownDisclaimer(language, "new", views_grams, len(views_grams) + 4, answer_grams, len(answer_grams) + 4)


def _cut(text: str, language: str) -> tuple[str, str]:
    first, _stop, rest = text.partition(". ")
    words = Words(first)
    ends = (
        [span.last for phrase in lexicon()[language].union for span in words.find(phrase)]
        if language in lexicon()
        else []
    )
    views = " ".join(words.words[: max(ends)]) if ends else first
    return views, rest.replace("EACEA", "")


@functools.cache
def lexicon() -> dict[str, Lexicon]:
    text = resources.files("plon.visibility").joinpath("data/lexicon.toml").read_text("utf-8")
    return {code: _lexicon(code, row) for code, row in tomllib.loads(text).items() if isinstance(row, dict)}


def _lexicon(code: str, row: dict[str, Any]) -> Lexicon:
    def phrases(name: str) -> tuple[str, ...]:
        return tuple(phrase_of(text) for text in row[name])

    stems = tuple(fold(stem.rstrip("*")) for stem in row["answer"])
    return Lexicon(
        code,
        tuple(fold(stem) for stem in row["fund"]),
        phrases("union"), phrases("short"), phrases("commission"), phrases("agency"), phrases("executive"),
        stems, phrases("reserved"),
    )  # fmt: skip


@functools.cache
def names_of_authorities() -> dict[str, tuple[str, ...]]:
    """Return {code: folded names} of the authorities whose names a source gives."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codelist("authorities").codes:
        term = codelist("authorities").get(code)
        if term is None:
            continue
        texts = [*term.names.values(), *(str(value) for key, value in term.extra.items() if _is_name(key))]
        phrases = {phrase_of(text) for text in texts}
        # Letters in brackets stand for the name, too: "(FRSE)".
        phrases |= {phrase_of(short) for text in texts for short in re.findall(r"\(([^()]{3,12})\)", text)}
        phrases |= {phrase_of(re.sub(r"\([^()]*\)", "", text)) for text in texts}
        found[code] = tuple(phrase for phrase in phrases if len(phrase) > 3)
    return found


def _is_name(key: str) -> bool:
    return key in {"short", "own_name", "own"} or key.startswith(("of_", "name_"))
