"""Reads a PDF: text by page, pages drawn, alternative texts from its structure."""

import io
import time
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from plon.visibility.emblem.finding import Sighting, emblems_in
from plon.visibility.reading.document import Box, Document, Emblem, Page, Picture, Unreadable
from plon.visibility.reading.pictures import emblem_of, ink_beside

POINT_MM = 25.4 / 72
# How many pages are drawn: the first ones, and the last ones, where funding is often told.
MOST_FIRST, MOST_LAST = 24, 6
MOST_THOROUGH = 5
MOST_TEXT_PAGES, LONGEST_TEXT, SECONDS_OF_TEXT = 600, 600_000, 12.0
LONGEST_SIDE, PPI, SECONDS_OF_LOOKING = 2200, 100, 25.0
MOST_NODES, MOST_PICTURES = 40_000, 400
IMAGE_OBJECT = 3


@dataclass(frozen=True, slots=True)
class _Structure:
    title: str
    language: str
    is_tagged: bool
    figures: tuple[Picture, ...]


def read_pdf(content: bytes) -> Document:
    """Read a PDF.

    Raises:
        Unreadable: it is locked or damaged.
    """
    pdf, count = _opened(content)
    notes: list[str] = []
    pages = _texts(pdf, count, notes)
    seen = list(dict.fromkeys([*range(min(count, MOST_FIRST)), *range(max(count - MOST_LAST, 0), count)]))
    emblems, placed, looked = _looked_at(pdf, seen, notes)
    if looked < count:
        notes.append("not-all-pages")
    if not any(page.text.strip() for page in pages):
        notes.append("no-text")
    structure = _structure(content)
    return Document(
        "pdf",
        title=structure.title,
        language=structure.language,
        pages=tuple(pages),
        page_count=count,
        pages_seen=looked,
        pictures=structure.figures if structure.is_tagged else tuple(placed),
        emblems=tuple(emblems),
        is_tagged=structure.is_tagged,
        links=tuple(_links(content)),
        notes=tuple(notes),
        placed=tuple(placed),
    )


def words_of_pdf(content: bytes) -> str:
    """Return the text of a PDF alone, without looking at its pages.

    Raises:
        Unreadable: it is locked or damaged.
    """
    pdf, count = _opened(content)
    return "\n".join(page.text for page in _texts(pdf, count, []))


def _opened(content: bytes) -> tuple[Any, int]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as refusal:
        raise Unreadable("encrypted" if "assword" in str(refusal) else "damaged") from refusal
    count = len(pdf)
    if not count:
        raise Unreadable("empty")
    return pdf, count


def _texts(pdf: Any, count: int, notes: list[str]) -> list[Page]:
    pages: list[Page] = []
    length, until = 0, time.monotonic() + SECONDS_OF_TEXT
    for number in range(count):
        if number >= MOST_TEXT_PAGES or length > LONGEST_TEXT or time.monotonic() > until:
            notes.append("not-all-text")
            break
        page = pdf[number]
        text = page.get_textpage().get_text_bounded().replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")
        length += len(text)
        width, height = page.get_size()
        pages.append(Page(text, round(width * POINT_MM, 1), round(height * POINT_MM, 1)))
        page.close()
    return pages


def _looked_at(pdf: Any, seen: list[int], notes: list[str]) -> tuple[list[Emblem], list[Picture], int]:
    """Draw the pages and look for emblems; more closely on the first and last ones if there is none."""
    until = time.monotonic() + SECONDS_OF_LOOKING
    emblems: list[Emblem] = []
    placed: list[Picture] = []
    looked = 0
    for number in seen:
        if time.monotonic() > until:
            break
        placed += _placed(pdf[number], number)[: MOST_PICTURES - len(placed)]
        emblems += _on_page(pdf, number, thorough=False)
        looked += 1
    if not any(each.is_sure for each in emblems):
        for number in list(dict.fromkeys([*seen[: MOST_THOROUGH - 2], *seen[-2:]])):
            if time.monotonic() > until or any(each.is_sure for each in emblems):
                break
            emblems += _on_page(pdf, number, thorough=True)
    return emblems, placed, looked


def _on_page(pdf: Any, number: int, *, thorough: bool) -> list[Emblem]:
    page = pdf[number]
    width, height = page.get_size()
    scale = min(PPI / 72, LONGEST_SIDE / max(width, height, 1))
    # A slide or card is small in millimetres and full of detail.
    scale = max(scale, min(1000 / max(width, height, 1), 3.0))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    sightings = emblems_in(picture, thorough=thorough)
    if not sightings:
        return []
    without_text = _without_text(page, picture, scale)
    return [_emblem(each, picture, without_text, number, POINT_MM / scale) for each in sightings[:6]]


def _emblem(sighting: Sighting, picture: Image.Image, without_text: Image.Image, number: int, mm: float) -> Emblem:
    beside = ink_beside(without_text, sighting.box)
    return emblem_of(sighting, picture, page=number, mm_per_pixel=mm, has_ink_beside=beside)


def _without_text(page: Any, picture: Image.Image, scale: float) -> Image.Image:
    """Return the page with all words that could be read painted over, so that only pictures of words remain."""
    painted = picture.copy()
    draw = ImageDraw.Draw(painted)
    _width, height = page.get_size()
    text = page.get_textpage()
    for index in range(min(text.count_rects(), 4000)):
        left, bottom, right, top = text.get_rect(index)
        box = (left * scale - 2, (height - top) * scale - 2, right * scale + 2, (height - bottom) * scale + 2)
        x, y = min(max(int(box[0]) - 1, 0), painted.width - 1), min(max(int(box[1]), 0), painted.height - 1)
        draw.rectangle(box, fill=picture.getpixel((x, y)))
    return painted


def _placed(page: Any, number: int) -> list[Picture]:
    """Return the pictures placed on a page, with where they lie."""
    width, height = page.get_size()
    found = []
    for each in page.get_objects(filter=[IMAGE_OBJECT], max_depth=5):
        left, bottom, right, top = each.get_bounds()
        if right - left < 6 or top - bottom < 6:
            continue
        box: Box = (left / width * 100, (height - top) / height * 100, (right - left) / width * 100,
                    (top - bottom) / height * 100)  # fmt: skip
        found.append(
            Picture(
                number,
                (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)),
                round((right - left) * POINT_MM, 1),
                round((top - bottom) * POINT_MM, 1),
            )
        )
    return found


def _structure(content: bytes) -> _Structure:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")
        root: Any = reader.trailer["/Root"].get_object()
        about: Any = reader.metadata or {}
        title = str(about.get("/Title", "") or "").strip()
        tree = root.get("/StructTreeRoot")
        marked = root.get("/MarkInfo")
        is_tagged = tree is not None and (marked is None or bool(marked.get_object().get("/Marked", False)))
        figures = _figures(tree.get_object(), reader) if tree is not None else []
        return _Structure(title, str(root.get("/Lang", "") or ""), is_tagged, tuple(figures))
    except Exception:  # noqa: BLE001  a broken structure leaves text and pictures readable
        return _Structure("", "", is_tagged=True, figures=())


def _figures(tree: Any, reader: Any) -> list[Picture]:
    """Return the figures of the structure tree with their alternative texts."""
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages[:MOST_TEXT_PAGES])}
    roles = {str(key): str(value) for key, value in (tree.get("/RoleMap") or {}).items()}
    found: list[Picture] = []
    stack: list[tuple[Any, int]] = [(tree.get("/K"), -1)]
    node: Any
    seen: set[int] = set()
    for _count in range(MOST_NODES):
        if not stack:
            break
        node, page = stack.pop()
        if hasattr(node, "idnum"):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            stack += [(kid, page) for kid in reversed(node)]
        elif hasattr(node, "raw_get"):
            kind = str(node.get("/S", ""))
            own = node.raw_get("/Pg") if "/Pg" in node else None
            page = numbers.get(getattr(own, "idnum", -1), page)
            if roles.get(kind, kind) == "/Figure":
                alt = node.get("/Alt", node.get("/ActualText"))
                found.append(Picture(page, alt=None if alt is None else str(alt).strip()))
            else:
                stack.append((node.get("/K"), page))
    return found


def _links(content: bytes) -> list[str]:
    """Return the addresses of links in annotations of the first and last pages."""
    import pypdf

    found: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")
        count = len(reader.pages)
        for number in dict.fromkeys([*range(min(count, MOST_FIRST)), *range(max(count - MOST_LAST, 0), count)]):
            page: Any = reader.pages[number]
            for each in list(page.get("/Annots") or [])[:200]:
                action = each.get_object().get("/A")
                address = action.get_object().get("/URI") if action is not None else None
                if address:
                    found.append(str(address)[:500])
    except Exception:  # noqa: BLE001  links are a bonus
        return found[:500]
    return found[:500]
