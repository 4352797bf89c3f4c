"""All that the rules look at, gathered once: words, statements, disclaimers, numbers, languages."""

import functools
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from plon.programme.authorities import EACEA, GrantingAuthority, authority, authority_for
from plon.programme.numbers import ProjectNumber, parse_number
from plon.visibility.expectation import Expectation, period_of
from plon.visibility.judging.finding_texts import Disclaimer, Statement, disclaimers_in, statements_in
from plon.visibility.judging.matching import Span, Words
from plon.visibility.reading.document import Document
from plon.visibility.report import Place

_NUMBERS = re.compile(
    r"(?<![\w-])(?:"
    r"20\d\d\s?[-–‐‑]\s?(?:\d\s?[-–‐‑]\s?)?[A-Z]{2}\s?\d\d\s?[-–‐‑]\s?KA\s?\d{3}(?:\s?[-–‐‑]\s?[A-Z]{2,3})?\s?[-–‐‑]\s?\d{4,12}(?:_\d+)?"
    r"|\d{6}-(?:EPP|LLP)-\d-20\d\d-\d-[A-Z]{2}-[A-Z0-9]+(?:-[A-Z0-9]+)*"
    r"|20\d\d-\d-[A-Z]{2}\d{1,2}-[A-Z]{3}\d{2}-\d{4,6}"
    r"|KA\d{3}-[A-Z]{2,3}-(?:[0-9A-F]{8}|[\d-]{6,18})"
    r"|101\d{6}"
    r")(?![\w])"
)
_NEAR_GRANT = re.compile(
    r"(grant|project|agreement|umow|projek|projet|proyecto|progetto|numer|number|nr\b|no\b|n[°º]|έργ|acord|contract)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Something that is a project number or was meant to be one, and where."""

    number: ProjectNumber
    raw: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The words of one page with what was found in them."""

    index: int
    address: str
    declared: str
    words: Words
    statements: tuple[Statement, ...]
    disclaimers: tuple[Disclaimer, ...]

    def place(self, span: Span) -> Place:
        page = 0 if self.address else self.index + 1
        return Place(page=page, snippet=self.words.snippet(span), address=self.address)


class Facts:
    """What is known of a document and of its project. Sites are documents of several web pages."""

    def __init__(self, document: Document, expectation: Expectation) -> None:
        self.document = document
        self.expectation = expectation

    @cached_property
    def pages(self) -> tuple[PageTexts, ...]:
        return tuple(self._texts(index) for index in range(len(self.document.pages)))

    def _texts(self, index: int) -> PageTexts:
        page = self.document.pages[index]
        words = Words(page.text)
        disclaimers = tuple(disclaimers_in(words))
        return PageTexts(
            index, page.address, page.language, words, tuple(statements_in(words, disclaimers)), disclaimers
        )

    @cached_property
    def has_text(self) -> bool:
        return sum(len(page.words) for page in self.pages) >= 4

    @cached_property
    def statements(self) -> list[tuple[PageTexts, Statement]]:
        return [(page, each) for page in self.pages for each in page.statements]

    @cached_property
    def disclaimers(self) -> list[tuple[PageTexts, Disclaimer]]:
        return [(page, each) for page in self.pages for each in page.disclaimers]

    @cached_property
    def numbers(self) -> list[FoundNumber]:
        return [found for page in self.document.pages for found in numbers_in(page.text, self._place_of(page))]

    def _place_of(self, page: object) -> Place:
        index = next(number for number, each in enumerate(self.document.pages) if each is page)
        address = self.document.pages[index].address
        return Place(page=0 if address else index + 1, address=address)

    @cached_property
    def own_number(self) -> ProjectNumber | None:
        """The project's number: as we know it, else the only one that the document shows."""
        if self.expectation.number:
            return understood(self.expectation.number)
        wellformed = {each.number.normalised: each.number for each in self.numbers if each.number.is_wellformed}
        return next(iter(wellformed.values())) if len(wellformed) == 1 else None

    @cached_property
    def period(self) -> str:
        if known := self.expectation.period():
            return known
        periods = {period_of(each.number) for each in self.numbers if each.number.is_wellformed} - {""}
        if len(periods) == 1:
            return periods.pop()
        # An application form of this kind was in use from 2021 on.
        is_new = any("application-form-id" in each.number.problems for each in self.numbers)
        return "new" if is_new and not periods else ""

    @cached_property
    def authority(self) -> GrantingAuthority | None:
        if self.expectation.authority:
            return authority(self.expectation.authority)
        return authority_for(self.own_number) if self.own_number else None

    @cached_property
    def is_run_by_agency(self) -> bool | None:
        """Whether a national agency runs the project, even if it is not known which; None if unknown."""
        if self.authority:
            return self.authority.code != EACEA
        # Application forms of these ids are handed in at national agencies (domain.md §7.1).
        return True if any("application-form-id" in each.number.problems for each in self.numbers) else None

    @cached_property
    def language(self) -> str:
        """The language that the document is written in, by its words, else as it declares."""
        return self.told_language or self.document.language.lower().partition("-")[0].partition("_")[0]

    @cached_property
    def told_language(self) -> str:
        """The language by its words alone: what a file declares is often the language of whoever made its template."""
        return language_of(self._own_words())

    def _own_words(self) -> str:
        return " ".join(own_words(page) for page in self.pages)[:20_000]


def own_words(page: PageTexts) -> str:
    """Return the words of a page without its statement and disclaimer, whose language says nothing of the rest."""
    taken = [each.span for each in page.statements] + [each.span for each in page.disclaimers]
    words: list[str] = []
    first = 0
    for span in sorted(taken, key=lambda span: span.first):
        if span.first > first:
            words.append(page.words.between(first, span.first - 1))
        first = max(first, span.last)
    if first < len(page.words):
        words.append(page.words.between(first, len(page.words) - 1))
    return " ".join(words)


def numbers_in(text: str, place: Place) -> list[FoundNumber]:
    """Return what is a project number in a text, or looks meant as one, each once."""
    found: dict[str, FoundNumber] = {}
    for match in _NUMBERS.finditer(text):
        raw = " ".join(match.group().split())
        if raw.startswith("101") and not _NEAR_GRANT.search(text[max(match.start() - 60, 0) : match.start()]):
            continue
        number = understood(raw)
        found.setdefault(number.normalised, FoundNumber(number, raw, Place(place.page, None, raw, place.address)))
    return list(found.values())


# The extraordinary call of 2020 wrote the field into numbers of the old kind.
_FIELD_IN_OLD_NUMBER = re.compile(r"(-KA22[67])-[A-Z]{2,3}(-\d{6})$")


def understood(raw: str) -> ProjectNumber:
    """Return a number as it is understood, blanks forgiven."""
    return parse_number(_FIELD_IN_OLD_NUMBER.sub(r"\1\2", raw.replace(" ", "").replace("–", "-")))


MEANT = (
    "en", "pl", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "fi", "et", "lv", "lt", "cs", "sk", "sl", "hr", "hu",
    "ro", "bg", "el", "mt", "ga", "tr", "uk", "no", "is", "sr", "mk", "ca", "gl", "ru",
)  # fmt: skip
ENOUGH_LETTERS, SURE_OF_LANGUAGE = 160, 0.95


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in MEANT if code in identifier.nb_classes])
    return identifier


def language_of(text: str) -> str:
    """Return the language of a text, "" if it is too short or can't be told for sure."""
    plain = " ".join(re.sub(r"https?://\S+|\S+@\S+|[\d_/#|•·]+", " ", text).split())
    if sum(character.isalpha() for character in plain) < ENOUGH_LETTERS:
        return ""
    language, sureness = _identifier().classify(plain)
    return str(language) if sureness >= SURE_OF_LANGUAGE else ""
