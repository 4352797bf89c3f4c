"""What every dissemination tool is made from: one frozen value, complete, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """How a project's tools look: a theme of ours and the project's accent colour as "#rrggbb"."""

    theme: str = "harvest"
    accent: str = "#1f5a3f"


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo of the project or of a partner; `data` is PNG, JPEG, WebP or cleaned SVG."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that may be shown, with what it shows in words."""

    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation of the partnership, its country spelled out in the tool's language."""

    name: str
    country: str = ""
    is_coordinator: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """What must be said: statement, disclaimer, licence. An empty text has no sourced wording; `missing` says which.

    `statement_language` and `disclaimer_language` are the languages of the texts themselves, which differ from the
    tool's where a grant has its wording in English only.
    """

    statement: str = ""
    statement_language: str = ""
    disclaimer: str = ""
    disclaimer_language: str = ""
    project_number: str = ""
    # Code of the licences list, "" while none is chosen, and the notice in the tool's language.
    licence: str = ""
    licence_notice: str = ""
    licence_url: str = ""
    # Keys "statement", "disclaimer", "licence", "number": said beside the preview and in the kit's read-me.
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolResult:
    """One result, in the tool's language; Markdown has become plain text with paragraphs kept."""

    title: str
    kind: str = ""
    summary: str = ""
    problem: str = ""
    audience: str = ""
    how_to_use: str = ""
    needs: str = ""
    languages: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ToolContent:
    """Everything a tool may say. Each tool takes what it has room for and leaves the rest.

    `link` is the short permanent address that the QR code carries; `fields` are a tool's own answers (date, place,
    names of those certified, hashtags), keyed as in `Tool.fields`.
    """

    language: str
    title: str
    results: tuple[ToolResult, ...]
    link: str
    notices: Notices
    look: Look = Look()
    message: str = ""
    group: str = ""
    project_title: str = ""
    project_acronym: str = ""
    coordinator: str = ""
    partners: tuple[Partner, ...] = ()
    logos: tuple[Logo, ...] = ()
    photo: Photo | None = None
    contact: str = ""
    # "example" in the tool's language where the project is one, else "".
    example: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
