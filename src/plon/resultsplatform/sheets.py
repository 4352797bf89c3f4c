"""What is typed into the platform, as frozen values: pure, without a database; every word final."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from django.utils.text import slugify

from plon.texts import fold, plain_text

# The language of the platform.
ENGLISH = "en"
LONGEST_NAME = 60
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a result, as it lies in the package.

    Attributes:
        name: how it is called in the package: numbered, short, plain ASCII.
        original: how it is called in Plon.
        size: in bytes; 0 of covers.
        sha256: "" of pictures, which are read when they are packed.
        path: its place in private storage; never shown.
        language: in words, "" if it was not said.
    """

    name: str
    original: str
    size: int
    sha256: str
    path: str
    language: str = ""

    @property
    def ending(self) -> str:
        return PurePosixPath(self.name).suffix.lstrip(".")


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link; `health` is a value of `linkwatch.enums.LinkHealth`, `what` says in words what was seen."""

    url: str
    title: str
    health: str
    what: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One published result as the platform asks for it.

    Attributes:
        number: its place in the list, from 1.
        key: its public id.
        title, description: in English where they are written in it, else as they are.
        text_language: code of the language of both; not "en" means: still to be written in English.
        category, category_code: of the list of 2024; "" if none fits.
        old_category: what the project called it by the list before 2024, "" for nothing.
        suggested: names of categories of 2024 that the old one may have become.
        languages: of the result itself, in English words.
        licence: its exact short name.
        cover: the file of the cover, if it has one.
        address: of its page, whole.
    """

    number: int
    key: str
    title: str
    description: str
    text_language: str
    category: str
    category_code: str
    languages: tuple[str, ...]
    licence: str
    address: str
    files: tuple[FileLine, ...] = ()
    links: tuple[LinkLine, ...] = ()
    old_category: str = ""
    suggested: tuple[str, ...] = ()
    cover: FileLine | None = None
    cover_alt: str = ""

    @property
    def is_english(self) -> bool:
        return self.text_language == ENGLISH

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def languages_line(self) -> str:
        return ", ".join(self.languages)

    @property
    def files_line(self) -> str:
        return "\n".join(file.name for file in self.files)

    @property
    def links_line(self) -> str:
        return "\n".join(link.url for link in self.links)

    @property
    def print(self) -> str:
        """What changes when something that is typed in changes: texts, category, languages, files, links, cover."""
        typed = {
            "title": self.title, "description": self.description, "language": self.text_language,
            "category": self.category_code, "languages": self.languages,
            "files": [(file.original, file.sha256) for file in self.files], "links": [link.url for link in self.links],
            "cover": self.cover.path if self.cover else "",
        }  # fmt: skip
        return hashlib.sha256(json.dumps(typed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Book:
    """All that is typed in for a project."""

    title: str
    number: str
    website: str
    website_health: str
    logo: FileLine | None
    is_over: bool
    sheets: tuple[Sheet, ...]
    # How many results are not published, so not in it.
    unpublished: int = 0

    @property
    def files(self) -> tuple[FileLine, ...]:
        """All files in the order in which they are packed."""
        found = [self.logo] if self.logo else []
        for sheet in self.sheets:
            found += [sheet.cover] if sheet.cover else []
            found += sheet.files
        return tuple(found)

    @property
    def print(self) -> str:
        """What changes when anything of it changes."""
        parts = [sheet.print for sheet in self.sheets]
        head = [self.title, self.number, self.website, self.logo.path if self.logo else ""]
        return hashlib.sha256(json.dumps([head, parts]).encode()).hexdigest()


def prose(markdown: str) -> str:
    """Return Markdown as plain paragraphs, as a plain text field takes them."""
    pieces = (plain_text(piece) for piece in _PARAGRAPHS.split(markdown.replace("\r\n", "\n")))
    return "\n\n".join(piece for piece in pieces if piece)


def description_of(parts: Iterable[tuple[str, str]]) -> str:
    """Return one description of several answers: (heading or "", Markdown); empty ones are left out."""
    said = ((heading, prose(text)) for heading, text in parts)
    return "\n\n".join(f"{heading}: {text}" if heading else text for heading, text in said if text)


def safe_name(number: int, place: int, original: str, title: str = "") -> str:
    """Return a short, numbered name in plain ASCII, e.g. "03-2-lesson-plans.pdf", that no platform stumbles over.

    Args:
        number: of the result.
        place: of the file in the result; 0 for none.
        original: the file's own name, from which the ending is taken.
        title: what it is; "" takes the file's own name.
    """
    path = PurePosixPath(original)
    ending = re.sub(r"[^a-z0-9]", "", path.suffix.lower())[:10]
    stem = slugify(fold(unicodedata.normalize("NFKC", title or path.stem)))[:LONGEST_NAME].strip("-") or "file"
    head = f"{number:02d}-{place}" if place else f"{number:02d}"
    return f"{head}-{stem}{'.' if ending else ''}{ending}"


def as_rows(book: Book) -> list[dict[str, object]]:
    """Return the book's results as plain data, without places in storage."""
    rows = []
    for sheet in book.sheets:
        row = asdict(sheet)
        for file in (*row["files"], *([row["cover"]] if row["cover"] else [])):
            file.pop("path")
        rows.append(row)
    return rows
