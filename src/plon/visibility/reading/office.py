"""Reads DOCX and PPTX: words with headers and footers, pictures with their sizes and alternative texts."""

import io
import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from plon.visibility.emblem.finding import emblems_in
from plon.visibility.reading.document import Document, Emblem, Page, Picture, Unreadable
from plon.visibility.reading.pictures import emblem_of, opened

LARGEST_UNPACKED, LARGEST_PART, HIGHEST_RATIO, MOST_ENTRIES = 400 * 1024 * 1024, 40 * 1024 * 1024, 300, 5000
MOST_PICTURES, MOST_LOOKED_AT, MOST_SLIDES = 400, 60, 400
EMU_MM = 36000.0
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


class Package:
    """The parts of an Office file, read with limits."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as broken:
            raise Unreadable("damaged") from broken
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
            raise Unreadable("bomb")
        if unpacked > 50 * 1024 * 1024 and unpacked > HIGHEST_RATIO * max(len(content), 1):
            raise Unreadable("bomb")
        self.names = {entry.filename for entry in entries}

    def part(self, name: str) -> bytes:
        """Return a part; what it says of its size is not believed."""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as broken:
            raise Unreadable("damaged") from broken
        if len(content) > LARGEST_PART:
            raise Unreadable("bomb")
        return content

    def xml(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(self.part(name), parser)
        except etree.XMLSyntaxError as broken:
            raise Unreadable("damaged") from broken

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return {id: (kind, target)} of a part; targets outside the file keep their address."""
        folder, base = posixpath.split(name)
        path = f"{folder}/_rels/{base}.rels"
        if path not in self.names:
            return {}
        found = {}
        for each in self.xml(path):
            target = each.get("Target", "")
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target)
        return found


@dataclass(slots=True)
class _Reading:
    """What is being gathered."""

    package: Package
    pictures: list[Picture] = field(default_factory=list)
    emblems: list[Emblem] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    looked: dict[str, list[Any] | None] = field(default_factory=dict)


def read_office(content: bytes) -> Document:
    """Read a DOCX or PPTX.

    Raises:
        Unreadable: it is neither, damaged, or unpacks to too much.
    """
    package = Package(content)
    if "word/document.xml" in package.names:
        return _read_docx(package)
    if "ppt/presentation.xml" in package.names:
        return _read_pptx(package)
    raise Unreadable("not-taken")


def words_of_office(content: bytes) -> str:
    """Return the words of a DOCX or PPTX alone, without looking at its pictures.

    Raises:
        Unreadable: it is neither, damaged, or unpacks to too much.
    """
    package = Package(content)
    reading = _Reading(package)
    if "word/document.xml" in package.names:
        return _words(package.xml("word/document.xml"), reading)
    if "ppt/presentation.xml" in package.names:
        slides = [name for name in _slide_names(package)[:MOST_SLIDES] if name in package.names]
        return "\n".join(_slide_words(package.xml(name), reading) for name in slides)
    raise Unreadable("not-taken")


def _slide_names(package: Package) -> list[str]:
    relations = package.relations("ppt/presentation.xml")
    slides = package.xml("ppt/presentation.xml").iter(f"{P}sldId")
    return [relations.get(each.get(f"{R}id", ""), ("", ""))[1] for each in slides]


# ── Word ──


def _read_docx(package: Package) -> Document:
    reading = _Reading(package)
    body = package.xml("word/document.xml")
    texts = [_words(body, reading)]
    _gather(reading, "word/document.xml", body, -1)
    for kind, target in sorted(set(package.relations("word/document.xml").values())):
        if kind in {"header", "footer", "footnotes", "endnotes"} and target in package.names:
            part = package.xml(target)
            texts.append(_words(part, reading))
            _gather(reading, target, part, -1)
    if "word/styles.xml" in package.names and not reading.languages:
        for each in package.xml("word/styles.xml").iter(f"{W}lang"):
            reading.languages[each.get(f"{W}val", "")] += 1
    size = next(body.iter(f"{W}pgSz"), None)
    width = _number(size.get(f"{W}w")) / 1440 * 25.4 if size is not None else 0.0
    height = _number(size.get(f"{W}h")) / 1440 * 25.4 if size is not None else 0.0
    page = Page("\n".join(texts), round(width, 1), round(height, 1))
    return _document("docx", reading, (page,), 0)


def _words(part: Any, reading: _Reading) -> str:
    lines: list[str] = []
    for paragraph in part.iter(f"{W}p"):
        words: list[str] = []
        for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{W}p"):
            if node.tag == f"{W}p" and node is not paragraph:
                break
            words.append(node.text or "" if node.tag == f"{W}t" else "-" if node.tag == f"{W}noBreakHyphen" else " ")
        line = "".join(words)
        lines.append(line)
        for each in paragraph.iter(f"{W}lang"):
            if each.get(f"{W}val"):
                reading.languages[each.get(f"{W}val")] += max(len(line), 1)
    return "\n".join(lines)


def _gather(reading: _Reading, name: str, part: Any, page: int) -> None:
    relations = reading.package.relations(name)
    reading.links += [target for kind, target in relations.values() if kind == "hyperlink"]
    for drawing in part.iter(f"{WP}inline", f"{WP}anchor"):
        extent = drawing.find(f"{WP}extent")
        about = drawing.find(f"{WP}docPr")
        size = (
            (_number(extent.get("cx")) / EMU_MM, _number(extent.get("cy")) / EMU_MM) if extent is not None else (0, 0)
        )
        for blip in list(drawing.iter(f"{A}blip"))[:20]:
            _take(reading, relations, blip, about, size, page)
        if any(True for _each in drawing.iter(f"{A}prstGeom", f"{A}custGeom")) and drawing.find(f".//{A}blip") is None:
            reading.notes.append("has-drawings")
    for shape in part.iter(f"{V}shape"):
        image = shape.find(f"{V}imagedata")
        if image is not None:
            _take_target(reading, relations, image.get(f"{R}id", ""), shape.get("alt"), (0.0, 0.0), page)


# ── PowerPoint ──


def _read_pptx(package: Package) -> Document:
    reading = _Reading(package)
    presentation = package.xml("ppt/presentation.xml")
    size = presentation.find(f"{P}sldSz")
    width = _number(size.get("cx")) / EMU_MM if size is not None else 254.0
    height = _number(size.get("cy")) / EMU_MM if size is not None else 190.5
    names = _slide_names(package)
    pages = []
    masters: dict[str, int] = {}
    for number, name in enumerate(each for each in names[:MOST_SLIDES] if each in package.names):
        slide = package.xml(name)
        text = [_slide_words(slide, reading)]
        _gather_slide(reading, name, slide, number, (width, height))
        for kind, target in package.relations(name).values():
            if target not in package.names:
                continue
            if kind == "slideLayout":
                masters.setdefault(target, number)
                for above, master in package.relations(target).values():
                    if above == "slideMaster":
                        masters.setdefault(master, number)
        pages.append(Page("\n".join(text), round(width, 1), round(height, 1)))
    for name, number in masters.items():
        part = package.xml(name)
        _gather_slide(reading, name, part, number, (width, height))
        words = _slide_words(part, reading, placeholders=False)
        if words.strip() and pages:
            pages[number] = Page(f"{pages[number].text}\n{words}", pages[number].width_mm, pages[number].height_mm)
    if len(names) > MOST_SLIDES:
        reading.notes.append("not-all-pages")
    return _document("pptx", reading, tuple(pages), len(names))


def _slide_words(slide: Any, reading: _Reading, *, placeholders: bool = True) -> str:
    lines = []
    for shape in slide.iter(f"{P}sp", f"{P}graphicFrame"):
        if not placeholders and shape.find(f".//{P}ph") is not None:
            continue
        for paragraph in shape.iter(f"{A}p"):
            line = "".join(
                node.text or "" if node.tag == f"{A}t" else " " for node in paragraph.iter(f"{A}t", f"{A}br")
            )
            lines.append(line)
            for each in paragraph.iter(f"{A}rPr"):
                if each.get("lang"):
                    reading.languages[each.get("lang")] += max(len(line), 1)
    return "\n".join(lines)


def _gather_slide(reading: _Reading, name: str, slide: Any, page: int, size: tuple[float, float]) -> None:
    relations = reading.package.relations(name)
    reading.links += [target for kind, target in relations.values() if kind == "hyperlink"]
    for picture in slide.iter(f"{P}pic"):
        blip = picture.find(f".//{A}blip")
        if blip is None:
            continue
        left, top, width, height = _frame(picture)
        box = None
        if width and height:
            box = (left / EMU_MM / size[0] * 100, top / EMU_MM / size[1] * 100, width / EMU_MM / size[0] * 100,
                   height / EMU_MM / size[1] * 100)  # fmt: skip
        about = picture.find(f".//{P}cNvPr")
        _take(reading, relations, blip, about, (width / EMU_MM, height / EMU_MM), page, box)


def _frame(picture: Any) -> tuple[float, float, float, float]:
    """Return where a picture stands on its slide, in EMU, through the groups that it stands in."""
    frame = picture.find(f".//{A}xfrm")
    offset = frame.find(f"{A}off") if frame is not None else None
    extent = frame.find(f"{A}ext") if frame is not None else None
    if offset is None or extent is None:
        return 0.0, 0.0, 0.0, 0.0
    left, top = _number(offset.get("x")), _number(offset.get("y"))
    width, height = _number(extent.get("cx")), _number(extent.get("cy"))
    for group in picture.iterancestors(f"{P}grpSp"):
        outer = group.find(f"{P}grpSpPr/{A}xfrm")
        parts = [outer.find(f"{A}{name}") if outer is not None else None for name in ("off", "ext", "chOff", "chExt")]
        off, ext, inner_off, inner_ext = parts
        if off is None or ext is None or inner_off is None or inner_ext is None:
            continue
        across = _number(ext.get("cx")) / (_number(inner_ext.get("cx")) or 1)
        down = _number(ext.get("cy")) / (_number(inner_ext.get("cy")) or 1)
        left = _number(off.get("x")) + (left - _number(inner_off.get("x"))) * across
        top = _number(off.get("y")) + (top - _number(inner_off.get("y"))) * down
        width, height = width * across, height * down
    return left, top, width, height


# ── pictures of both ──


def _take(
    reading: _Reading,
    relations: dict[str, tuple[str, str]],
    blip: Any,
    about: Any,
    size: tuple[float, float],
    page: int,
    box: tuple[float, float, float, float] | None = None,
) -> None:
    drawn = next(iter(blip.iter(SVG_BLIP)), None)
    target = (drawn if drawn is not None else blip).get(f"{R}embed", "")
    alt = about.get("descr") if about is not None else None
    if about is not None and any(each.get("val") not in {"0", "false"} for each in about.iter(DECORATIVE)):
        alt = ""
    elif alt is not None and not alt.strip():
        alt = None
    cut = blip.getparent().find(f"{A}srcRect")
    edges = tuple(_number(cut.get(side)) / 100_000 if cut is not None else 0.0 for side in ("l", "t", "r", "b"))
    _take_target(reading, relations, target, alt, size, page, box, edges)


def _take_target(
    reading: _Reading,
    relations: dict[str, tuple[str, str]],
    target: str,
    alt: str | None,
    size: tuple[float, float],
    page: int,
    box: tuple[float, float, float, float] | None = None,
    edges: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0),
) -> None:
    name = relations.get(target, ("", ""))[1]
    if not name or len(reading.pictures) >= MOST_PICTURES:
        return
    key = f"{name}{edges}"
    is_readable = True
    if name not in reading.package.names:
        is_readable = False
    elif key not in reading.looked and len(reading.looked) < MOST_LOOKED_AT:
        reading.looked[key] = _seen_in(reading.package.part(name), edges)
    seen = reading.looked.get(key)
    is_readable = is_readable and seen is not None
    index = len(reading.pictures)
    reading.pictures.append(
        Picture(page, box, round(size[0], 1), round(size[1], 1), alt, posixpath.basename(name), is_readable, key)
    )
    for sighting, picture in seen or []:
        if size[0] and size[1]:
            across, down = size[0] / picture.width, size[1] / picture.height
            emblem = emblem_of(
                sighting, picture, page=page, mm_per_pixel=down, index=index, place=box or (0, 0, 100, 100)
            )
            # A picture may be drawn wider or taller than it is.
            reading.emblems.append(_stretched(emblem, across / down))
        else:
            reading.emblems.append(emblem_of(sighting, picture, page=page, index=index, place=box or (0, 0, 100, 100)))


def _stretched(emblem: Emblem, stretch: float) -> Emblem:
    if emblem.is_on_side:
        return replace(emblem, ratio=round(emblem.ratio / stretch, 3))
    return replace(emblem, ratio=round(emblem.ratio * stretch, 3))


def _seen_in(content: bytes, edges: tuple[float, ...]) -> list[Any] | None:
    """Return the emblems in a picture with that picture, None if it can't be looked at (EMF, damaged)."""
    try:
        picture, _notes = opened(content)
    except Unreadable:
        return None
    left, top, right, bottom = edges
    if any(edges) and left + right < 0.98 and top + bottom < 0.98:
        picture = picture.crop(
            (
                int(max(left, 0) * picture.width),
                int(max(top, 0) * picture.height),
                int((1 - max(right, 0)) * picture.width),
                int((1 - max(bottom, 0)) * picture.height),
            )
        )
    return [(sighting, picture) for sighting in emblems_in(picture)[:4]]


def _document(kind: str, reading: _Reading, pages: tuple[Page, ...], count: int) -> Document:
    title = ""
    if "docProps/core.xml" in reading.package.names:
        found = reading.package.xml("docProps/core.xml").find(TITLE)
        title = (found.text or "").strip() if found is not None else ""
    if len(reading.looked) >= MOST_LOOKED_AT:
        reading.notes.append("not-all-pictures")
    if not any(page.text.strip() for page in pages):
        reading.notes.append("no-text")
    language = reading.languages.most_common(1)[0][0] if reading.languages else ""
    return Document(
        kind,
        title=title,
        language=language,
        pages=pages,
        page_count=count,
        pages_seen=count,
        pictures=tuple(reading.pictures),
        emblems=tuple(reading.emblems),
        links=tuple(dict.fromkeys(reading.links))[:500],
        notes=tuple(dict.fromkeys(reading.notes)),
    )


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
