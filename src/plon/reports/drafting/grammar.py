"""Polish and English as a person writes them: quotation marks, lists, plurals, months, numbers.

Names that people typed are never inflected; they stand in quotation marks after a noun that is.
"""

import datetime
import functools
import re
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Literal

from plon.texts import fold

Language = Literal["pl", "en"]
LANGUAGES: tuple[Language, ...] = ("pl", "en")

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "pl": (
        "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik",
        "listopad", "grudzień",
    ),
    "pl_of": (
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
        "listopada", "grudnia",
    ),
    "pl_in": (
        "w styczniu", "w lutym", "w marcu", "w kwietniu", "w maju", "w czerwcu", "w lipcu", "w sierpniu",
        "we wrześniu", "w październiku", "w listopadzie", "w grudniu",
    ),
}  # fmt: skip
_INNER = {"pl": str.maketrans('„“”"', "«»»»"), "en": str.maketrans('„“”"', "‘‘’’")}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@functools.cache
def words(kind: str, code: str, language: str, suffix: str = "") -> str:
    """Return how `code` is said inside a sentence (words.toml); "" if it is not known there."""
    entry = _all_words()[kind].get(code, {})
    return str(entry.get(f"{suffix}{language}", ""))


@functools.cache
def _all_words() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


def verb_for(kind: str, title: str, language: Language) -> str:
    """Return what stands before an activity's quoted title: "zorganizujemy warsztaty", no noun the title says."""
    known = _all_words()["activity"]
    entry = known.get(kind, known["other"])
    stems = entry["stems"]
    beginning = fold(title[:60])
    says_it = isinstance(stems, list) and any(beginning.startswith(fold(stem)) for stem in stems)
    return str(entry[f"{language}_bare" if says_it else language])


def one_line(text: str) -> str:
    """Return a text that people typed as one line without control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def quoted(name: str, language: Language) -> str:
    """Return a name in the quotation marks of the language; those inside it become inner ones."""
    inner = one_line(name)
    if inner.count('"') % 2 == 0:
        opening, closing = ("«", "»") if language == "pl" else ("‘", "’")
        inner = re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", inner)
    inner = inner.translate(_INNER[language])
    return f"„{inner}”" if language == "pl" else f"“{inner}”"


def joined(items: Sequence[str], language: Language) -> str:
    """Return "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    link = "i" if language == "pl" else "and"
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


def plural(count: int, *forms: str) -> str:
    """Return the Polish form for a number: one, few (2-4, 22-24 ...), many; of two forms the English one."""
    if len(forms) == 2:
        return forms[0] if count == 1 else forms[1]
    one, few, many = forms
    if count == 1:
        return one
    return few if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else many


def number(count: int, language: Language) -> str:
    """Return 12 500 in Polish, 12,500 in English; Polish groups digits from five on."""
    if language == "en":
        return f"{count:,}"
    return f"{count:,}".replace(",", " ") if count >= 10_000 else str(count)


def people(count: int, language: Language) -> str:
    """Return "22 osoby", "5 people"."""
    noun = plural(count, "osoba", "osoby", "osób") if language == "pl" else plural(count, "person", "people")
    return f"{number(count, language)} {noun}"


def month(day: datetime.date, language: Language, *, case: Literal["", "of", "in"] = "") -> str:
    """Return "maj 2026 r."; with case "of" "maja 2026 r.", with "in" "w maju 2026 r." ("in May 2026")."""
    if language == "en":
        plain = f"{_MONTHS['en'][day.month - 1]} {day.year}"
        return f"in {plain}" if case == "in" else plain
    return f"{_MONTHS['pl_' + case if case else 'pl'][day.month - 1]} {day.year} r."


def period(start: datetime.date, end: datetime.date | None, language: Language) -> str:
    """Return "w maju 2026 r.", "od maja do lipca 2026 r.", "od listopada 2026 r. do marca 2027 r."."""
    if end is None or (end.year, end.month) == (start.year, start.month):
        return month(start, language, case="in")
    if language == "en":
        first = month(start, "en") if start.year != end.year else _MONTHS["en"][start.month - 1]
        return f"from {first} to {month(end, 'en')}"
    first = month(start, "pl", case="of") if start.year != end.year else _MONTHS["pl_of"][start.month - 1]
    return f"od {first} do {month(end, 'pl', case='of')}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return a text as a sentence: one line, a full stop at its end unless something else ends it."""
    line = one_line(text)
    if not line:
        return ""
    return line if line[-1] in ".!?…" or line[-2:] in {".”", "!”", "?”", ".“"} else f"{line}."


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ„“\"0-9])")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text; a very short one (an abbreviation, most likely) takes the next along."""
    taken = ""
    for part in _SENTENCE_END.split(one_line(text)):
        taken = f"{taken} {part}".strip()
        if len(taken) >= 25:
            break
    return sentence(taken)
