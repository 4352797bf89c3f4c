"""What a paper is made of. Whoever puts one together writes no layout; whoever lays it out knows no field.

All texts are final: translated, with their numbers written out for the reader's language. They may hold anything that
people type; every maker escapes for its own format.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a chapter) to 3. `key` is its anchor, unique in the paper."""

    text: str
    level: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of Markdown, as people write it in Plon. Headings in it become bold lines."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart: what is missing or changed. Its `tone` says how urgent it is."""

    text: str
    # "plain", "warning" or "good"; said in words as well, never by colour alone.
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    is_number: bool = False
    # Share of the width against the other columns.
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption; rows repeat the head on each page. A cell may hold several lines."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    # The last row is a sum.
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its SVG, what it shows in a sentence for those who do not see it, and its figures as a table."""

    title: str
    svg: str
    summary: str
    table: Grid | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values in two columns: number of the project, dates, partners."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str = ""


Block = Heading | Text | Note | Grid | Drawing | Facts | Quote


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    Attributes:
        language: code of the language of all its texts; "pl" and "en" have their own fixed words.
        funding: for the foot of the title page: on its first line the statement, which stands beside the emblem; on the
            others the disclaimer; "" for none.
        code: printed with its QR address on the title page, where the paper can be verified; "" for none.
        address: the whole address that the code leads to.
        made_on: the date as written for the reader.
        attachments: files that travel inside the PDF, by name; nothing of them is printed.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    facts: Facts = field(default_factory=lambda: Facts(()))
    funding: str = ""
    made_on: str = ""
    code: str = ""
    address: str = ""
    attachments: tuple[tuple[str, bytes], ...] = ()
