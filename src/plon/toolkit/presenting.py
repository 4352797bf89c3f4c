"""Tools as a page shows them: what there is of each, what is outdated, what could be made."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from plon.programme.places import language_name
from plon.toolkit.enums import Origin
from plon.toolkit.facts import Facts
from plon.toolkit.labels import PERSONAL, WITHOUT_PICTURE, output_label, tool_name, tool_purpose, tool_sign
from plon.toolkit.models import Material
from plon.toolkit.queries import File, newest_files
from plon.typeset.tools import table


@dataclass(frozen=True, slots=True)
class Card:
    """A tool of the team in the list."""

    material: Material
    name: str
    files: tuple[File, ...]

    @property
    def changes(self) -> list[str]:
        """What changed since files were made, each said once."""
        return list(dict.fromkeys(change for file in self.files for change in file.changes))

    @property
    def languages(self) -> str:
        reader = get_language() or "en"
        codes = dict.fromkeys(file.version.language for file in self.files if file.version.language)
        return ", ".join(language_name(code, reader) for code in codes or [self.material.language] if code)

    @property
    def sign(self) -> str:
        return tool_sign(self.material.tool) if self.is_made_here else "file"

    @property
    def has_picture(self) -> bool:
        return self.is_made_here and self.material.tool not in WITHOUT_PICTURE

    @property
    def is_withheld(self) -> bool:
        return self.material.photo_lost_at is not None

    @property
    def is_made_here(self) -> bool:
        return self.material.origin == Origin.MADE


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool that could be made."""

    key: str
    name: str
    purpose: str
    is_personal: bool

    @property
    def sign(self) -> str:
        return tool_sign(self.key)

    @property
    def has_picture(self) -> bool:
        return self.key not in WITHOUT_PICTURE


@dataclass(frozen=True, slots=True)
class Language:
    """The files of one language."""

    code: str
    name: str
    files: tuple[File, ...]


def cards_of(materials: Iterable[Material], facts: Facts) -> list[Card]:
    return [Card(each, tool_name(each.tool), tuple(newest_files(each, facts))) for each in materials]


def offers(facts: Facts) -> list[Offer]:
    """Return the tools that can be made; none while there is nothing to say."""
    if not facts.results:
        return []
    return [Offer(key, tool_name(key), tool_purpose(key), key in PERSONAL) for key in table.tools()]


def by_language(files: Iterable[File]) -> list[Language]:
    """Return files in groups of one language, in the reader's names."""
    reader = get_language() or "en"
    grouped: dict[str, list[File]] = {}
    for file in files:
        grouped.setdefault(file.version.language, []).append(file)
    return [Language(code, language_name(code, reader), tuple(each)) for code, each in grouped.items()]


def output_names(tool: str) -> list[tuple[str, str]]:
    """Return (key, name) of a tool's files, for the buttons."""
    if tool not in table.tools():
        return []
    return [(each.key, output_label(each.key, each.ending)) for each in table.tools()[tool].outputs]
