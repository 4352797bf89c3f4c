"""What was read of a document: frozen values, made in the process with limits and sent to ours as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Box = tuple[float, float, float, float]


class Unreadable(Exception):
    """The file can't be checked; the code becomes a sentence (data/findings.toml, [problem.*])."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or web page. Sizes are 0 where the kind of file has none; `language` is what it declares."""

    text: str = ""
    width_mm: float = 0.0
    height_mm: float = 0.0
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture placed in a document.

    Attributes:
        page: index of its page from 0; -1 where it is not known.
        box: left, top, width, height in percent of the page; None if unknown.
        height_mm: as printed or shown, 0 if unknown.
        alt: alternative text; None if there is none. "" means that it is declared decoration.
        name: of the file, or the address.
        is_readable: whether its pixels could be looked at.
        key: tells the picture from others; pictures of one key show the same.
    """

    page: int = -1
    box: Box | None = None
    width_mm: float = 0.0
    height_mm: float = 0.0
    alt: str | None = None
    name: str = ""
    is_readable: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Emblem:
    """An emblem, or what may be one, seen on a page or in a picture.

    Attributes:
        page: index of the page from 0, -1 if unknown.
        box: in percent of the page (of the picture, where the page is unknown).
        score: 0 to 1.
        height_px: how tall it was when it was looked at: what is small can't be judged closely.
        height_mm: 0 if the size of the page is unknown.
        ratio: width to height.
        is_round: whether the stars stand on a true circle.
        has_field: whether the field has edges of its own.
        turned: degrees by which the ring is turned.
        is_upside_down: None where it can't be told.
        is_on_side: whether the field stands upright.
        field: its colour.
        star: the stars' colour.
        picture: index in `Document.pictures`, -1 if it was seen on a drawn page.
        has_ink_beside: whether something that is no readable text stands next to it, which may be the statement.
        crop: JPEG in base64, "" if none was kept.
    """

    page: int
    box: Box
    score: float
    height_px: float
    ratio: float
    field: tuple[int, int, int]
    star: tuple[int, int, int]
    height_mm: float = 0.0
    is_round: bool = False
    has_field: bool = True
    turned: float = 0.0
    is_upside_down: bool | None = None
    is_on_side: bool = False
    picture: int = -1
    has_ink_beside: bool = False
    crop: str = ""

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE


SURE = 0.55


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read.

    Attributes:
        kind: "pdf", "docx", "pptx", "picture" or "page".
        page_count: may be more than the pages whose text was read.
        pages_seen: how many pages were drawn and looked at.
        is_tagged: whether it has a structure that can carry alternative texts; always True but for PDFs.
        links: addresses that it links to, and texts of web fonts of licences with them.
        versions: (language, address) of other language versions of a web page.
        notes: codes of what was not looked at.
        placed: pictures of a PDF with where they lie, which its structure does not tell.
    """

    kind: str
    title: str = ""
    language: str = ""
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    pages_seen: int = 0
    pictures: tuple[Picture, ...] = ()
    emblems: tuple[Emblem, ...] = ()
    is_tagged: bool = True
    links: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    placed: tuple[Picture, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, sent: Mapping[str, Any]) -> "Document":
        return cls(
            kind=sent["kind"],
            title=sent["title"],
            language=sent["language"],
            pages=tuple(Page(**page) for page in sent["pages"]),
            page_count=sent["page_count"],
            pages_seen=sent["pages_seen"],
            pictures=tuple(Picture(**{**each, "box": _box(each["box"])}) for each in sent["pictures"]),
            emblems=tuple(_emblem(each) for each in sent["emblems"]),
            is_tagged=sent["is_tagged"],
            links=tuple(sent["links"]),
            versions=tuple((language, address) for language, address in sent["versions"]),
            notes=tuple(sent["notes"]),
            placed=tuple(Picture(**{**each, "box": _box(each["box"])}) for each in sent["placed"]),
        )


def _box(box: list[float] | None) -> Box | None:
    return (box[0], box[1], box[2], box[3]) if box else None


def _emblem(sent: Mapping[str, Any]) -> Emblem:
    red, green, blue = sent["field"]
    stars_red, stars_green, stars_blue = sent["star"]
    left, top, width, height = sent["box"]
    return Emblem(
        **{
            **sent,
            "box": (left, top, width, height),
            "field": (red, green, blue),
            "star": (stars_red, stars_green, stars_blue),
        }
    )
