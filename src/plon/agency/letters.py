"""The words of e-mails that Plon sends for the agency; officers may write their own.

A room registers its letter once (`register_letter`) and asks `letter_of` when it sends. What an officer wrote is kept
as two settings, subject and body, in each language; empty goes back to what came with Plon.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override

from plon.agency.settings import SettingKind, own_text_of, register_setting
from plon.texts import spoken

SECTION = "letters"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What Plon puts in where `{name}` stands.

    Attributes:
        example: a value for the preview.
        is_needed: whether the letter is of no use without it, such as the link that confirms.
    """

    name: str
    about: Promise | str
    example: Promise | str
    is_needed: bool = False

    @property
    def written(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a letter."""

    subject: str
    body: str

    @property
    def is_written(self) -> bool:
        return bool(self.subject or self.body)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body as paragraphs, which empty lines part."""
        return tuple(one.strip() for one in self.body.split("\n\n") if one.strip())


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One letter that an officer may word.

    Attributes:
        about: to whom it goes and when.
        default: gives what came with Plon, with placeholders, in the language that is active.
        frame: what Plon adds around the body, in words; "" if the body is the whole letter.
    """

    key: str
    order: int
    label: Promise | str
    about: Promise | str
    placeholders: tuple[Placeholder, ...]
    default: Callable[[], Words]
    frame: Promise | str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.placeholders)


_kinds: dict[str, LetterKind] = {}


def register_letter(kind: LetterKind) -> None:
    """Let officers word a letter."""
    _kinds[kind.key] = kind
    register_setting(SettingKind(subject_key(kind.key), kind.order, kind.label, is_translated=True, section=SECTION))
    register_setting(
        SettingKind(body_key(kind.key), kind.order, kind.label, kind="text", is_translated=True, section=SECTION)
    )


def registered_letters() -> list[LetterKind]:
    """All letters that can be worded, in the order of the office's page."""
    return sorted(_kinds.values(), key=lambda each: (each.order, each.key))


def letter_kind(key: str) -> LetterKind:
    """Return what is known of a letter.

    Raises:
        KeyError: nobody registered it.
    """
    return _kinds[key]


def subject_key(key: str) -> str:
    return f"letter.{key}.subject"


def body_key(key: str) -> str:
    return f"letter.{key}.body"


def from_template(name: str, placeholders: tuple[Placeholder, ...]) -> Callable[[], Words]:
    """Return the default of a letter whose template uses only its placeholders; the first line is the subject."""

    def default() -> Words:
        return words_of(name, {each.name: each.written for each in placeholders})

    return default


def words_of(template: str, context: Mapping[str, object]) -> Words:
    """Return the letter of a template, in the language that is active; the first line is the subject."""
    written = render_to_string(template, {"base_url": settings.BASE_URL, **context}).strip()
    subject, _sep, body = written.partition("\n")
    return Words(subject, body.strip())


def letter_of(key: str, language: str, values: Mapping[str, object]) -> Words:
    """Return a letter as it goes out: the officer's own words, else those that came with Plon.

    Args:
        key: of the letter.
        language: of who reads it.
        values: what stands for each placeholder; every one of the kind has to be there.

    Raises:
        KeyError: nobody registered the letter, or a value is missing.
    """
    kind = _kinds[key]
    default, told = default_of(kind, language), own_words_of(kind, language)
    return filled(kind, Words(told.subject or default.subject, told.body or default.body), values)


def default_of(kind: LetterKind, language: str) -> Words:
    """Return what came with Plon."""
    with override(spoken(language)):
        return kind.default()


def own_words_of(kind: LetterKind, language: str) -> Words:
    """Return what an officer wrote; "" where nothing."""
    code = spoken(language)
    return Words(own_text_of(subject_key(kind.key), code), own_text_of(body_key(kind.key), code))


def filled(kind: LetterKind, words: Words, values: Mapping[str, object]) -> Words:
    """Put values in; what stands in braces within a value stays as it is."""
    told = {name: str(values[name]) for name in kind.names}

    def put(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: told.get(found[1], found[0]), text)

    return tidied(Words(put(words.subject), put(words.body)))


def tidied(words: Words) -> Words:
    """Return a letter without gaps; its subject is one line, for a line more would be a header more."""
    return Words(" ".join(words.subject.split()), _GAPS.sub("\n\n", words.body).strip())


def examples_of(kind: LetterKind, language: str) -> dict[str, str]:
    """Return values for a preview."""
    with override(spoken(language)):
        return {each.name: str(each.example) for each in kind.placeholders}


def unknown_in(kind: LetterKind, text: str) -> list[str]:
    """Return what stands in braces and is no placeholder of the letter, in the order of the text."""
    return list(dict.fromkeys(found for found in _PLACEHOLDER.findall(text) if found not in kind.names))


def missing_in(kind: LetterKind, body: str) -> list[str]:
    """Return the placeholders that a body needs and lacks."""
    there = set(_PLACEHOLDER.findall(body))
    return [each.written for each in kind.placeholders if each.is_needed and each.name not in there]
