"""The board, tables and the timeline of a plan on paper, or as one tall picture."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import emblem_svg

_WORDS = {
    "pl": {"page": "strona", "of": "z", "emblem": "Flaga Unii Europejskiej", "milestones": "Kamienie milowe",
           "continued": "ciąg dalszy"},
    "en": {"page": "page", "of": "of", "emblem": "Flag of the European Union", "milestones": "Milestones",
           "continued": "continued"},
}  # fmt: skip
PPI = 110


@dataclass(frozen=True, slots=True)
class SheetTable:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """Tables under one title, already in their language."""

    language: Literal["pl", "en"]
    title: str
    project: str
    printed_on: str
    tables: tuple[SheetTable, ...]
    statement: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class LineBar:
    """One activity: where it begins and how long it is, as shares of the line."""

    name: str
    left: float
    width: float
    is_promotion: bool


@dataclass(frozen=True, slots=True)
class LinePart:
    name: str
    bars: tuple[LineBar, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The timeline, already in its language; places are shares of the line, 0 to 1."""

    language: Literal["pl", "en"]
    title: str
    project: str
    printed_on: str
    months: tuple[tuple[float, str], ...]
    parts: tuple[LinePart, ...]
    marks: tuple[tuple[str, float], ...]
    start: float | None
    end: float | None
    statement: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class BoardMark:
    """A short word on a card: a label such as R1 with its kind, or a tag with its tone."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card of the board; `is_pair` for what belongs to a result and a group and has no label of its own."""

    kind: str
    label: str
    title: str
    lines: tuple[str, ...] = ()
    chips: tuple[BoardMark, ...] = ()
    tags: tuple[BoardMark, ...] = ()
    is_gap: bool = False
    is_pair: bool = False


@dataclass(frozen=True, slots=True)
class BoardPart:
    heading: str
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column; `note` says how many cards there are, `empty` what stands there without any."""

    title: str
    note: str
    empty: str
    parts: tuple[BoardPart, ...]


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """The board, already in its language; `narrowed` says what its filters leave out."""

    language: Literal["pl", "en"]
    title: str
    project: str
    printed_on: str
    narrowed: str
    columns: tuple[BoardColumn, ...]
    statement: str = ""
    disclaimer: str = ""


def render_board(board: PlanBoard, *, picture: bool = False) -> bytes:
    """Set the board on landscape A3 (PDF/UA-1), or as one picture.

    Its columns stand side by side while they fit on two pages; a larger plan goes column by column over the pages.

    Raises:
        TypesetError: the compiler refused.
    """
    return _render("plan-board", asdict(board), board.language, picture=picture)


def render_sheet(sheet: PlanSheet, *, picture: bool = False) -> bytes:
    """Set tables on landscape A3 (PDF/UA-1), or as one picture.

    Raises:
        TypesetError: the compiler refused.
    """
    return _render("plan-sheet", asdict(sheet), sheet.language, picture=picture)


def render_line(line: PlanLine, *, picture: bool = False) -> bytes:
    """Set the timeline on landscape A3 (PDF/UA-1), or as one picture.

    Raises:
        TypesetError: the compiler refused.
    """
    return _render("plan-line", asdict(line), line.language, picture=picture)


def _render(template: str, data: dict[str, Any], language: str, *, picture: bool) -> bytes:
    data |= {"words": _WORDS[language], "emblem_svg": emblem_svg(), "picture": picture}
    return compile_document(template, data, output="png" if picture else "pdf", ppi=PPI)
